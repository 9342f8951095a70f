import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Derive } from '#browser/desk/derive-unlocking.ts'
import { agree, fetchJoiners, fetchProposals, invite, takeIn } from '#browser/desk/members/take-in.ts'
import { trySheet } from '#browser/desk/members/try-sheet.ts'
import { drawMemberSecret, drawSheet, type NewMember } from '#browser/desk/new-member.ts'
import { openDesk, type OpenDesk } from '#browser/desk/open-desk.ts'
import { foundTeam } from '#browser/desk/setup/found-team.ts'
import { leaveJoinRequest } from '#browser/desk/setup/join-team.ts'
import { writeRoster } from '#browser/desk/write-roster.ts'
import type { Day } from '#domain/days.ts'
import type { Card, Label } from '#domain/roster/roster.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { offerSetup } from '#server/usecases/offer-setup.ts'
import { unlockingFromSheet } from '#vault/member-keys.ts'

/** Somebody of the team: what they typed and hold, and their unlocked desk. */
export type Worker = { of: NewMember; open: OpenDesk }

const CARD: Card = {
	name: 'Lantern',
	kind: 'civil-society',
	languages: ['en', 'fr', 'ar'],
	days: ['mon', 'thu'],
	answerWithinDays: 3,
	checkWordsAt: 'lantern.example',
	words: [],
	contacts: [],
}

/** For tests that unlock nothing by hand: no minute of Argon2id. */
export const quickDerive: Derive = (passphrase, { desk, login }) =>
	Promise.resolve(
		unlockingFromSheet(sha256(concatBytes(...[passphrase, desk, login].map((text) => utf8ToBytes(text))))),
	)

/** A team that takes messages, its members with keys of their own, founded through the real set-up. */
export async function startWorking(
	instance: Instance,
	names: readonly string[],
	today: Day,
	derive: Derive = quickDerive,
	{
		root = randomBytes(32),
		recovery = randomBytes(32),
		interpreters = [],
	}: { root?: Uint8Array; recovery?: Uint8Array; interpreters?: readonly string[] } = {},
): Promise<Worker[]> {
	const token = await offerSetup(instance)
	if (token === null) throw new Error('a team is here already')
	const [founder, ...others] = [
		...names.map((name, at) => newcomer(name, at === 0 ? 'coordinator' : 'case-worker')),
		...interpreters.map((name) => newcomer(name, 'interpreter')),
	]
	if (founder === undefined) throw new Error('nobody')
	const founding = {
		card: CARD,
		nonce: Buffer.from(randomBytes(16)).toString('hex'),
		day: today,
		root: Uint8Array.from(root),
		recovery: Uint8Array.from(recovery),
		founder,
	}
	const joined: NewMember[] = [founder]
	let open = await foundTeam(token, founding, today, derive)
	for (const joiner of others) {
		open = await admit(open, joiner, joined, today, derive)
		joined.push(joiner)
	}
	await writeRoster(open, { kind: 'intake-opened' }, today)
	return Promise.all(joined.map(async (of) => ({ of, open: await unlock(open.desk, of, today) })))
}

/** A member's desk as it is now, entered by their sheet. */
export function unlock(desk: string, { login, sheet }: NewMember, today: Day): Promise<OpenDesk> {
	return openDesk({ desk, login, way: 'sheet', unlocking: unlockingFromSheet(sheet) }, today)
}

async function admit(
	open: OpenDesk,
	joiner: NewMember,
	joined: readonly NewMember[],
	today: Day,
	derive: Derive,
): Promise<OpenDesk> {
	await leaveJoinRequest(await invite(open), joiner, open.roster, derive)
	const [waiting] = (await fetchJoiners(open)).joiners
	if (waiting === undefined) throw new Error('nobody waits to be taken in')
	const { name, label } = joiner
	const taken = await takeIn(open, { joiner: waiting, name, label, root: null }, today)
	const [, second] = joined
	if (taken.done === 'proposed' && second !== undefined) {
		const agreeing = await unlock(open.desk, second, today)
		const [proposal] = await fetchProposals(agreeing)
		if (proposal === undefined) throw new Error('nothing to agree to')
		await agree(agreeing, proposal, today)
	}
	const [founder] = joined
	if (founder === undefined) throw new Error('nobody keeps the roster')
	const theirs = await unlock(open.desk, joiner, today)
	if ((await trySheet(theirs, joiner.sheet, today)) === null) throw new Error('the sheet does not open')
	return unlock(open.desk, founder, today)
}

function newcomer(name: string, label: Label): NewMember {
	return {
		name,
		login: name.toLowerCase(),
		label,
		passphrase: `${name} walks along the Kessa`,
		sheet: drawSheet(),
		secret: drawMemberSecret(),
	}
}
