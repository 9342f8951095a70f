import { publicMember } from '#browser/desk/new-member.ts'
import { foundingTexts, type FoundingTexts } from '#browser/desk/setup/found-team.ts'
import { nextEntry, type RosterChange } from '#browser/desk/write-roster.ts'
import { type Day, isDay } from '#domain/days.ts'
import { evolveRoster } from '#domain/roster/evolve-roster.ts'
import type { Card, Roster } from '#domain/roster/roster.ts'
import { readRosterEntry } from '#contract/roster-text.ts'
import type { MemberSecret } from '#vault/member-keys.ts'
import { type SignedText, signText, textHash } from '#vault/outside/signed-text.ts'

// A team in a fictional country, made with fixed keys: Amina keeps the list, Ruth and Tomas read.

export const CARD: Card = {
	name: 'Arcadia Rights Network',
	kind: 'civil-society',
	languages: ['en', 'fr', 'ar'],
	days: ['mon', 'wed', 'fri'],
	answerWithinDays: 2,
	checkWordsAt: '12 Kessa Street, on the door',
	words: [],
	contacts: [],
}

export function day(text: string): Day {
	if (!isDay(text)) throw new TypeError(`${text} is no day`)
	return text
}

export const FOUNDED = day('2026-11-22')

/** Keys that are the same in every run. */
export function secretOf(number: number): MemberSecret {
	return { age: new Uint8Array(32).fill(number), sign: new Uint8Array(32).fill(100 + number) }
}

export const AMINA = secretOf(1)
export const RUTH = secretOf(2)
export const TOMAS = secretOf(3)
export const ROOT = new Uint8Array(32).fill(9)

/** The team as it is founded by Amina, with a recovery key. */
export function foundArcadia(nonce = '00'.repeat(16)): Promise<FoundingTexts> {
	return foundingTexts({
		card: CARD,
		nonce,
		day: FOUNDED,
		root: ROOT,
		recovery: new Uint8Array(32).fill(7),
		founder: {
			name: 'Amina',
			login: 'amina',
			label: 'coordinator',
			passphrase: 'six words that nobody made up',
			sheet: new Uint8Array(16).fill(5),
			secret: AMINA,
		},
	})
}

export type Chain = { roster: Roster; entries: SignedText[] }

/** Adds an entry signed by these people, without asking whether the rules allow it. */
export function extend({ roster, entries }: Chain, change: RosterChange, seeds: Uint8Array[]): Chain {
	const signed = signText(nextEntry(roster, change, FOUNDED), 'roster-entry', seeds)
	const entry = readRosterEntry(signed.text)
	if (entry === null) throw new TypeError('the entry cannot be read')
	return { roster: evolveRoster(roster, entry, textHash(signed)), entries: [...entries, signed] }
}

/** Amina's team with one more reader. */
export async function arcadiaWith(newcomer: MemberSecret): Promise<Chain> {
	const { roster, entries } = await foundArcadia()
	const member = await publicMember(newcomer, 'case-worker', ['triage'])
	return extend({ roster, entries }, { kind: 'member-added', member }, [AMINA.sign])
}
