import { isLanguage, LANGUAGES } from '#domain/languages.ts'
import { completeLanguage } from '#server/words/scope.ts'
import { letterFile } from './letter-file.ts'
import type { EntryGenerator, RequestHandler } from './$types'

export const prerender = true

export const entries: EntryGenerator = () => LANGUAGES.map((lang) => ({ lang }))

/** What makes letters on a device, the same for everybody who reads a language. */
export const GET: RequestHandler = ({ params: { lang } }) =>
	Response.json(letterFile(isLanguage(lang) ? lang : completeLanguage(lang)))
