import { expect, test } from 'vitest'
import { readContent } from '#cli/content/read-content.ts'
import type { ContentFile } from '#contract/editing/content-file.ts'
import { faultsOf } from '#contract/editing/faults.ts'
import { gapsOf } from '#contract/editing/gaps.ts'
import { addressesIn, overdueOf, undatedOf, unconfirmedOf } from '#contract/editing/kept.ts'
import { straysOf } from '#contract/editing/strays.ts'
import { mechanismText } from '#contract/guide-texts.ts'
import { PageFaulty, readPage } from '#contract/read-page.ts'
import type { Day } from '#domain/days.ts'
import { LANGUAGES } from '#domain/languages.ts'

const files = readContent()

/** The guide with one file bent by hand; `null` takes the file away. */
function bent(path: string, change: (text: string) => string | null): ContentFile[] {
	expect(files.map((file) => file.path)).toContain(path)
	return files.flatMap((file) => {
		if (file.path !== path) return [file]
		const text = change(JSON.stringify(file.json))
		expect(text).not.toBe(JSON.stringify(file.json))
		return text === null ? [] : [{ path, json: JSON.parse(text) as unknown }]
	})
}

test('every page of the guide can be shown, nothing is missing and nothing leads nowhere', () => {
	expect(faultsOf(files)).toEqual([])
	expect(gapsOf(files)).toEqual([])
	expect(straysOf(files)).toEqual([])
	expect(undatedOf(files)).toEqual([])
})

test('a faulty page stops whoever reads it, and says which page and where', () => {
	const path = 'fr/guide/mechanisms/ua_ced'
	const broken = bent(path, (text) => text.replace('"cost":', '"price":'))
	expect(faultsOf(broken).map(({ page }) => page)).toEqual(expect.arrayContaining([path]))
	const file = broken.find((one) => one.path === path)
	expect(() => readPage(mechanismText, path, file?.json)).toThrow(PageFaulty)
	expect(() => readPage(mechanismText, path, file?.json)).toThrow(/^fr\/guide\/mechanisms\/ua_ced: .*cost/)
	expect(faultsOf([{ path, json: null }])).toEqual([{ page: path, wrong: 'is no JSON' }])
})

test('a page that is missing in one language is named, and a second layer where it has to be', () => {
	expect(gapsOf(bent('zh/guide/mechanisms/ua_ced', () => null))).toEqual([
		{ page: 'zh/guide/mechanisms/ua_ced', lacks: 'file', entry: null },
	])
	const path = 'fr/guide/mechanisms/ua_ced'
	expect(gapsOf(bent(path, (text) => text.replace('"details"', '"further"')))).toEqual([
		{ page: path, lacks: 'details', entry: null },
	])
	expect(gapsOf(bent('ar/guide/acts', (text) => text.replace('"LIFE-1"', '"LIFE-9"')))).toEqual([
		{ page: 'ar/guide/acts', lacks: 'entry', entry: 'LIFE-1' },
	])
})

test('an id that leads nowhere is found in texts and in facts', () => {
	const found = (path: string, from: RegExp, to: string) =>
		straysOf(bent(path, (text) => text.replace(from, to))).map(
			({ page, kind, id }) => `${page} ${kind} ${id}`,
		)
	expect(found('en/guide/mechanisms/ua_ced', /"document":"doc-\d+"/, '"document":"doc-999"')).toEqual([
		'en/guide/mechanisms/ua_ced document doc-999',
	])
	expect(found('facts/library', /"mechanisms":\["\w+"/, '"mechanisms":["nobody"')).toEqual([
		'facts/library mechanism nobody',
	])
	expect(found('facts/mechanisms', /"sources":\["S\d+"/, '"sources":["S999"')).toEqual([
		'facts/mechanisms source S999',
	])
	expect(found('facts/acts', /"UDHR 3"/, '"UDHR 99"')).toEqual(
		LANGUAGES.map((language) => `${language}/guide/rights right UDHR 99`).sort(),
	)
	expect(found('facts/experts', /"country":"\w+"/, '"country":"ARC"')).toEqual(['facts/experts state ARC'])
})

test('a fact is good on the day named for looking again, and overdue the day after', () => {
	const acts = files.filter(({ path }) => path === 'facts/acts')
	expect(overdueOf(acts, '2027-05-22' as Day)).toEqual([])
	expect(overdueOf(acts, '2027-05-23' as Day)).toEqual([{ page: 'facts/acts', nextCheck: '2027-05-22' }])
	expect(undatedOf([{ path: 'facts/new', json: { meta: { checked: '2026-11-22' } } }])).toEqual(['facts/new'])
})

test('what is not confirmed is counted, and addresses of other sites are gathered with who names them', () => {
	const page = {
		path: 'en/guide/x',
		json: [{ confirmed: false }, { text: 'a', confirmed: false }, { confirmed: true }],
	}
	expect(unconfirmedOf([page, { path: 'en/guide/y', json: {} }])).toEqual([{ page: 'en/guide/x', count: 2 }])
	const named = (path: string) => ({
		path,
		json: { url: 'https://lantern.example/a', note: 'see https://x' },
	})
	expect([...addressesIn([named('facts/a'), named('facts/b')])]).toEqual([
		['https://lantern.example/a', ['facts/a', 'facts/b']],
	])
})
