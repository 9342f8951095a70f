import type { KeyObject } from 'node:crypto'
import { type Day, dayOf } from '#domain/days.ts'
import type { HostFacts } from '#domain/host/judge-host.ts'
import type { MailServer } from '#server/gateways/mail.ts'
import type { RosterHistories } from '#server/usecases/read-roster.ts'
import type { Store } from '#server/storage/store.ts'

/** What every use case may rely on: one running server. */
export type Instance = {
	store: Store
	rosters: RosterHistories
	/** By it the server knows again what it said (own-mac.ts); the same for all servers that share a database. */
	ownSecret: KeyObject
	/** Bytes of disk the server may fill. */
	space: number
	/** A demonstration nobody reads. */
	demo: boolean
	/** What can be found out about the machine at this moment. */
	machine: () => Promise<Omit<HostFacts, 'today' | 'newestDay' | 'team' | 'mail'>>
	/** The server that takes mail for members, when the host has named one. */
	mail: MailServer | null
	now: () => Date
}

export function todayOf(instance: Instance): Day {
	const day = dayOf(instance.now())
	if (day === null) throw new RangeError('the clock shows no date')
	return day
}
