/** The person stopped what was being sent. */
export class SendStopped extends Error {
	override name = 'SendStopped'
}

/** Pause, go on and stop, for whatever takes long. */
export class SendControl {
	readonly #stop = new AbortController()
	readonly #onChange: (paused: boolean) => void
	#goOn: (() => void) | null = null
	#paused: Promise<void> | null = null

	/** @param onChange told whenever it is paused, by the person or by a broken line, and when it goes on */
	constructor(onChange: (paused: boolean) => void) {
		this.#onChange = onChange
	}

	/** Aborts when the person stops. */
	get signal(): AbortSignal {
		return this.#stop.signal
	}

	pause(): void {
		if (this.#paused !== null) return
		this.#paused = new Promise((resolve) => {
			this.#goOn = resolve
		})
		this.#onChange(true)
	}

	goOn(): void {
		if (this.#goOn === null) return
		this.#goOn()
		this.#goOn = null
		this.#paused = null
		this.#onChange(false)
	}

	stop(): void {
		this.#stop.abort()
		this.goOn()
	}

	/** Waits while paused. @throws SendStopped */
	async mayGoOn(): Promise<void> {
		if (this.#paused !== null) await this.#paused
		if (this.signal.aborted) throw new SendStopped('stopped by the person')
	}

	/** The result of `work`, but no longer than until the person stops. @throws SendStopped */
	async unlessStopped<Result>(work: Promise<Result>): Promise<Result> {
		const stopped = new Promise<never>((_, reject) => {
			const onAbort = () => {
				reject(new SendStopped('stopped by the person'))
			}
			if (this.signal.aborted) onAbort()
			else this.signal.addEventListener('abort', onAbort, { once: true })
		})
		return Promise.race([work, stopped])
	}
}
