import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { PublicInstance } from '#contract/public-instance.ts'
import { createApi } from '#server/api/api.ts'
import { openCorrections } from '#server/corrections/corrections-file.ts'
import { readBuiltFiles } from '#server/http/built-pages.ts'
import { handlerFor } from '#server/http/handle.ts'
import { loadPages } from '#server/http/load-pages.ts'
import { stopGently } from '#server/http/stop-gently.ts'
import { uploadReceiver } from '#server/http/uploads.ts'
import type { MailServer } from '#server/gateways/mail.ts'
import { carriersOf } from '#server/jobs/carriers.ts'
import { endInTime } from '#server/jobs/end-in-time.ts'
import { repeat, type Running } from '#server/jobs/repeat.ts'
import { tellMembers } from '#server/jobs/tell-members.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { listDesks } from '#server/usecases/list-desks.ts'
import { offerSetup } from '#server/usecases/offer-setup.ts'
import { openInstance } from '#server/usecases/open-instance.ts'

export type ServerOptions = {
	port: number
	host: string
	origins: readonly string[]
	deskOrigin: string
	dataDir: string
	databaseUrl: string | null
	/** Bytes the server may fill; null: most of what the disk has room for. */
	space: number | null
	/** The host's mail server. Without one no mail is sent. */
	mail?: MailServer | null
	/** Whether a member's webhook may lead to this machine or an inner network. */
	innerWebhooks?: boolean
	demo: boolean
	/** Addresses of the door without script that pages may lead to; absent: there is none. */
	plainDoors?: readonly string[]
}

export type RunningServer = {
	/** `http://127.0.0.1:8000`: where it really listens. */
	address: string
	origins: readonly string[]
	deskOrigin: string
	/** Works once; null when a team was set up already. */
	setupLink: string | null
	instance: Instance
	stop: () => Promise<void>
	/** Resolves when the server has stopped, by `stop` or by a signal. */
	stopped: Promise<void>
}

/** A part of a file over a slow line; supervisors wait longer before they kill. */
const SECONDS_TO_FINISH = 20

const BUILD = fileURLToPath(new URL('../../build/', import.meta.url))

/** Opens the store, answers requests, and stops in order on SIGTERM or SIGINT. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
	const { mail = null, innerWebhooks = false } = options
	const instance = await openInstance({
		...options,
		mail,
		now: () => new Date(),
	})
	const corrected = openCorrections(options.dataDir, toOperator)
	const corrections = () => corrected(todayOf(instance))
	const server = createServer(await listenerFor(instance, options, corrections))
	server.listen(options.port, options.host)
	await once(server, 'listening')
	const stopped = Promise.withResolvers<undefined>()
	const carriers = carriersOf({ mail, innerWebhooks })
	const jobs = repeat([endInTime(instance), tellMembers(instance, carriers)], toOperator)
	const stop = stopOnce({ server, instance, jobs }, () => {
		stopped.resolve(undefined)
	})
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
	const { origins, deskOrigin } = options
	const setupLink = await setupLinkOf(instance, deskOrigin)
	return {
		address: addressOf(server),
		origins,
		deskOrigin,
		setupLink,
		instance,
		stop,
		stopped: stopped.promise,
	}
}

function toOperator(fault: string): void {
	process.stderr.write(`${fault}\n`)
}

async function listenerFor(
	instance: Instance,
	{ origins, deskOrigin, plainDoors = [] }: ServerOptions,
	corrections: PublicInstance['corrections'],
): Promise<RequestListener> {
	return handlerFor({
		origins,
		deskOrigin,
		files: readBuiltFiles(BUILD),
		api: createApi(instance, toOperator),
		uploads: uploadReceiver(instance),
		pages: await loadPages(BUILD, instance, { plainDoors, corrections }),
		isWell: async () => {
			await listDesks(instance)
			return true
		},
	})
}

/** A link that founds the team. Made anew at each start until it was used; the old one is void then. */
export async function setupLinkOf(
	instance: Instance,
	deskOrigin: string,
	further = false,
): Promise<string | null> {
	const token = await offerSetup(instance, further)
	return token === null ? null : `${deskOrigin}/en/desk#setup=${token}`
}

/** What was accepted is finished and answered before the store closes. */
function stopOnce(
	{ server, instance, jobs }: { server: Server; instance: Instance; jobs: Running },
	done: () => void,
): () => Promise<void> {
	let stopping: Promise<void> | null = null
	const stop = async () => {
		await Promise.all([stopGently(server, SECONDS_TO_FINISH), jobs.stop()])
		await instance.store.close()
		done()
	}
	return () => (stopping ??= stop())
}

function addressOf(server: Server): string {
	const { address, port, family } = server.address() as AddressInfo
	return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
