import { isSamePassphrase } from '#browser/desk/passphrase.ts'
import type { CardDraft } from '#browser/desk/setup/card-draft.svelte.ts'
import type { FoundingDraft } from '#browser/desk/setup/founding-draft.svelte.ts'
import type { MemberDraft } from '#browser/desk/setup/member-draft.svelte.ts'
import { isWord, wordsBack } from '#browser/desk/setup/words-back.ts'
import { login } from '#contract/shapes.ts'
import * as v from 'valibot'

// What is still missing on a step, named by the key of its sentence in setup.json. An empty list lets a person go on.

type TeamStep = Pick<CardDraft, 'name' | 'kind'>
export type TeamGap = 'teamNameMissing' | 'kindMissing'

export function gapsOfTeam({ name, kind }: TeamStep): TeamGap[] {
	return gaps([
		[name.trim() === '', 'teamNameMissing'],
		[kind === null, 'kindMissing'],
	])
}

type DaysStep = Pick<CardDraft, 'languages' | 'days' | 'answerWithinDays' | 'checkWordsAt'>
export type DaysGap = 'languagesMissing' | 'daysMissing' | 'withinWrong' | 'checkWordsAtMissing'

export function gapsOfDays({ languages, days, answerWithinDays, checkWordsAt }: DaysStep): DaysGap[] {
	const within = answerWithinDays ?? 0
	return gaps([
		[languages.length === 0, 'languagesMissing'],
		[days.length === 0, 'daysMissing'],
		[!Number.isInteger(within) || within < 1 || within > 30, 'withinWrong'],
		[checkWordsAt.trim() === '', 'checkWordsAtMissing'],
	])
}

export type YouGap = 'nameMissing' | 'loginWrong'

export function gapsOfYou({ name, login: typed }: Pick<MemberDraft, 'name' | 'login'>): YouGap[] {
	return gaps([
		[name.trim() === '', 'nameMissing'],
		[!v.is(login, typed.trim()), 'loginWrong'],
	])
}

export type PassphraseGap = 'passphraseMissing' | 'passphraseWrong'

export function gapsOfPassphrase({
	passphrase,
	passphraseBack,
}: Pick<MemberDraft, 'passphrase' | 'passphraseBack'>): PassphraseGap[] {
	if (passphraseBack.trim() === '') return ['passphraseMissing']
	return isSamePassphrase(passphraseBack, passphrase) ? [] : ['passphraseWrong']
}

export function isSheetProven({ sheet, sheetBack, list }: Pick<MemberDraft, 'sheet' | 'sheetBack' | 'list'>) {
	return wordsBack(sheetBack, sheet, 'sheet', list).ok
}

export function isRecoverySettled({
	wantsRecovery,
	recovery,
	recoveryBack,
	founder,
}: FoundingDraft): boolean {
	return (
		wantsRecovery === false ||
		(wantsRecovery === true && wordsBack(recoveryBack, recovery, 'recovery', founder.list).ok)
	)
}

/** Places (counted from 0) of the root's words that were asked back and are not as printed. */
export function wrongRootWords({ rootBack, rootPlaces, rootWords, founder }: FoundingDraft): number[] {
	return rootPlaces.filter((place, at) => {
		const [typed, word] = [rootBack[at], rootWords[place]]
		return typed === undefined || word === undefined || !isWord(typed, word, founder.list)
	})
}

function gaps<Gap extends string>(checks: readonly (readonly [boolean, Gap])[]): Gap[] {
	return checks.flatMap(([isMissing, gap]) => (isMissing ? [gap] : []))
}
