const VOWELS = 'aeiouyàâäéèêëîïôöùûüœæ'
const GROUPS = new RegExp(`[${VOWELS}]+`, 'gu')
/** Two vowels of which the first ends its syllable: ré-unir, a-ï-eul, pa-ys. */
const APART = /[éèêû](?=[aeiouyàâîôùœ])|[aeou](?=[ïëü])|(?<!o)u(?=[âêô])|a(?=é)|o(?=[éè])|a(?=ys)/gu
/** Not spoken at the end of a word, unless it is all there is: "le", "des". */
const SILENT_END = /(?<=.[^aeiouyéèêàâîôùûœ]|[éiuy])es?$/u
const MUTE_AFTER_Q_OR_G = /(?<=[qg])u(?=[eiéèêîy])/gu

/**
 * Spoken syllables of a French word, at least one. Written syllables, as hyphenation patterns count them, are too few
 * where a word begins with a vowel. The ending -ent counts as spoken, so that a text is judged harder rather than easier.
 */
export function frenchSyllables(word: string): number {
	const spoken = word.toLowerCase().normalize('NFC').replace(MUTE_AFTER_Q_OR_G, '').replace(SILENT_END, '')
	const groups = spoken.replace(APART, '$&-').match(GROUPS)
	return Math.max(1, groups?.length ?? 0)
}
