import type { IncomingMessage, ServerResponse } from 'node:http'
import type { KeptPage } from '#contract/public-instance.ts'
import { takesBrotli } from '#contract/takes-brotli.ts'

/** Bytes of pages held at once; the oldest go first. */
const ROOM = 8 * 1024 * 1024

const GUIDE = /^\/[a-z]{2}\/(?:guide|rights|country|library|part|story|keep)(?:\/[\w.-]+)*$/

/**
 * Where a page of the guide is kept: it shows what was built, the teams, the day and the address, and nothing of who
 * asks. Null for every other request.
 */
export function placeOf({ method, url = '', headers }: IncomingMessage): string | null {
	if (method !== 'GET' || !GUIDE.test(url)) return null
	if (!takesBrotli(headers['accept-encoding'])) return null
	return `${headers.host ?? ''} ${url}`
}

/**
 * Pages that are the same for everybody, packed, for as long as what they were made from stays the same. Packing one
 * well takes a hundred times as long as sending it.
 */
export class KeptPages {
	readonly #pages = new Map<string, KeptPage>()
	#size = 0
	#madeFrom = ''

	/** @param madeFrom names everything a page shows besides what was built; another one empties the room */
	find(place: string, madeFrom: string): KeptPage | null {
		if (madeFrom !== this.#madeFrom) {
			this.#pages.clear()
			this.#size = 0
			this.#madeFrom = madeFrom
		}
		return this.#pages.get(place) ?? null
	}

	/** A page made from something older is not kept. */
	keep(place: string, madeFrom: string, page: KeptPage): void {
		if (madeFrom !== this.#madeFrom || this.#pages.has(place)) return
		this.#pages.set(place, page)
		this.#size += page.bytes.length
		for (const [oldest, { bytes }] of this.#pages) {
			if (this.#size <= ROOM) break
			this.#pages.delete(oldest)
			this.#size -= bytes.length
		}
	}
}

export function answerWithKept({ headers, bytes }: KeptPage, response: ServerResponse): void {
	for (const [name, value] of headers) response.setHeader(name, value)
	response.writeHead(200).end(bytes)
}
