import { type AgeIdentity, type AgeRecipient, open, seal } from '#vault/envelope.ts'

type Sealed = { place: string; sealed: Promise<Uint8Array> }

/**
 * What a member has typed and not sent, by place ("answer to this thread"). While the desk is locked the texts are
 * sealed to the member and wait in memory only; whoever else unlocks the tab cannot read them, and does not lose them,
 * not even by writing at the same place.
 */
export class UnsentTexts {
	readonly #texts = new Map<string, string>()
	#sealed: readonly Sealed[] = []

	/** The text typed at a place; the empty text when there is none, or when it is somebody else's. */
	read(place: string): string {
		return this.#texts.get(place) ?? ''
	}

	keep(place: string, text: string): void {
		if (text === '') this.#texts.delete(place)
		else this.#texts.set(place, text)
	}

	/** Seals what lies open. From this moment on {@link read} answers nothing. */
	async lock(recipient: AgeRecipient): Promise<void> {
		const sealing = [...this.#texts].map(([place, text]) => ({
			place,
			sealed: seal(new TextEncoder().encode(text), [recipient]),
		}))
		this.#texts.clear()
		this.#sealed = [...this.#sealed, ...sealing]
		await Promise.all(sealing.map(({ sealed }) => sealed))
	}

	/** Opens what this member had typed. */
	async unlock(identity: AgeIdentity): Promise<void> {
		for (const one of this.#sealed) {
			const plain = await open(await one.sealed, [identity])
			if (plain === null) continue
			this.#texts.set(one.place, new TextDecoder().decode(plain))
			this.#sealed = this.#sealed.filter((other) => other !== one)
		}
	}
}
