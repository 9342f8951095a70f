import facts from '#content/facts/danger-contacts.json' with { type: 'json' }
import type { PageServerLoad } from './$types'

/** Those who cover the whole world first. */
const ORDER = ['defender', 'phone', 'experts', 'americas', 'europe'] as const

export const load: PageServerLoad = () => ({
	taken: facts.taken,
	contacts: ORDER.map((id) => ({ id, ...facts.contacts[id] })),
})
