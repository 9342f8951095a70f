import type { Visitor } from './in-firefox.ts'
import { tellTexts } from './tell-steps.ts'

/** From nowhere to the button that sends, in French. @returns the return words */
export async function writeAndKeepWords(origin: string, visitor: Visitor, story: string): Promise<string[]> {
	await visitor.goTo(`${origin}/fr/w/tell#1`)
	return keepWords(visitor, story)
}

/** From an open box to the button that sends or locks, in French. @returns the return words */
export async function keepWords(visitor: Visitor, story: string): Promise<string[]> {
	const words = tellTexts('fr')
	await visitor.typeInto('#story', story)
	await visitor.press(words.next)
	const given = await visitor.read('ol.words li')
	await visitor.press(words.wordsDone)
	await visitor.see(words.checkTitle)
	for (const [place, word] of given.entries()) {
		const field = `#back-${String(place)}`
		if (await visitor.has(field)) await visitor.typeInto(field, word)
	}
	return given
}

export async function sendAndSeeStored(visitor: Visitor): Promise<void> {
	const words = tellTexts('fr')
	await visitor.press(words.send)
	await visitor.see(words.sentTitle)
}

/** The whole way to a stored message. @returns the return words */
export async function tellTo(origin: string, visitor: Visitor, story: string): Promise<string[]> {
	const given = await writeAndKeepWords(origin, visitor, story)
	await sendAndSeeStored(visitor)
	return given
}
