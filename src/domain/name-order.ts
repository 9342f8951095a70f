import type { Language } from '#domain/languages.ts'

// Names as readers of a language look for them: Latin letters without their marks, Arabic without the article, Chinese
// by the sound of the first character.

const SOUNDS = 'ABCDEFGHJKLMNOPQRSTWXYZ'
/** For each sound the character that comes first in it (Unicode CLDR, order `pinyin`). */
const FIRST_OF_SOUND = '阿八嚓咑妸发旮哈丌咔垃妈拿噢妑七呥仨他穵夕丫帀'

const bySound = new Intl.Collator('zh-u-co-pinyin')
const soundsFrom = Array.from(FIRST_OF_SOUND, (first, at) => ({ first, sound: SOUNDS.charAt(at) }))

/** In the order in which a reader looks for them. */
export function inReadersOrder<Item extends { name: string }>(
	items: readonly Item[],
	language: Language,
): Item[] {
	const collator = language === 'zh' ? bySound : new Intl.Collator(language)
	return items.toSorted((one, other) =>
		collator.compare(lookedFor(one.name, language), lookedFor(other.name, language)),
	)
}

/** The letter under which a reader looks for a name. */
export function letterOf(name: string, language: Language): string {
	const looked = lookedFor(name, language)
	if (language === 'zh')
		return soundsFrom.findLast(({ first }) => bySound.compare(first, looked) <= 0)?.sound ?? looked.charAt(0)
	// Й is a letter of its own; É and أ are E and ا with a mark.
	return (language === 'ru' ? looked : looked.normalize('NFD')).charAt(0).toLocaleUpperCase(language)
}

function lookedFor(name: string, language: Language): string {
	if (language === 'ar') return name.replace(/^ال/u, '')
	// 秘 is read bì in the name of Peru and mì everywhere else.
	if (language === 'zh') return name.replace(/^秘鲁/u, '毕鲁')
	return name
}
