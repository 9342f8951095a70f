/** Speech stays clear at this rate, and a minute costs 180 KB. */
const BITS_PER_SECOND = 24_000

/** Longest voice note in seconds; about 2.7 MB. */
export const LONGEST_VOICE = 15 * 60

const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

export type RecorderState = 'idle' | 'asking' | 'recording' | 'refused'

/** Records one voice note in memory. Nothing is stored on the device. */
export class VoiceRecorder {
	state: RecorderState = $state('idle')
	/** Length in seconds of what was recorded, or is being recorded. */
	seconds = $state(0)
	#recorder: MediaRecorder | null = null
	#stream: MediaStream | null = null
	#clock: ReturnType<typeof setInterval> | undefined
	#take = { isWanted: true }

	static isAvailable(): boolean {
		return 'MediaRecorder' in globalThis && 'mediaDevices' in navigator && typeOfRecording() !== null
	}

	/** Asks for the microphone and records until stopped. @param done is handed the recording */
	async start(done: (voice: Blob) => void): Promise<void> {
		const mimeType = typeOfRecording()
		if (mimeType === null || this.state === 'asking' || this.state === 'recording') return
		const take = { isWanted: true }
		this.#take = take
		this.state = 'asking'
		const stream = await microphone()
		if (stream === null) {
			this.state = 'refused'
			return
		}
		this.#stream = stream
		if (!take.isWanted) {
			this.#release()
			return
		}
		const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND })
		const pieces: Blob[] = []
		recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data))
		recorder.addEventListener('stop', () => {
			this.#release()
			if (take.isWanted) done(new Blob(pieces, { type: mimeType }))
		})
		this.#recorder = recorder
		this.seconds = 0
		this.#clock = setInterval(() => {
			this.seconds += 1
			if (this.seconds >= LONGEST_VOICE) this.stop()
		}, 1000)
		recorder.start(1000)
		this.state = 'recording'
	}

	/** Ends the recording and hands it over; a microphone still asked for is no longer wanted. */
	stop(): void {
		if (this.state === 'asking') this.#take.isWanted = false
		if (this.#recorder?.state === 'recording') this.#recorder.stop()
	}

	/** Stops, and lets go of what was recorded. */
	discard(): void {
		this.#take.isWanted = false
		this.stop()
	}

	#release(): void {
		clearInterval(this.#clock)
		for (const track of this.#stream?.getTracks() ?? []) track.stop()
		this.#recorder = null
		this.#stream = null
		this.state = 'idle'
	}
}

function typeOfRecording(): string | null {
	return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null
}

/** @returns null when the person, the browser or the device says no */
async function microphone(): Promise<MediaStream | null> {
	try {
		return await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true } })
	} catch (error) {
		if (error instanceof DOMException) return null
		throw error
	}
}
