import type { LetterMaterial, ScreenWords } from '#components/letters/letter-material.ts'
import { type ChoiceItem, CHOICES, type LetterItem } from '#domain/letters/letter-items.ts'

/** What can be chosen, in the words of the reader. */
export function optionsOf(
	item: ChoiceItem,
	material: LetterMaterial,
): readonly { value: string; label: string }[] {
	const names = namesOf(item, material)
	return CHOICES[item].map((value) => ({ value, label: names[value] ?? value }))
}

function namesOf(item: ChoiceItem, { screen, find }: LetterMaterial): Readonly<Record<string, string>> {
	switch (item) {
		case 'committee':
			return screen.bodies
		case 'topic':
			return find.categories
		case 'by':
			return find.doers
		case 'harm':
			return find.harms
		case 'unBody':
			return find.links
		case 'remediesState':
			return find.remedies
		case 'knowledge':
		case 'consent':
		case 'speaksAs':
			return screen.values[item]
		case 'danger':
		case 'continuing':
		case 'stateName':
		case 'publicName':
		case 'companyName':
		case 'senderNamed':
			return { yes: find.yes, no: find.no }
	}
}

export function hintOf(item: LetterItem, { hints }: Pick<ScreenWords, 'hints'>): string | null {
	const said: Readonly<Record<string, string>> = hints
	return said[item] ?? null
}
