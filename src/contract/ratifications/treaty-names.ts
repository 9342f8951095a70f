/** Names of the treaty collection that are not the UN's short names today; null: a participant that is no State. */
const OTHER_NAMES: Readonly<Record<string, string | null>> = {
	'Bahamas (The)': 'BHS',
	'Cape Verde': 'CPV',
	'Czech Republic': 'CZE',
	'European Community': null,
	'European Union': null,
	Nauru: 'NRU',
	Netherlands: 'NLD',
	'St. Kitts and Nevis': 'KNA',
	'St. Lucia': 'LCA',
	'St. Vincent and the Grenadines': 'VCT',
	Swaziland: 'SWZ',
	'The former Yugoslav Republic of Macedonia': 'MKD',
	Turkey: 'TUR',
}

/**
 * Who a participant is.
 * @param names short names in English by ISO 3166-1 alpha-3
 * @returns a code; null for a participant that is no State; undefined when the name is not known
 */
export function treatyNames(
	names: Readonly<Record<string, string>>,
): (participant: string) => string | null | undefined {
	const known = new Map<string, string | null>([
		...Object.entries(names).map(([code, name]) => [plain(name), code] as const),
		...Object.entries(OTHER_NAMES).map(([name, code]) => [plain(name), code] as const),
	])
	return (participant) => known.get(plain(participant))
}

/** Apostrophes, accents and spaces are written in more than one way. */
function plain(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[’‘`]/gu, "'")
		.replace(/\s+/gu, ' ')
		.trim()
		.toLowerCase()
}
