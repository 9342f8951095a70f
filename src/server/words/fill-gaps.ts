/**
 * A part as its translation has it, with the texts the translation lacks taken from the model. A counted sentence is
 * one text, whichever forms it has; so is a list.
 * @param onGap called for every text that was lacking
 */
export function fillGaps(own: unknown, model: unknown, onGap: () => void): unknown {
	if (own === undefined) {
		onGap()
		return model
	}
	if (!isGroup(own) || !isGroup(model)) return own
	return Object.fromEntries(
		Object.entries(model).map(([key, text]) => [key, fillGaps(own[key], text, onGap)]),
	)
}

function isGroup(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !('other' in value)
}
