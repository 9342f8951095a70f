import { randomBytes } from '@noble/hashes/utils.js'
import { writeRoster } from '#browser/desk/write-roster.ts'
import type { Derive } from '#browser/desk/derive-unlocking.ts'
import { fetchJoiners, invite, takeIn } from '#browser/desk/members/take-in.ts'
import { trySheet } from '#browser/desk/members/try-sheet.ts'
import { drawMemberSecret, drawSheet, type NewMember } from '#browser/desk/new-member.ts'
import { openDesk, type OpenDesk } from '#browser/desk/open-desk.ts'
import { drawPassphrase, unlockingFromTyped } from '#browser/desk/passphrase.ts'
import { type Founding, foundTeam } from '#browser/desk/setup/found-team.ts'
import { leaveJoinRequest } from '#browser/desk/setup/join-team.ts'
import { wordListOf } from '#browser/word-lists.ts'
import type { Day } from '#domain/days.ts'
import type { Card, Label } from '#domain/roster/roster.ts'
import { unlockingFromSheet } from '#vault/member-keys.ts'

export type DemoMember = Pick<NewMember, 'name' | 'login' | 'passphrase'>
export type DemoTeam = { open: OpenDesk; members: DemoMember[] }

const CARD: Card = {
	name: 'Kessa River Watch (demonstration)',
	kind: 'civil-society',
	languages: ['en', 'fr', 'es', 'ar', 'ru', 'zh'],
	days: ['mon', 'tue', 'wed', 'thu', 'fri'],
	answerWithinDays: 3,
	checkWordsAt: 'nowhere: this is a demonstration',
	words: [
		{
			language: 'en',
			can: ['advise you', 'write to United Nations experts, if you say yes'],
			cannot: ['pay for a lawyer or a journey'],
			obliged: 'A judge of Arcadia, a country that does not exist, can order us to hand over what we know.',
		},
		{
			language: 'fr',
			can: ['vous conseiller', 'écrire aux experts des Nations Unies, si vous dites oui'],
			cannot: ['payer un avocat ou un voyage'],
			obliged:
				'Un juge d’Arcadie, un pays qui n’existe pas, peut nous ordonner de remettre ce que nous savons.',
		},
	],
	// An invented number that somebody in danger might call would be worse than none.
	contacts: [],
}

const derive: Derive = (passphrase, place) => unlockingFromTyped(passphrase, place)

/** Founds a team of two with the same steps the set-up pages take, and opens its intake. */
export async function foundDemoTeam(token: string, today: Day): Promise<DemoTeam> {
	const ruth = await newMember('Ruth', 'coordinator')
	const tomas = await newMember('Tomas', 'case-worker')
	const founding: Founding = {
		card: CARD,
		nonce: Buffer.from(randomBytes(16)).toString('hex'),
		day: today,
		root: randomBytes(32),
		recovery: null,
		founder: ruth,
	}
	const founded = await foundTeam(token, founding, today, derive)
	const together = await join(founded, tomas, today)
	return { open: await writeRoster(together, { kind: 'intake-opened' }, today), members: [ruth, tomas] }
}

async function join(open: OpenDesk, joiner: NewMember, today: Day): Promise<OpenDesk> {
	await leaveJoinRequest(await invite(open), joiner, open.roster, derive)
	const { joiners } = await fetchJoiners(open)
	const [waiting] = joiners
	if (waiting === undefined) throw new RangeError('nobody waits to be taken in')
	const { name, label } = joiner
	const taken = await takeIn(open, { joiner: waiting, name, label, root: null }, today)
	const unlocking = unlockingFromSheet(joiner.sheet)
	const theirs = await openDesk({ desk: open.desk, login: joiner.login, way: 'sheet', unlocking }, today)
	const tried = await trySheet(theirs, joiner.sheet, today)
	if (tried === null) throw new RangeError('the sheet does not open')
	return { ...taken.open, roster: tried.roster, entries: tried.entries }
}

async function newMember(name: string, label: Label): Promise<NewMember> {
	const passphrase = drawPassphrase(await wordListOf('en'))
	return {
		name,
		login: name.toLowerCase(),
		label,
		passphrase,
		sheet: drawSheet(),
		secret: drawMemberSecret(),
	}
}
