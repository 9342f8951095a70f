import { hexToBytes } from '@noble/hashes/utils.js'
import { sendFrames } from '#browser/desk/call-desk.ts'
import { appendEntries, newestRing } from '#browser/desk/inbox/append.ts'
import type { Wrote } from '#browser/desk/inbox/open-thread.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import { sealedBytesToSign } from '#contract/signed-bytes.ts'
import type { Day } from '#domain/days.ts'
import {
	type AnswerWords,
	decideAnswer,
	decideDepositAgain,
	draftAnswer,
} from '#domain/threads/decide-answer.ts'
import type { Story } from '#domain/threads/records.ts'
import type { AgeRecipient } from '#vault/envelope.ts'
import { sealMessage } from '#vault/message.ts'
import { type Hash, hashOf } from '#vault/outside/format.ts'
import { sign } from '#vault/outside/signature.ts'
import { depositSeed } from '#vault/deposit-seed.ts'
import type { MacKey } from '#vault/return-keys.ts'
import { ringRecipient } from '#vault/ring.ts'

// [Note: two envelopes] An answer travels twice: as an entry for the team and as a deposit for the person. They share
// no bytes, hash or size. The entry goes first and names the deposit, so that a deposit that failed is known and is
// sealed again; the deposit goes without a session, so that nothing stored links it to a member.

export type SealedAnswer = { deposit: Uint8Array; hash: Hash }

/**
 * Writes an answer into the journal and returns the deposit to leave for the person with {@link leaveDeposit}.
 */
export async function writeAnswer(
	view: ThreadView,
	words: AnswerWords,
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote & { answer: SealedAnswer | null }> {
	const who = { ...reader, today }
	if (view.state.story === null) return { ok: false, because: 'not-open', answer: null }
	const recipient = view.state.ring === null ? '' : await ringRecipient(newestRing(view))
	const draft = draftAnswer(view.state, words, recipient, who)
	if (!draft.ok) return { ...draft, answer: null }
	const answer = await sealAnswer(draft.body, view.state.story)
	const decision = decideAnswer(
		view.state,
		{ record: draft.record, body: draft.body, deposit: answer.hash },
		who,
	)
	if (!decision.ok) return { ...decision, answer: null }
	return { ok: true, entries: await appendEntries(view, [decision.entry], reader, token), answer }
}

/** Seals an answer that is in the journal once more, because its deposit never arrived. */
export async function sealAgain(
	view: ThreadView,
	answer: number,
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote & { answer: SealedAnswer | null }> {
	const written = view.state.answers.find(({ record }) => record.n === answer)
	if (written === undefined || view.state.story === null)
		return { ok: false, because: 'no-such-answer', answer: null }
	const sealed = await sealAnswer(JSON.stringify(written.record), view.state.story)
	const decision = decideDepositAgain(view.state, { answer, deposit: sealed.hash }, { ...reader, today })
	if (!decision.ok) return { ...decision, answer: null }
	return { ok: true, entries: await appendEntries(view, [decision.entry], reader, token), answer: sealed }
}

/** Leaves a sealed answer in the person's mailbox. Repeating it changes nothing. */
export async function leaveDeposit(
	view: ThreadView,
	{ deposit, hash }: SealedAnswer,
	desk: string,
): Promise<void> {
	if (view.state.story === null) throw new RangeError('a thread without a story has nobody to answer')
	const seed = depositSeed(macKeyOf(view.state.story))
	const signature = sign(seed, 'deposit', sealedBytesToSign(desk, view.thread, hash))
	await sendFrames('deposit', [{ head: { mailbox: view.thread, signature }, bytes: deposit }], {
		at: { desk },
	})
}

async function sealAnswer(body: string, story: Story): Promise<SealedAnswer> {
	const deposit = await sealMessage(body, 'team', macKeyOf(story), [story.keys.recipient as AgeRecipient])
	return { deposit, hash: hashOf(deposit) }
}

function macKeyOf(story: Story): MacKey {
	return hexToBytes(story.keys.mac) as MacKey
}
