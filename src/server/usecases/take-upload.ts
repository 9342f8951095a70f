import { randomBytes } from 'node:crypto'
import { LARGEST_CARRIER, readCarrier } from '#contract/read-carrier.ts'
import { type Refusal, Refused } from '#contract/refusals.ts'
import type { UploadOutcome } from '#contract/upload-outcome.ts'
import type { Carried } from '#contract/write-carrier.ts'
import { findDesk, listDesks, type StoredDesk } from '#server/storage/reads/desks.ts'
import { hasFirstMessage } from '#server/storage/reads/threads.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { fastHash } from '#server/usecases/sealed-bytes.ts'
import { isOpenToForms, usedShare } from '#server/usecases/space.ts'
import { tell } from '#server/usecases/tell.ts'
import { LARGEST_RECORD, NotAnEnvelope, takeApart } from '#vault/outside/format.ts'
import type { SigningKey } from '#vault/outside/signature.ts'

// [Note: carried files] Whoever brings a file may be the person, a carrier, or somebody who hates both. The file says
// for itself what it is; nothing about who brought it, or that it came by this way, is stored.

/** Takes a file that came by the form and says what became of it. Bringing it again changes nothing. */
export async function takeUpload(instance: Instance, file: Uint8Array): Promise<UploadOutcome> {
	if (file.length === 0) return 'no-file'
	if (file.length > LARGEST_CARRIER) return 'too-large'
	const carried = readCarrier(file)
	try {
		return carried === null ? await takeBare(instance, file) : await takeCarried(instance, carried)
	} catch (error) {
		if (error instanceof Refused) return OUTCOMES[error.because] ?? 'broken'
		throw error
	}
}

const OUTCOMES: Partial<Record<Refusal, UploadOutcome>> = {
	'not-an-envelope': 'not-locked',
	'too-large': 'too-large',
	'no-such-desk': 'other-team',
	'intake-closed': 'closed',
	full: 'full',
	'proof-of-work-needed': 'full',
	'mailbox-taken': 'taken',
}

async function takeCarried(instance: Instance, carried: Carried): Promise<UploadOutcome> {
	const desk = await findDesk(instance.store.read, carried.desk)
	if (desk === null) return 'other-team'
	return (await isStored(instance, desk, carried)) ? 'stored' : 'full'
}

/** An age file alone: its address is made of its hash, and no key that anybody holds opens the mailbox. */
async function takeBare(instance: Instance, file: Uint8Array): Promise<UploadOutcome> {
	const fault = faultOfBare(file)
	if (fault !== null) return fault
	const [desk] = await listDesks(instance.store.read)
	if (desk === undefined) return 'closed'
	const bare: Carried = {
		desk: desk.hash,
		mailbox: fastHash(file).slice(0, 32),
		proofKey: keyOfNobody(),
		depositKey: keyOfNobody(),
		envelope: file,
		copy: null,
	}
	return (await isStored(instance, desk, bare)) ? 'stored-bare' : 'full'
}

/** The roster publishes hybrid keys only: what is locked for none such opens for no member. */
function faultOfBare(file: Uint8Array): UploadOutcome | null {
	if (file.length > LARGEST_RECORD) return 'too-large'
	try {
		return takeApart(file).recipients.every((kind) => kind === 'hybrid') ? null : 'locked-otherwise'
	} catch (error) {
		if (error instanceof NotAnEnvelope) return 'not-locked'
		throw error
	}
}

function keyOfNobody(): SigningKey {
	return randomBytes(32).toString('hex') as SigningKey
}

/** @returns false when there is no room for what comes without a proof of work */
async function isStored(instance: Instance, desk: StoredDesk, carried: Carried): Promise<boolean> {
	const { envelope, copy, ...head } = carried
	const isKnown = await hasFirstMessage(
		instance.store.read,
		desk.id,
		carried.mailbox,
		fastHash(carried.envelope),
	)
	if (!isKnown && !isOpenToForms(await usedShare(instance))) return false
	const bytes = copy === null ? envelope : Buffer.concat([envelope, copy])
	await tell(instance, desk, { ...head, flood: null, copy: copy?.length ?? 0 }, Uint8Array.from(bytes))
	return true
}
