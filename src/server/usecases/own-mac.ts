import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instance } from '#server/usecases/instance.ts'

/** What is attested, its purpose first, so that what was made for one is never taken for another. */
export type Attested = readonly [purpose: 'return' | 'flood' | 'receipt', ...what: (string | null)[]]

/** HMAC-SHA256 in hex, by which a server knows again what it said itself without having stored it. */
export function ownMac(instance: Instance, attested: Attested): string {
	return createHmac('sha256', instance.ownSecret).update(JSON.stringify(attested)).digest('hex')
}

/** @param mac 64 hex characters */
export function isOwnMac(instance: Instance, attested: Attested, mac: string): boolean {
	return timingSafeEqual(Buffer.from(mac), Buffer.from(ownMac(instance, attested)))
}
