import { randomBytes } from 'node:crypto'
import { hashedSecret } from '#contract/hashed-secret.ts'
import { listDesks } from '#server/storage/reads/desks.ts'
import type { Instance } from '#server/usecases/instance.ts'

/**
 * Makes the token of a set-up link, in the place of any made before; only its hash is kept.
 * @param further for a team beside those that are there; without it nobody founds a second one by mistake
 * @returns null when the server has a desk already and no further one was asked for
 */
export async function offerSetup({ store }: Instance, further = false): Promise<string | null> {
	if (!further && (await listDesks(store.read)).length > 0) return null
	const token = randomBytes(32).toString('hex')
	await store.write('putSetting', { name: 'setup-token', value: hashedSecret(token) })
	return token
}
