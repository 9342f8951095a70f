import * as v from 'valibot'
import stories from '#content/demo/stories.json' with { type: 'json' }
import type { StoryDraft } from '#browser/reporter/compose-story.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { REASONS } from '#domain/threads/records.ts'

const told = v.parse(v.array(v.object({ language: v.picklist(LANGUAGES), text: v.string() })), stories)

/** Letters of a story: about what people write who say more than that they are there. */
const LETTERS = 900

/** The message of this number: its language, its reason and where its text begins follow from the number. */
export function storyOf(number: number): StoryDraft {
	const language = LANGUAGES[number % LANGUAGES.length] ?? 'en'
	return {
		language,
		reason: REASONS[number % REASONS.length] ?? null,
		text: textIn(language, number),
		leftOut: [],
		showAgain: false,
	}
}

function textIn(language: Language, number: number): string {
	const known = told.filter((story) => story.language === language)
	let text = `${String(number)}.`
	for (let at = number; text.length < LETTERS; at++) text += ` ${known[at % known.length]?.text ?? language}`
	return text
}

/** Words some of the messages hold and words none of them holds, in three scripts, in the order they are typed. */
export const QUERIES: readonly string[] = [
	...[
		'comité',
		'Geneva river',
		'médecin',
		'poster',
		'Velmora',
		'alcalde video',
		'Tidiane',
		'4711',
		'the',
		'de la',
	],
	...['giraffe', 'xylophone', 'zzzz', 'nobody anywhere here', 'Quetzalcoatl', 'ñandú', '99999'],
	...['سلمى', 'رسالة', 'الأمم المتحدة', 'مكتب', 'قصيرة', 'الربيع', 'جارتي'],
	...['زرافة', 'قيثارة', 'برتقال', 'الفيل الأزرق', 'مجرة', 'نافورة'],
	...['联合国', '工厂', '账户', '保证书', '村里的水', '我'],
	...['长颈鹿', '小提琴', '银河', '紫色', '企鹅'],
]
