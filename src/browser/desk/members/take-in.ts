import { callServer } from '#browser/desk/call-desk.ts'
import { fromBase64url } from '#browser/desk/bytes-as-text.ts'
import { putNames } from '#browser/desk/members/keep-names.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import { type Joiner, readJoin } from '#browser/desk/setup/join-team.ts'
import { addSigned, nextEntry, refusalOfSigned, RosterRefuses } from '#browser/desk/write-roster.ts'
import { readRosterEntry } from '#contract/roster-text.ts'
import type { Day } from '#domain/days.ts'
import { type Label, type Member, memberByKey } from '#domain/roster/roster.ts'
import { countersign, signersOf, type SignedText, signText } from '#vault/outside/signed-text.ts'

/** Invites one person. The link goes to them over another channel and works once, for 7 days. */
export async function invite({ desk, token }: OpenDesk): Promise<string> {
	const invitation = await callServer('invite', {}, { at: { desk }, token })
	return invitation.token
}

/** The people who wait to be taken in, and how many requests were thrown out because they were forged or damaged. */
export async function fetchJoiners(open: OpenDesk): Promise<{ joiners: Joiner[]; forged: number }> {
	const { desk, secret, token } = open
	const { joins } = await callServer('joins', null, { at: { desk }, token })
	const read = await Promise.all(
		joins.map((join) => readJoin({ ...join, name: fromBase64url(join.name) }, desk, secret)),
	)
	const joiners = read.filter((joiner) => joiner !== null)
	return { joiners, forged: joins.length - joiners.length }
}

export async function turnAway({ desk, token }: OpenDesk, member: string): Promise<void> {
	await callServer('refuseJoin', null, { at: { desk, member }, token })
}

export type Admission = {
	joiner: Joiner
	name: string
	label: Label
	/** Seed of the root, when the person is to be an administrator too. */
	root: Uint8Array | null
}

/**
 * Signs a person into the roster, or leaves the entry for a second member to sign where the rules ask for two.
 * @throws RosterRefuses, Refused, LineCut
 */
export async function takeIn(
	open: OpenDesk,
	{ joiner, name, label, root }: Admission,
	today: Day,
): Promise<{ open: OpenDesk; done: 'added' | 'proposed' }> {
	const { signingKey, recipient } = joiner
	const member: Member = {
		id: joiner.member,
		signingKey,
		recipient,
		label,
		roles: rolesOf(label, root !== null),
	}
	const seeds = root === null ? [open.secret.sign] : [open.secret.sign, root]
	const text = nextEntry(open.roster, { kind: 'member-added', member }, today)
	const signed = signText(text, 'roster-entry', seeds)
	const refusal = refusalOfSigned(open.roster, signed)
	const names = new Map([...(open.names?.names ?? []), [joiner.member, name] as const])
	if (refusal === 'needs-two-members') {
		await callServer('propose', { entry: signed }, { at: { desk: open.desk }, token: open.token })
		return { open: await putNames(open, names), done: 'proposed' }
	}
	return { open: await putNames(await addSigned(open, signed, today), names), done: 'added' }
}

/** Interpreters have none: they open what they are asked to translate, and nothing else. */
function rolesOf(label: Label, keepsRoster: boolean): Member['roles'] {
	if (keepsRoster) return ['administrator', 'triage']
	return label === 'interpreter' ? [] : ['triage']
}

/** A change that waits for a second signature, as a member sees it. */
export type Proposal = { signed: SignedText; member: Member; by: Member[] }

/** The proposals that can still become the next entry. One that was overtaken has to be made again. */
export async function fetchProposals(open: OpenDesk): Promise<Proposal[]> {
	const { desk, token, roster } = open
	const { proposals } = await callServer('proposals', null, { at: { desk }, token })
	return proposals.flatMap((signed) => {
		const entry = readRosterEntry(signed.text)
		if (entry?.kind !== 'member-added' || refusalOfSigned(roster, signed) !== 'needs-two-members') return []
		const by = signersOf(signed, 'roster-entry').flatMap((key) => memberByKey(roster, key) ?? [])
		return [{ signed, member: entry.member, by }]
	})
}

/** Adds this member's signature to a proposal and puts it into the roster. */
export async function agree(open: OpenDesk, { signed, by }: Proposal, today: Day): Promise<OpenDesk> {
	if (by.some(({ id }) => id === open.me.id)) throw new RosterRefuses('needs-two-members')
	return addSigned(open, countersign(signed, 'roster-entry', open.secret.sign), today)
}
