import { addDays, type Day } from '#domain/days.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import { isInterpreter } from '#domain/roster/interpreters.ts'
import { LONGEST, refusalOfText } from '#domain/threads/limits.ts'
import type { EntryOf, Found, FoundTranslation } from '#domain/threads/placed-entry.ts'
import {
	type By,
	byOf,
	decided,
	type Decision,
	refusalToWork,
	type ThreadRefusal,
	type Who,
} from '#domain/threads/thread-refusals.ts'
import { leftOutOf, type ThreadState, type Translation } from '#domain/threads/thread-state.ts'

// [Note: translations] A member gives an interpreter a copy of one text: the story, or one text of the dialogue. What
// the journal keeps is who asked whom about which entry, and a key made for this one translation: the interpreter gets
// its public half beside the text and locks the translation for it, so that they need not know who reads the thread,
// how many, or where the text stands. Whoever reads the thread finds the other half in the journal.

/** How long an interpreter has; what was not sent back by then is destroyed on the server. */
export const TRANSLATION_DAYS = 14

/** The last day of a text given on this day. */
export function lastDayToTranslate(given: Day): Day {
	return addDays(given, TRANSLATION_DAYS)
}

/** The text an entry holds that can be given to an interpreter; null when there is none. */
export function textToTranslate(state: ThreadState, seq: number): string | null {
	const answer = state.answers.find((one) => one.seq === seq)
	if (answer !== undefined) return filled(answer.record.text)
	const record = state.messages.find((one) => one.seq === seq)?.record
	return record !== undefined && 'text' in record ? filled(record.text) : null
}

function filled(text: string): string | null {
	return text.trim() === '' ? null : text
}

/** What became of a text given to an interpreter, for somebody who looks on this day. */
export function standingOf(
	{ standing, until }: Translation,
	today: Day,
): 'waiting' | 'over' | 'translated' | 'taken-back' {
	return standing === 'waiting' && until < today ? 'over' : standing
}

export function refusalToAskTranslation(
	state: ThreadState,
	entry: EntryOf<'translation-asked'>,
	by: By,
	interpreter: Found['interpreter'],
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by)
	if (refusal !== null) return refusal
	const stands = state.passed.some(({ seq, hash }) => seq === entry.of && hash === entry.hash)
	if (!stands || textToTranslate(state, entry.of) === null) return 'no-such-entry'
	if (leftOutOf(state).includes(entry.to)) return 'left-out-by-the-person'
	if (interpreter !== true) return 'not-an-interpreter'
	return state.translations.some(({ parcel }) => parcel === entry.parcel) ? 'already-so' : null
}

export type AskTranslation = {
	/** Sequence of the entry that holds the text. */
	of: number
	/** Id of the interpreter. */
	to: string
	/** null: the member does not know. */
	from: InterfaceLanguage | null
	into: InterfaceLanguage
	/** 16 random bytes in hex: all that the server and the interpreter know the text by. */
	parcel: string
	/** Private half of the key for this translation. */
	key: string
}

export function decideAskTranslation(state: ThreadState, command: AskTranslation, who: Who): Decision {
	const { of, to } = command
	const stands = state.passed.find(({ seq }) => seq === of)
	if (stands === undefined) return { ok: false, because: 'no-such-entry' }
	const until = lastDayToTranslate(who.today)
	const entry = { kind: 'translation-asked', ...command, hash: stands.hash, until } as const
	const isOne = who.roster.members.some((member) => member.id === to && isInterpreter(member))
	return decided(state, entry, refusalToAskTranslation(state, entry, byOf(who), isOne))
}

export function refusalToTakeTranslation(
	state: ThreadState,
	{ parcel }: EntryOf<'translated'>,
	by: By,
	found: FoundTranslation | null,
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by) ?? refusalOfWaiting(state, parcel)
	if (refusal !== null) return refusal
	if (found?.text == null || !found.signed) return 'not-from-the-interpreter'
	return refusalOfText(found.text, LONGEST.text)
}

/** Takes what an interpreter sent back into the journal. It may come late: what counts is that it came. */
export function decideTakeTranslation(
	state: ThreadState,
	{ found, ...command }: Omit<EntryOf<'translated'>, 'kind'> & { found: FoundTranslation },
	who: Who,
): Decision {
	const entry = { kind: 'translated', ...command } as const
	return decided(state, entry, refusalToTakeTranslation(state, entry, byOf(who), found))
}

export function refusalToTakeBack(
	state: ThreadState,
	{ parcel }: EntryOf<'translation-taken-back'>,
	by: By,
): ThreadRefusal | null {
	return refusalToWork(state, by) ?? refusalOfWaiting(state, parcel)
}

/** Any reader may take a text back, whoever gave it. */
export function decideTakeBack(state: ThreadState, { parcel }: { parcel: string }, who: Who): Decision {
	const entry = { kind: 'translation-taken-back', parcel } as const
	return decided(state, entry, refusalToTakeBack(state, entry, byOf(who)))
}

function refusalOfWaiting(state: ThreadState, parcel: string): ThreadRefusal | null {
	const asked = state.translations.find((one) => one.parcel === parcel)
	return asked?.standing === 'waiting' ? null : 'no-such-translation'
}
