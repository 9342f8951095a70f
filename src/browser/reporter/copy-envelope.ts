import type { CopyRecord } from '#domain/threads/copies.ts'
import { recipientOf } from '#vault/age-keys.ts'
import { sealMessage } from '#vault/message.ts'
import type { CopyKeys } from '#vault/return-keys.ts'

/** Locks a copy for the person alone, padded like the message it is a copy of. */
export async function sealCopy(record: CopyRecord, { identity, macKey }: CopyKeys): Promise<Uint8Array> {
	return sealMessage(JSON.stringify(record), 'person', macKey, [await recipientOf(identity)])
}
