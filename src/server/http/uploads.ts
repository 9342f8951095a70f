import type { IncomingMessage } from 'node:http'
import { LARGEST_CARRIER } from '#contract/read-carrier.ts'
import { Refused } from '#contract/refusals.ts'
import type { UploadOutcome } from '#contract/upload-outcome.ts'
import { dropBody } from '#server/api/drop-body.ts'
import { bodyReader, HungUp, type ReadBody } from '#server/api/read-body.ts'
import { NotStored } from '#server/storage/store.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { takeUpload } from '#server/usecases/take-upload.ts'

/** What a form adds around its file. */
const FORM = 16 * 1024

/** Bytes of forms that may be under way at once. */
const MOST_UNFINISHED = 32 * 1024 * 1024

/** Whether a request sends the form of the page for files that somebody carries. */
export function isUpload(request: IncomingMessage, path: string): boolean {
	return request.method === 'POST' && /^\/[a-z]{2}\/upload$/.test(path)
}

/** Takes the file of a form. The page that answers shows what became of it. */
export type ReceiveUpload = (request: IncomingMessage, origin: URL) => Promise<UploadOutcome>

export function uploadReceiver(instance: Instance): ReceiveUpload {
	const readBody = bodyReader(MOST_UNFINISHED)
	return async (request, origin) => {
		if (!comesFromHere(request, origin)) {
			dropBody(request)
			return 'broken'
		}
		try {
			const file = await fileIn(request, readBody)
			return file === null ? 'no-file' : await takeUpload(instance, file)
		} catch (error) {
			if (error instanceof NotStored || error instanceof HungUp) return 'broken'
			if (!(error instanceof Refused)) throw error
			dropBody(request)
			return 'too-large'
		}
	}
}

/** Another site's page must not make its visitors send something; what is no browser says nothing here. */
function comesFromHere({ headers }: IncomingMessage, { origin }: URL): boolean {
	return headers.origin === undefined || headers.origin === origin
}

/** @returns null when the form is none, or holds no file */
async function fileIn(request: IncomingMessage, readBody: ReadBody): Promise<Uint8Array | null> {
	const body = await readBody(request, LARGEST_CARRIER + FORM)
	const form = await formOf(body, request.headers['content-type'] ?? '')
	const file = form?.get('file')
	return file instanceof File ? new Uint8Array(await file.arrayBuffer()) : null
}

/** The runtime reads forms (RFC 7578) and reports a broken one as TypeError. */
async function formOf(body: Uint8Array, type: string): Promise<FormData | null> {
	if (!type.startsWith('multipart/form-data')) return null
	try {
		return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
	} catch (error) {
		if (error instanceof TypeError) return null
		throw error
	}
}
