import { expect, test } from 'vitest'
import { inReadersOrder, letterOf } from '#domain/name-order.ts'
import type { Language } from '#domain/languages.ts'

function sorted(language: Language, ...names: string[]): string[] {
	return inReadersOrder(
		names.map((name) => ({ name })),
		language,
	).map(({ name }) => name)
}

test('who looks for Ecuador in French finds it under E, not after Z', () => {
	expect(sorted('fr', 'Zambie', 'Équateur', 'Espagne', 'Égypte')).toEqual([
		'Égypte',
		'Équateur',
		'Espagne',
		'Zambie',
	])
	expect(letterOf('Équateur', 'fr')).toBe('E')
})

test('who looks for Iraq in Arabic finds it under its first letter, not under the article', () => {
	expect(sorted('ar', 'العراق', 'عمان', 'غانا', 'أفغانستان', 'البحرين')).toEqual([
		'أفغانستان',
		'البحرين',
		'العراق',
		'عمان',
		'غانا',
	])
	expect([letterOf('العراق', 'ar'), letterOf('إيران', 'ar'), letterOf('ألمانيا', 'ar')]).toEqual([
		'ع',
		'ا',
		'ا',
	])
})

test('who looks for Yemen in Russian finds it under Й', () => {
	expect(letterOf('Йемен', 'ru')).toBe('Й')
})

test('who looks in Chinese goes by the sound: Peru under B, Afghanistan under A, China under Z', () => {
	expect(sorted('zh', '中国', '秘鲁', '阿富汗', '比利时')).toEqual(['阿富汗', '比利时', '秘鲁', '中国'])
	expect(
		['秘鲁', '阿富汗', '中国', '厄立特里亚', '约旦', '瓦努阿图', '刚果'].map((name) => letterOf(name, 'zh')),
	).toEqual(['B', 'A', 'Z', 'E', 'Y', 'W', 'G'])
})
