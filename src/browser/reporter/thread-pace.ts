/** One transfer that ended: bytes, and how many milliseconds it took. */
type Stretch = { bytes: number; milliseconds: number }

/** Measures how fast a line carries, leaving out pauses. */
export class Pace {
	readonly #stretches: Stretch[] = []

	add(stretch: Stretch): void {
		this.#stretches.push(stretch)
	}

	/** Whole minutes until `left` bytes have been carried, at least 1; null before anything was measured. */
	minutesFor(left: number): number | null {
		const recent = this.#stretches.slice(-RECENT)
		const bytes = recent.reduce((sum, stretch) => sum + stretch.bytes, 0)
		const milliseconds = recent.reduce((sum, stretch) => sum + stretch.milliseconds, 0)
		if (bytes === 0) return null
		return Math.max(1, Math.ceil((left * milliseconds) / bytes / MINUTE))
	}
}

/** Lines change as people move; the last few parts tell more than the first. */
const RECENT = 5
const MINUTE = 60_000
