import { fetchRoster, UnlockRefused } from '#browser/desk/open-desk.ts'
import { FoundingDraft } from '#browser/desk/setup/founding-draft.svelte.ts'
import { MemberDraft } from '#browser/desk/setup/member-draft.svelte.ts'
import { today } from '#browser/today.ts'
import { wordListOf } from '#browser/word-lists.ts'
import type { Language } from '#domain/languages.ts'
import type { Roster } from '#domain/roster/roster.ts'

export async function beginSetUp(language: Language): Promise<FoundingDraft> {
	return new FoundingDraft(await wordListOf(language))
}

/**
 * Fetches the team an invitation names; the invited person still compares its check words.
 * @throws UnlockRefused when its roster is broken or its statement has run out
 */
export async function beginJoin(
	desk: string,
	language: Language,
): Promise<{ roster: Roster; draft: MemberDraft }> {
	const { roster, statement } = await fetchRoster(desk, today())
	if (statement === null) throw new UnlockRefused('roster-broken')
	return { roster, draft: new MemberDraft(await wordListOf(language)) }
}

/** A draft for somebody who is a member already and takes a new passphrase and a new sheet. */
export async function beginRenewal(language: Language, login: string): Promise<MemberDraft> {
	const draft = new MemberDraft(await wordListOf(language))
	draft.login = login
	return draft
}
