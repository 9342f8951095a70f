/** Null for what is no JSON: nothing that is read here is null, so its shape refuses it. */
export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch (error) {
		if (error instanceof SyntaxError) return null
		throw error
	}
}
