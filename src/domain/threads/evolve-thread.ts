import { refusalToAnswer, refusalToDepositAgain } from '#domain/threads/decide-answer.ts'
import { refusalToCheck } from '#domain/threads/decide-check.ts'
import { refusalToHandOver } from '#domain/threads/decide-hand-over.ts'
import { refusalToHold } from '#domain/threads/decide-hold.ts'
import { refusalToJudgeWish } from '#domain/threads/decide-judge-wish.ts'
import { refusalToMove } from '#domain/threads/decide-move.ts'
import { refusalToNote } from '#domain/threads/decide-note.ts'
import { refusalToOpen } from '#domain/threads/decide-open.ts'
import { refusalToPassOn } from '#domain/threads/decide-pass-on.ts'
import { refusalToRecover } from '#domain/threads/decide-recover.ts'
import { refusalToTakeIn } from '#domain/threads/decide-take-in.ts'
import {
	refusalToAskTranslation,
	refusalToTakeBack,
	refusalToTakeTranslation,
} from '#domain/threads/decide-translation.ts'
import type { TeamEntry } from '#domain/threads/entries.ts'
import { refusalOfRingChange } from '#domain/threads/judge-ring.ts'
import type { EntryOf, Placed } from '#domain/threads/placed-entry.ts'
import { judgeWish, takeMessage } from '#domain/threads/take-message.ts'
import type { ThreadRefusal } from '#domain/threads/thread-refusals.ts'
import {
	type Doubt,
	doubting,
	readersOf,
	type ThreadState,
	type Translation,
} from '#domain/threads/thread-state.ts'

/**
 * The thread after one more entry. What the rules refuse has no effect and leaves a doubt; an entry this client does
 * not understand makes the thread read-only. The effect of flags reaches back and is `foldThread`'s.
 */
export function evolveThread(state: ThreadState, placed: Placed<TeamEntry>): ThreadState {
	const { seq, entry } = placed
	const passed = passOver(state, placed)
	if (entry === 'unknown-kind' || entry === 'unreadable') {
		const stopped = { ...passed, readOnly: passed.readOnly ?? { seq, because: entry } }
		return doubting(stopped, { seq, what: 'unreadable', because: null })
	}
	if (entry.kind === 'flagged') return passed
	const refusal = refusalOfEntry(state, placed, entry)
	if (refusal === null) return withFindings(changed(passed, placed, entry), placed)
	return doubting(passed, { seq, what: doubtOf(state, entry, refusal), because: refusal })
}

function doubtOf(state: ThreadState, entry: Effective, refusal: ThreadRefusal): Doubt['what'] {
	if (refusal === 'not-from-the-person') return refusal
	const claimsConsent = entry.kind === 'wish-judged' && entry.judged === 'confirmed'
	const nobodyWished = claimsConsent && !state.wishes.some(({ message }) => message === entry.message)
	return nobodyWished ? 'consent-forged' : 'without-effect'
}

/** The entry stands in the journal and has used its numbers, but has no effect. */
export function passOver(state: ThreadState, placed: Placed<TeamEntry>): ThreadState {
	const { seq, hash, author, entry, found } = placed
	const flags = typeof entry === 'object' && entry.kind === 'flagged' ? entry.seq : null
	const passed = { seq, hash, author, flags, tookFrom: losersBy(state, placed) }
	const ring =
		typeof entry === 'object' && 'ring' in entry && typeof entry.ring === 'object' ? entry.ring : null
	const ringUsed = ring !== null && ring.version >= state.nextRing && ring.version <= seq
	const answerUsed = found.answer?.record?.n === state.nextAnswer
	return {
		...state,
		passed: [...state.passed, passed],
		nextRing: ringUsed ? ring.version + 1 : state.nextRing,
		nextAnswer: state.nextAnswer + (answerUsed ? 1 : 0),
	}
}

function losersBy(state: ThreadState, { author, entry }: Placed<TeamEntry>): string[] {
	if (typeof entry !== 'object' || entry.kind !== 'ring-changed') return []
	const { readers } = entry.ring
	if (readers.every((reader) => reader === author)) return []
	return readersOf(state).filter((reader) => !readers.includes(reader))
}

type Effective = Exclude<TeamEntry, { kind: 'flagged' }>

function refusalOfEntry(
	state: ThreadState,
	{ seq, author, triage, found }: Placed<TeamEntry>,
	entry: Effective,
): ThreadRefusal | null {
	const by = { member: author, triage }
	switch (entry.kind) {
		case 'opened':
			return refusalToOpen(state, entry, by, found.message, seq)
		case 'took-in':
			return refusalToTakeIn(state, entry, by, found.message)
		case 'answered':
			return refusalToAnswer(state, entry, by, found.answer)
		case 'deposited-again':
			return refusalToDepositAgain(state, entry, by)
		case 'moved':
			return refusalToMove(state, entry, by)
		case 'ring-changed':
			return refusalOfRingChange(state, entry, by, seq)
		case 'recovered':
			return refusalToRecover(state, entry, by, found.team, seq)
		case 'handed-over':
			return refusalToHandOver(state, entry, by)
		case 'checked':
			return refusalToCheck(state, entry, by)
		case 'wish-judged':
			return refusalToJudgeWish(state, entry, by)
		case 'noted':
			return refusalToNote(state, entry, by)
		case 'held':
			return refusalToHold(state, entry, by)
		case 'translation-asked':
			return refusalToAskTranslation(state, entry, by, found.interpreter)
		case 'translated':
			return refusalToTakeTranslation(state, entry, by, found.translation)
		case 'translation-taken-back':
			return refusalToTakeBack(state, entry, by)
		case 'passed-on':
			return refusalToPassOn(state, entry, by)
	}
}

function changed(state: ThreadState, placed: Placed<TeamEntry>, entry: Effective): ThreadState {
	const { seq, author, found } = placed
	switch (entry.kind) {
		case 'opened':
			return opened(state, placed, entry)
		case 'took-in':
			return takeMessage(state, entry, found.message, placed)
		case 'answered':
			return answered(state, placed, entry)
		case 'deposited-again':
			return {
				...state,
				answers: state.answers.map((answer) =>
					answer.record.n === entry.answer
						? { ...answer, deposits: [...answer.deposits, entry.deposit] }
						: answer,
				),
			}
		case 'moved':
			return {
				...state,
				stage: entry.stage,
				promised: entry.promised,
				answerer: entry.promised === null ? state.answerer : author,
			}
		case 'ring-changed':
		case 'recovered':
			return { ...state, ring: { ...entry.ring, seq, by: author } }
		case 'handed-over':
			return { ...state, answerer: entry.to }
		case 'checked': {
			const { ring, originals } = entry
			return { ...state, checks: [...state.checks, { seq, by: author, ring, originals }] }
		}
		case 'wish-judged':
			return judgeWish(state, entry, author)
		case 'noted':
			return { ...state, notes: [...state.notes, { seq, by: author, text: entry.text }] }
		case 'held':
			return { ...state, held: entry.held ? { seq, by: author, because: entry.because } : null }
		case 'translation-asked':
			return asked(state, placed, entry)
		case 'translated':
			return withTranslation(state, entry.parcel, {
				standing: 'translated',
				text: found.translation?.text ?? null,
			})
		case 'translation-taken-back':
			return withTranslation(state, entry.parcel, { standing: 'taken-back' })
		case 'passed-on':
			return { ...state, passedOn: { seq, by: author, to: entry.to } }
	}
}

function opened(
	state: ThreadState,
	{ seq, author, found }: Placed<TeamEntry>,
	{ original, message, ring }: EntryOf<'opened'>,
): ThreadState {
	const record = found.message?.record
	if (record?.kind !== 'story') return state
	return {
		...state,
		story: record,
		messages: [{ seq, by: author, record, mac: message.mac, originals: [original] }],
		consent: { now: record.consent, wish: null },
		ring: { ...ring, seq, by: author },
	}
}

function answered(
	state: ThreadState,
	{ seq, author, found }: Placed<TeamEntry>,
	{ deposit }: EntryOf<'answered'>,
): ThreadState {
	const record = found.answer?.record
	if (record == null) return state
	const answer = { seq, by: author, record, deposits: [deposit], read: false }
	const { stage, promised } = record
	return { ...state, answers: [...state.answers, answer], stage, promised, answerer: author }
}

function asked(
	state: ThreadState,
	{ seq, author }: Placed<TeamEntry>,
	{ of, to, from, into, until, parcel, key }: EntryOf<'translation-asked'>,
): ThreadState {
	const about = { of, to, from, into, until, parcel, key }
	const translation = { seq, by: author, ...about, standing: 'waiting', text: null } as const
	return { ...state, translations: [...state.translations, translation] }
}

function withTranslation(
	state: ThreadState,
	parcel: string,
	change: Pick<Translation, 'standing'> & Partial<Pick<Translation, 'text'>>,
): ThreadState {
	const translations = state.translations.map((one) => (one.parcel === parcel ? { ...one, ...change } : one))
	return { ...state, translations }
}

/** What an insider could have put into an entry that keeps all rules. Colleagues judge it and flag it. */
function withFindings(state: ThreadState, { seq, found }: Placed<TeamEntry>): ThreadState {
	const doubts = [
		found.message?.original === 'differs' ? ('story-altered' as const) : null,
		found.ring === 'does-not-open' ? ('ring-does-not-open' as const) : null,
		found.answer?.leadsHere === false ? ('answer-leads-elsewhere' as const) : null,
	]
	return doubts
		.filter((what) => what !== null)
		.reduce((doubted, what) => doubting(doubted, { seq, what, because: null }), state)
}
