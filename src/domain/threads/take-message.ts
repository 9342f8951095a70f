import { isWider, narrowed, widened } from '#domain/consent/consent.ts'
import type { EntryOf, FoundMessage } from '#domain/threads/placed-entry.ts'
import type { PersonRecord } from '#domain/threads/records.ts'
import { doubting, type ThreadState, type Wish } from '#domain/threads/thread-state.ts'

// [Note: stolen words] Whoever has the return words can write as the person. So a message alone may only take back:
// less consent counts at once; more consent, a way to reach the person and a deletion wait as wishes until a reader
// has made sure that it is the person (decide-judge-wish.ts).

/** The state after a message of the person that `refusalToTakeIn` let pass. */
export function takeMessage(
	state: ThreadState,
	{ original, message }: EntryOf<'took-in'>,
	found: FoundMessage | null,
	{ seq, author }: { seq: number; author: string },
): ThreadState {
	if (found?.record == null) return state
	if (state.messages.some(({ mac }) => mac === message.mac)) return repeated(state, message.mac, original)
	const taken = { seq, by: author, record: found.record, mac: message.mac, originals: [original] }
	return withEffect(
		{ ...state, messages: [...state.messages, taken] },
		found.record,
		{ seq, message: original },
		found.signed,
	)
}

type Source = Pick<Wish, 'seq' | 'message'>
type ConsentRecord = Extract<PersonRecord, { kind: 'consent' }>

function withEffect(state: ThreadState, record: PersonRecord, from: Source, signed: boolean): ThreadState {
	switch (record.kind) {
		case 'story':
		case 'file':
			return state
		case 'addition':
			return record.topic === 'how-to-reach' ? wishing(state, from, 'new-contact', record.text) : state
		case 'wish':
			return wishing(state, from, record.wish, record.text)
		case 'read':
			return {
				...state,
				answers: state.answers.map((answer) =>
					answer.record.n <= record.upTo ? { ...answer, read: true } : answer,
				),
			}
		case 'consent':
			return withConsent(state, record, from, signed)
	}
}

function withConsent(state: ThreadState, record: ConsentRecord, from: Source, signed: boolean): ThreadState {
	const { consent: next, visit, n } = record
	const { now, wish } = state.consent
	const wider = isWider(now, next)
	const narrower = { ...state, consent: { now: narrowed(now, next), wish } }
	if (wider && !signed) return doubting(narrower, { seq: from.seq, what: 'consent-forged', because: null })
	// What the person wrote earlier and arrives late must not bring back what they have taken back since.
	if (isOlder(state, record)) return narrower
	const latest = { ...replacing(narrower, 'wider-consent'), consentFrom: { visit, n } }
	if (!wider) return { ...latest, consent: { ...latest.consent, wish: null } }
	const waiting = { consent: next, message: from.message }
	return wishing({ ...latest, consent: { ...latest.consent, wish: waiting } }, from, 'wider-consent', '')
}

/** Whether it was written before the newest message about consent. Visits stand in the order they became known. */
function isOlder({ consentFrom, messages }: ThreadState, { visit, n }: ConsentRecord): boolean {
	if (consentFrom === null) return false
	if (visit === consentFrom.visit) return n <= consentFrom.n
	const known = messages.map(({ record }) => record.visit)
	return known.indexOf(visit) < known.indexOf(consentFrom.visit)
}

function wishing(state: ThreadState, from: Source, what: Wish['what'], text: string): ThreadState {
	const wish: Wish = { ...from, what, text, standing: 'waiting', by: null, how: null }
	return { ...state, wishes: [...replacing(state, what).wishes, wish] }
}

function replacing(state: ThreadState, what: Wish['what']): ThreadState {
	const wishes = state.wishes.map((wish) =>
		wish.what === what && wish.standing === 'waiting' ? { ...wish, standing: 'replaced' as const } : wish,
	)
	return { ...state, wishes }
}

function repeated(state: ThreadState, mac: string, original: string): ThreadState {
	const messages = state.messages.map((message) =>
		message.mac === mac ? { ...message, originals: [...message.originals, original] } : message,
	)
	return { ...state, messages }
}

/** The state after a reader judged a wish that waits. */
export function judgeWish(
	state: ThreadState,
	{ message, judged, how }: EntryOf<'wish-judged'>,
	author: string,
): ThreadState {
	const wish = state.wishes.find((one) => one.message === message && one.standing === 'waiting')
	if (wish === undefined) return state
	const wishes = state.wishes.map((one) =>
		one === wish ? { ...one, standing: judged, by: author, how } : one,
	)
	const after = { ...state, wishes }
	if (wish.what === 'new-contact' && judged === 'confirmed') return { ...after, contact: wish.text }
	if (wish.what !== 'wider-consent') return after
	const { now, wish: wanted } = state.consent
	const confirmed = judged === 'confirmed' && wanted !== null
	return { ...after, consent: { now: confirmed ? widened(now, wanted.consent) : now, wish: null } }
}
