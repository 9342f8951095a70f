import { paths } from '#components/paths.ts'
import { codeOf } from '#server/keep/code.ts'
import type { RequestHandler } from './$types'

/** The address of the first page as a code, for a booklet whose reader asked for it. */
export const GET: RequestHandler = ({ params: { lang }, url }) => codeOf(url.origin + paths.home(lang))
