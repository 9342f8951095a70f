import { callServer } from '#browser/desk/call-desk.ts'
import { toBase64url } from '#browser/desk/bytes-as-text.ts'
import type { Derive } from '#browser/desk/derive-unlocking.ts'
import { sealNames } from '#browser/desk/member-names.ts'
import { recoveryRecipient, setRecovery, tryRecovery } from '#browser/desk/members/recovery-key.ts'
import { lockKeyring, type NewMember, publicMember } from '#browser/desk/new-member.ts'
import { openDesk, type OpenDesk } from '#browser/desk/open-desk.ts'
import { newStatement, nextEntry, writeRoster } from '#browser/desk/write-roster.ts'
import type { Day } from '#domain/days.ts'
import { evolveRoster } from '#domain/roster/evolve-roster.ts'
import type { Card, Roster, RosterEntry } from '#domain/roster/roster.ts'
import { unlockingFromSheet } from '#vault/member-keys.ts'
import { NOTHING_BEFORE } from '#vault/outside/chain.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'
import { type SignedText, signText, textHash } from '#vault/outside/signed-text.ts'

/** Everything the set-up gathered. The root's seed is in memory from its drawing until the team is founded. */
export type Founding = {
	card: Card
	/** 16 random bytes in hex, so that two teams with one card are two teams. */
	nonce: string
	/** Fixed when the set-up begins, so that a repeated attempt founds the same team. */
	day: Day
	/** Ed25519 seed of the root. */
	root: Uint8Array
	/** Seed of the team's recovery key, or null for none. */
	recovery: Uint8Array | null
	founder: NewMember
}

export type FoundingTexts = {
	roster: Roster
	/** The roster after the drills, to say beforehand what would be lost with what. */
	rosterToBe: Roster
	entries: [SignedText, SignedText]
	statement: SignedText
}

/** The first two entries of the roster, signed by the root, and the first statement, signed by the founder. */
export async function foundingTexts(founding: Founding): Promise<FoundingTexts> {
	const { card, nonce, day, root, founder } = founding
	const first: RosterEntry = {
		v: 1,
		seq: 0,
		prev: NOTHING_BEFORE,
		day,
		kind: 'founded',
		root: signingKeyOf(root),
		nonce,
		card,
	}
	const founded = signText(JSON.stringify(first), 'roster-entry', [root])
	const empty = evolveRoster(null, first, textHash(founded))
	const member = await publicMember(founder.secret, founder.label, ['administrator', 'triage'])
	const change = { kind: 'member-added', member } as const
	const added = signText(nextEntry(empty, change, day), 'roster-entry', [root])
	const second: RosterEntry = { v: 1, seq: 1, prev: empty.head, day, ...change }
	const roster = evolveRoster(empty, second, textHash(added))
	return {
		roster,
		rosterToBe: { ...roster, sheetsTried: [member.id], recovery: await recoveryToBe(founding) },
		entries: [founded, added],
		statement: newStatement(roster, day, founder.secret.sign),
	}
}

async function recoveryToBe({ recovery }: Founding): Promise<Roster['recovery']> {
	if (recovery === null) return null
	return { recipient: await recoveryRecipient(recovery), tried: true }
}

/**
 * Founds the team and enters it by the founder's sheet, which is the drill that proves the sheet. Repeating it after
 * a cut line goes on where it stopped: the same texts found the same team.
 * @throws Refused, LineCut, UnlockRefused, DerivationStopped
 */
export async function foundTeam(
	token: string,
	founding: Founding,
	today: Day,
	derive: Derive,
): Promise<OpenDesk> {
	const { founder } = founding
	const texts = await foundingTexts(founding)
	const { desk } = texts.roster
	const keyring = await lockKeyring(founder, desk, derive)
	await send(token, founding, texts, keyring)
	const unlocking = unlockingFromSheet(founder.sheet)
	const open = await openDesk({ desk, login: founder.login, way: 'sheet', unlocking }, today)
	return recordDrills(open, founding, today)
}

async function send(
	token: string,
	{ founder }: Founding,
	{ roster, entries, statement }: FoundingTexts,
	keyring: Awaited<ReturnType<typeof lockKeyring>>,
): Promise<void> {
	const [me] = roster.members
	const names = await sealNames(
		roster,
		new Map(me === undefined ? [] : [[me.id, founder.name]]),
		founder.secret,
	)
	await callServer(
		'setup',
		{ token, entries, statement, login: founder.login, ...keyring, names: toBase64url(names) },
		{},
	)
}

/** The sheet and the recovery words were typed back in the set-up; now the roster says so. */
async function recordDrills(entered: OpenDesk, founding: Founding, today: Day): Promise<OpenDesk> {
	let open = entered
	if (!open.roster.sheetsTried.includes(open.me.id))
		open = await writeRoster(open, { kind: 'sheet-tried', id: open.me.id }, today)
	if (founding.recovery === null) return open
	const set = await setRecovery(open, founding.recovery, founding.root, today)
	return (await tryRecovery(set, founding.recovery, today)) ?? set
}
