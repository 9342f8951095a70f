import type * as Picture from '#browser/reporter/card-picture.ts'
import { wordsInSquare } from '#browser/reporter/thread-card.ts'

export type ScanFault =
	/** The person, their browser or this document does not allow the camera. */
	| 'refused'
	| 'none'
	/** Another program holds the camera. */
	| 'busy'
	/** What reads pictures could not be fetched. */
	| 'cut'
	| 'nothing'
	| 'other'
	| 'unreadable'

/** Longest side in pixels at which a picture is looked at: enough for thirty digits, little work for an old phone. */
const CAMERA_SIDE = 800
const PHOTO_SIDES = [1600, 800]
const LARGEST_PHOTO = 64 * 1024 * 1024
const CAMERA_PATIENCE = 40
const PHOTO_PATIENCE = 1500

// [Note: camera] The camera runs only while the person looks for their card: it stops when the card was read, when
// the page is hidden or left, and when the words were given in another way. Nothing it sees is kept or sent.

/** Reads return words from a card, by camera or from a photo of it. */
export class CardCamera {
	stream: MediaStream | null = $state.raw(null)
	starting = $state(false)
	fault: ScanFault | null = $state(null)
	found = $state(false)
	#picture: typeof Picture | null = null
	/** Grows with every start and stop, so that a camera that opens too late is stopped at once. */
	#turn = 0

	async start(): Promise<void> {
		this.stop()
		this.fault = null
		this.found = false
		this.starting = true
		const turn = this.#turn
		this.#picture ??= await fetchedPicture()
		const opened = this.#picture === null ? 'cut' : await openedCamera()
		if (turn !== this.#turn) {
			if (typeof opened !== 'string') endStream(opened)
			return
		}
		this.starting = false
		if (typeof opened === 'string') this.fault = opened
		else this.stream = opened
	}

	stop(): void {
		this.#turn += 1
		this.starting = false
		if (this.stream !== null) endStream(this.stream)
		this.stream = null
	}

	/** The browser shows this page no moving picture. */
	refuse(): void {
		this.stop()
		this.fault = 'refused'
	}

	/** Looks at what the camera shows now. @returns the words as digits, and the camera is off; else null */
	look(video: HTMLVideoElement): string | null {
		if (this.#picture === null || this.stream === null || video.videoWidth === 0) return null
		const pixels = pixelsOf(video, video.videoWidth, video.videoHeight, CAMERA_SIDE)
		const text = this.#picture.readSquare(pixels, CAMERA_PATIENCE)
		if (text === null) return null
		this.stop()
		return this.#wordsIn(text)
	}

	/** The words on a photo of a card. @returns null when there are none; `fault` says why */
	async readPhoto(photo: File): Promise<string | null> {
		this.stop()
		this.fault = null
		this.found = false
		this.#picture ??= await fetchedPicture()
		const bitmap = await bitmapOf(photo)
		if (this.#picture === null || bitmap === null) {
			this.fault = this.#picture === null ? 'cut' : 'unreadable'
			bitmap?.close()
			return null
		}
		for (const side of PHOTO_SIDES) {
			const pixels = pixelsOf(bitmap, bitmap.width, bitmap.height, side)
			const text = this.#picture.readSquare(pixels, PHOTO_PATIENCE)
			if (text === null) continue
			bitmap.close()
			return this.#wordsIn(text)
		}
		bitmap.close()
		this.fault = 'nothing'
		return null
	}

	#wordsIn(text: string): string | null {
		const words = wordsInSquare(text)
		this.found = words !== null
		this.fault = words === null ? 'other' : null
		return words
	}
}

/** @returns null when the line broke; browsers report that as TypeError */
async function fetchedPicture(): Promise<typeof Picture | null> {
	try {
		return await import('#browser/reporter/card-picture.ts')
	} catch (error) {
		if (error instanceof TypeError) return null
		throw error
	}
}

async function openedCamera(): Promise<MediaStream | ScanFault> {
	// Browsers offer no media devices at all outside secure contexts, or where they were switched off.
	if (!('mediaDevices' in navigator)) return 'none'
	try {
		return await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
	} catch (error) {
		if (!(error instanceof DOMException)) throw error
		if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'refused'
		return error.name === 'NotReadableError' || error.name === 'AbortError' ? 'busy' : 'none'
	}
}

function endStream(stream: MediaStream): void {
	for (const track of stream.getTracks()) track.stop()
}

/** @returns null when the file is no picture this browser can open, or too large for a phone */
async function bitmapOf(photo: File): Promise<ImageBitmap | null> {
	if (photo.size > LARGEST_PHOTO) return null
	try {
		return await createImageBitmap(photo)
	} catch (error) {
		if (error instanceof DOMException) return null
		throw error
	}
}

function pixelsOf(source: CanvasImageSource, width: number, height: number, side: number): ImageData {
	const scale = Math.min(1, side / Math.max(width, height))
	const canvas = document.createElement('canvas')
	canvas.width = Math.max(1, Math.round(width * scale))
	canvas.height = Math.max(1, Math.round(height * scale))
	const context = canvas.getContext('2d', { willReadFrequently: true })
	if (context === null) throw new TypeError('this browser draws nothing')
	context.drawImage(source, 0, 0, canvas.width, canvas.height)
	return context.getImageData(0, 0, canvas.width, canvas.height)
}
