import facts from '#content/facts/danger-contacts.json' with { type: 'json' }

/** Those who cover the whole world first. */
const ORDER = ['defender', 'phone', 'experts', 'americas', 'europe'] as const

/** Who can act today, and the day on which their addresses were read. */
export const dangerContacts = {
	taken: facts.taken,
	contacts: ORDER.map((id) => ({ id, ...facts.contacts[id] })),
}
