import * as v from 'valibot'
import { type ContentFile, guidePageOf, leavesOf } from '#contract/editing/content-file.ts'

/** An id that leads nowhere: no such document, mechanism, source, right, act, expert or State. */
export type Stray = { page: string; id: string; kind: Kind }
type Kind = 'document' | 'mechanism' | 'source' | 'right' | 'act' | 'expert' | 'state' | 'text'

const ids = v.object({ id: v.string() })
const facts = {
	mechanisms: v.object({
		sources: v.record(v.string(), v.unknown()),
		mechanisms: v.array(v.object({ id: v.string(), sources: v.array(v.string()) })),
	}),
	library: v.object({
		documents: v.array(v.object({ id: v.string(), mechanisms: v.exactOptional(v.array(v.string()), []) })),
	}),
	acts: v.object({ acts: v.array(v.object({ code: v.string(), rights: v.array(v.string()) })) }),
	experts: v.object({ experts: v.array(v.object({ ...ids.entries, country: v.exactOptional(v.string()) })) }),
	acceptance: v.object({ states: v.record(v.string(), v.unknown()) }),
}

type Ids = ReadonlySet<string>

/** What ids may name. Of a faulty file nothing is known; `faultsOf` tells of it. */
type Known = Readonly<Record<'mechanisms' | 'documents' | 'sources' | 'states' | 'acts' | 'experts', Ids>> & {
	rightsOfActs: readonly string[]
}

/** Ids in facts and texts that name nothing, and texts and facts of which one lacks the other. */
export function straysOf(files: readonly ContentFile[]): Stray[] {
	const read = <Schema extends v.GenericSchema>(name: keyof typeof facts, schema: Schema) => {
		const found = v.safeParse(schema, files.find(({ path }) => path === `facts/${name}`)?.json)
		return found.success ? found.output : null
	}
	const mechanisms = read('mechanisms', facts.mechanisms)
	const documents = read('library', facts.library)?.documents ?? []
	const acts = read('acts', facts.acts)?.acts ?? []
	const experts = read('experts', facts.experts)?.experts ?? []
	const known: Known = {
		mechanisms: new Set(mechanisms?.mechanisms.map(({ id }) => id)),
		sources: new Set(Object.keys(mechanisms?.sources ?? {})),
		documents: new Set(documents.map(({ id }) => id)),
		states: new Set(Object.keys(read('acceptance', facts.acceptance)?.states ?? {})),
		acts: new Set([...acts.map(({ code }) => code), 'effects']),
		experts: new Set(experts.map(({ id }) => id)),
		rightsOfActs: acts.flatMap(({ rights }) => rights),
	}
	const written = new Set(files.map(({ path }) => path.replace('en/guide/mechanisms/', '')))
	return [
		...files.flatMap((file) => straysInText(file, known)),
		...strays('facts/mechanisms', 'text', [...known.mechanisms], written),
		...strays(
			'facts/mechanisms',
			'source',
			mechanisms?.mechanisms.flatMap((one) => one.sources) ?? [],
			known.sources,
		),
		...strays(
			'facts/library',
			'mechanism',
			documents.flatMap((one) => one.mechanisms),
			known.mechanisms,
		),
		...strays(
			'facts/experts',
			'state',
			experts.flatMap(({ country }) => country ?? []),
			known.states,
		),
	]
}

function straysInText({ path, json }: ContentFile, known: Known): Stray[] {
	const page = guidePageOf(path)
	if (page?.folder !== 'guide') return []
	if (page.name.startsWith('mechanisms/'))
		return [
			...strays(path, 'mechanism', [page.name.replace('mechanisms/', '')], known.mechanisms),
			...strays(path, 'document', stringsUnder(json, 'document'), known.documents),
		]
	if (page.name === 'rights')
		return strays(path, 'right', known.rightsOfActs, new Set(stringsUnder(json, 'refs')))
	const paired = (
		{
			acts: ['act', known.acts],
			mandates: ['expert', known.experts],
			library: ['document', known.documents],
			countries: ['state', known.states],
		} as const satisfies Record<string, readonly [Kind, Ids]>
	)[page.name]
	if (paired === undefined) return []
	const [kind, there] = paired
	const entries = new Set(typeof json === 'object' && json !== null ? Object.keys(json) : [])
	return [
		...strays(path, kind, [...entries], there),
		// Other languages are held to English by `gapsOf`.
		...(page.language === 'en' ? strays(path, 'text', [...there], entries) : []),
	]
}

function strays(page: string, kind: Kind, named: readonly string[], there: Ids): Stray[] {
	return named.filter((id) => !there.has(id)).map((id) => ({ page, kind, id }))
}

function stringsUnder(json: unknown, name: string): string[] {
	return leavesOf(json).flatMap(({ keys, value }) =>
		keys.includes(name) && typeof value === 'string' ? [value] : [],
	)
}
