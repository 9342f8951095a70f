import { error } from '@sveltejs/kit'
import { codeOf } from '#server/keep/code.ts'
import { sheetOf } from '#server/keep/sheet.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { RequestHandler } from './$types'

/** The address of a page of the guide as a code. */
export const GET: RequestHandler = ({ params: { lang, kind, id }, url }) => {
	const sheet = sheetOf(completeLanguage(lang), kind, id, [])
	if (sheet === null) error(404)
	return codeOf(url.origin + sheet.page)
}
