import { randomBytes } from 'node:crypto'
import { hashedSecret } from '#contract/hashed-secret.ts'
import { listDesks } from '#server/storage/reads/desks.ts'
import type { Instance } from '#server/usecases/instance.ts'

/**
 * Makes the token of a set-up link, in the place of any made before; only its hash is kept.
 * @returns null when the server has a desk already
 */
export async function offerSetup({ store }: Instance): Promise<string | null> {
	if ((await listDesks(store.read)).length > 0) return null
	const token = randomBytes(32).toString('hex')
	await store.write('putSetting', { name: 'setup-token', value: hashedSecret(token) })
	return token
}
