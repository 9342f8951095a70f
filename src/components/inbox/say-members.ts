import { nameOf, type OpenDesk } from '#browser/desk/open-desk.ts'
import type { DeskPageContext } from '#components/desk/desk-page.ts'
import { isolated } from '#components/inbox/cut-text.ts'
import { say } from '#components/say.ts'

/** What a member is called inside a sentence. */
export function sayMember(id: string, open: OpenDesk, { inbox }: Pick<DeskPageContext, 'inbox'>): string {
	const name = nameOf(open, id)
	if (name !== null) return isolated(name)
	return say(open.roster.members.some((member) => member.id === id) ? inbox.unnamed : inbox.formerMember, {
		id: id.slice(0, 4),
	})
}

/** "Amina, Ruth and the recovery key", as the language joins. */
export function sayReaders(
	ids: readonly string[],
	open: OpenDesk,
	page: Pick<DeskPageContext, 'inbox' | 'language'>,
): string {
	const names = ids.map((id) => {
		const name = sayMember(id, open, page)
		return id === open.me.id ? say(page.inbox.self, { name }) : name
	})
	const all = open.roster.recovery === null ? names : [...names, page.inbox.recoveryKey]
	return new Intl.ListFormat(page.language, { type: 'conjunction' }).format(all)
}
