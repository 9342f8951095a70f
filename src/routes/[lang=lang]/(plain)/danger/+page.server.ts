import contacts from '#content/facts/danger-contacts.json' with { type: 'json' }
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = () => ({ contacts })
