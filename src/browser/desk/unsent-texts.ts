import { type AgeIdentity, type AgeRecipient, open, seal } from '#vault/envelope.ts'

type Kept = { text: string } | { sealed: Promise<Uint8Array> }

/**
 * What a member has typed and not sent, by place ("answer to this thread"). While the desk is locked the texts are
 * sealed to the member and wait in memory only; whoever else unlocks the tab cannot read them, and does not lose them.
 */
export class UnsentTexts {
	readonly #kept = new Map<string, Kept>()

	/** The text typed at a place; the empty text when there is none, or when it is somebody else's. */
	read(place: string): string {
		const kept = this.#kept.get(place)
		return kept !== undefined && 'text' in kept ? kept.text : ''
	}

	keep(place: string, text: string): void {
		if (text === '') this.#kept.delete(place)
		else this.#kept.set(place, { text })
	}

	/** Seals what lies open. From this moment on {@link read} answers nothing. */
	async lock(recipient: AgeRecipient): Promise<void> {
		const sealing = [...this.#kept].flatMap(([place, kept]) => {
			if (!('text' in kept)) return []
			const sealed = seal(new TextEncoder().encode(kept.text), [recipient])
			this.#kept.set(place, { sealed })
			return [sealed]
		})
		await Promise.all(sealing)
	}

	/** Opens what this member had typed. */
	async unlock(identity: AgeIdentity): Promise<void> {
		for (const [place, kept] of this.#kept) {
			if (!('sealed' in kept)) continue
			const plain = await open(await kept.sealed, [identity])
			if (plain !== null) this.#kept.set(place, { text: new TextDecoder().decode(plain) })
		}
	}
}
