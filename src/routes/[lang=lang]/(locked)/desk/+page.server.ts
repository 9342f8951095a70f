import { INTERFACE_LANGUAGES } from '#domain/languages.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import { deskWords } from './desk-words.ts'
import type { EntryGenerator, PageServerLoad } from './$types'

export const prerender = true

export const entries: EntryGenerator = () => INTERFACE_LANGUAGES.map((lang) => ({ lang }))

export const load: PageServerLoad = ({ params }) => deskWords(languageOfWholePage(params.lang))
