import { isInterfaceLanguage, type InterfaceLanguage } from '#domain/languages.ts'

/**
 * The interface language a browser asks for most, English when it asks for none of them.
 * @param header value of Accept-InterfaceLanguage (RFC 9110, section 12.5.4)
 */
export function preferredLanguage(header: string | null): InterfaceLanguage {
	const wanted = (header ?? '').split(',').map((range) => {
		const [tag = '', ...parameters] = range
			.trim()
			.toLowerCase()
			.split(/\s*;\s*/)
		const [language = ''] = tag.split('-')
		return { language, weight: weightOf(parameters) }
	})
	const best = wanted.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight)
	return best.map(({ language }) => language).find(isInterfaceLanguage) ?? 'en'
}

function weightOf(parameters: readonly string[]): number {
	const quality = parameters.find((parameter) => parameter.startsWith('q='))
	if (quality === undefined) return 1
	const weight = Number(quality.slice(2))
	return weight >= 0 && weight <= 1 ? weight : 0
}
