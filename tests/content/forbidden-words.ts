import type { InterfaceLanguage } from '#domain/languages.ts'

// Words that frighten, accuse or mean something else to the people who read them: what the police put on a door, a
// payment slip, an army rank, a court file, an informer. Each stands for what the page says instead.

const NOT_A_LETTER_BEFORE = '(?<![\\p{L}\\p{M}])'
const NOT_A_LETTER_AFTER = '(?![\\p{L}\\p{M}])'

const WORDS: Record<Exclude<InterfaceLanguage, 'ar' | 'zh'>, readonly string[]> = {
	en: [
		'seal(?:s|ed|ing)?',
		'officers?',
		'desks?',
		'report(?:s|ed|ing|er|ers)?',
		'receipts?',
		'fingerprints?',
		'cases?(?! workers?)',
		'reprisals?',
		'victims?',
		'sources?',
		'mechanisms?',
		'metadata',
		'allegations?',
	],
	fr: [
		'scell(?:er|és?|ées?)',
		'officiers?',
		'signalements?',
		'dénonciations?',
		'dénoncer',
		'plaintes?',
		'reçus?',
		'empreintes?',
		'affaires?',
		'représailles',
		'victimes?',
		'sources?',
		'mécanismes?',
		'métadonnées',
	],
	es: [
		'sellad[oa]s?',
		'oficial(?:es)?',
		'denunci(?:as?|ar)',
		'recibos?',
		'huellas?',
		'represalias?',
		'víctimas?',
		'fuentes?',
		'mecanismos?',
		'metadatos',
	],
	ru: [
		'опечат\\p{L}*',
		'офицер\\p{L}*',
		'донос\\p{L}*',
		'жалоб\\p{L}*',
		'заявлени\\p{L}*',
		'квитанци\\p{L}*',
		'отпечат\\p{L}*',
		'репресси\\p{L}*',
		'жертв\\p{L}*',
		'потерпевш\\p{L}*',
		'источник\\p{L}*',
		'механизм\\p{L}*',
		'метаданн\\p{L}*',
	],
	pt: [
		'selad[oa]s?',
		'selo',
		'lacrad[oa]s?',
		'oficia(?:l|is)',
		'denúnci(?:as?)',
		'denunciar',
		'queixas?',
		'relatórios?',
		'recibos?',
		'impress(?:ão|ões) digita(?:l|is)',
		'represálias?',
		'retaliaç(?:ão|ões)',
		'vítimas?',
		'fontes?',
		'informantes?',
		'mecanismos?',
		'metadados',
		'alegaç(?:ão|ões)',
	],
	// A word takes its class in front: afisa, maafisa; the possessive may stand apart.
	sw: [
		'mihuri|muhuri',
		'lakiri',
		'(?:ma)?afisa',
		'(?:ma)?dawati',
		'(?:ku)?ripoti',
		'(?:ma)?lalamiko',
		'(?:ma)?shtaka',
		'risiti',
		'stakabadhi',
		'alama za vidole',
		'kesi',
		'kisasi',
		'visasi',
		'(?:mw|wa)athirika',
		'(?:m|wa)hanga',
		'(?:ch|vy)anzo',
		'(?:m|wa)toa habari',
		'metadata',
		'(?:ma)?dai',
	],
}

const ARABIC = [
	'بلاغ',
	'ختم',
	'مختوم',
	'تشميع',
	'ضابط',
	'ضباط',
	'قضية',
	'قضايا',
	'إيصال',
	'بصمة',
	'انتقام',
	'ضحية',
	'ضحايا',
	'مصدر',
	'آلية',
]

const CHINESE = [
	'密封',
	'封条',
	'查封',
	'军官',
	'警官',
	'举报',
	'检举',
	'报案',
	'收据',
	'指纹',
	'案件',
	'案子',
	'报复',
	'受害',
	'线人',
	'机制',
	'元数据',
]

/** Conjunction, preposition and article are written onto an Arabic word, pronouns and plural after it. */
const ARABIC_BEFORE = '[وف]?[بلك]?(?:ال)?'
const ARABIC_AFTER = '(?:ات|ها|هم|ك|ه|نا)?'

function patternOf(language: InterfaceLanguage): RegExp {
	if (language === 'zh') return new RegExp(CHINESE.join('|'), 'giu')
	const words =
		language === 'ar' ? `${ARABIC_BEFORE}(?:${ARABIC.join('|')})${ARABIC_AFTER}` : WORDS[language].join('|')
	return new RegExp(`${NOT_A_LETTER_BEFORE}(?:${words})${NOT_A_LETTER_AFTER}`, 'giu')
}

/** The forbidden words a text uses. Vowel marks and lengthening strokes do not hide an Arabic word. */
export function forbiddenWordsIn(text: string, language: InterfaceLanguage): string[] {
	const bare = language === 'ar' ? text.replace(/[\u064b-\u0652\u0640]/g, '') : text.normalize('NFC')
	return Array.from(bare.matchAll(patternOf(language)), ([word]) => word)
}

const PROMISES: Record<InterfaceLanguage, RegExp> = {
	en: /(?<!\p{L})(?:safe(?:ly|r|ty)?|secur(?:e|ely|ity)|anonym\p{L}*)(?!\p{L})/giu,
	fr: /(?<!\p{L})(?:sûre?s?|sécuri\p{L}*|sûreté|anonym\p{L}*)(?!\p{L})/giu,
	es: /(?<!\p{L})(?:segur(?:[oa]s?|idad)|anónim\p{L}*)(?!\p{L})/giu,
	ar: /(?:آمن|الأمان|أمان|مجهول)/gu,
	ru: /(?<!\p{L})(?:безопасн\p{L}*|анонимн\p{L}*)/giu,
	zh: /安全|匿名/gu,
	pt: /(?<!\p{L})(?:segur(?:[oa]s?|ança)|an[óô]nim\p{L}*)(?!\p{L})/giu,
	sw: /(?<!\p{L})(?:u?salama|bila kuju(?:lik)?ana|asiyejulikana|kutotambulika)(?!\p{L})/giu,
}

/** Words that promise safety without saying from whom. */
export function promisesIn(text: string, language: InterfaceLanguage): string[] {
	return Array.from(text.matchAll(PROMISES[language]), ([word]) => word)
}
