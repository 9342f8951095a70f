import { dangerContacts } from '#server/guide/danger-contacts.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = () => dangerContacts
