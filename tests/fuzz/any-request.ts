import fc from 'fast-check'
import type { Endpoint } from '#contract/endpoint.ts'
import { type EndpointName, ENDPOINTS } from '#contract/endpoints.ts'
import { type Frame, writeFrames } from '#contract/frames.ts'
import { jsonSchemaOf } from '#server/api/json-schema.ts'
import { envelopeLike } from '../world/person.ts'
import { bentLike, damagedLike, oddValue } from './bent.ts'
import { fromSchema } from './from-schema.ts'
import { known, type Sample, SAMPLES } from './samples.ts'

/** What is drawn for each endpoint. */
const TRIES = new Map<EndpointName, fc.Arbitrary<Try>>()
const TOKENS = [
	...Array<'administrator'>(8).fill('administrator'),
	'member',
	'member',
	'none',
	'nonsense',
] as const
type Parts = {
	name: EndpointName
	method: string | null
	/** Values of the path's parameters in their order. */
	at: string[]
	token: (typeof TOKENS)[number]
	type: string | null
	query: readonly (readonly [string, string])[]
	body: Uint8Array | null
}

export type Try = Parts & fc.WithToStringMethod

const utf8 = (text: string) => new TextEncoder().encode(text)
const asJson = (value: unknown) => utf8(JSON.stringify(value))
const sealedBytes = fc.oneof(
	fc.integer({ min: 170, max: 3000 }).map(envelopeLike),
	damagedLike(fc.constant(envelopeLike(400))),
	fc.uint8Array({ maxLength: 300 }),
)
/** Objects JSON.parse makes and JSON.stringify cannot: keys twice, numbers too long, nesting no stack bears. */
const strangeJson = fc
	.constantFrom(
		'{"a":1,"a":2}',
		'{"mailbox":1e999}',
		'[1,]',
		'\ufeff{}',
		`${'['.repeat(500)}${']'.repeat(500)}`,
		'nul',
		'',
	)
	.map(utf8)

/** A sample of the moment; what samples there are changes when a thread is destroyed. */
function sampleOf(name: EndpointName): fc.Arbitrary<Sample | undefined> {
	return fc.nat().map((at) => {
		const there = SAMPLES.get(name) ?? []
		return there[at % Math.max(1, there.length)]
	})
}

const raw = fc.uint8Array({ maxLength: 400 })

function bodiesOf(name: EndpointName): fc.Arbitrary<Uint8Array | null> {
	const endpoint: Endpoint = ENDPOINTS[name]
	const straight =
		endpoint.request === 'none' ? fc.constant(null) : fromSchema(jsonSchemaOf(endpoint.ask), known)
	switch (endpoint.request) {
		case 'none':
			return fc.constant(null)
		case 'bytes':
			return fc.oneof(sealedBytes, raw)
		case 'json': {
			const sampled = fc
				.tuple(sampleOf(name), straight)
				.map(([sample, otherwise]) => sample?.json ?? otherwise)
			const values = fc.oneof(straight, sampled)
			const texts = values.map(asJson)
			return mixed(texts, bentLike(values).map(asJson))
		}
		case 'sealed':
		case 'frames': {
			const frame = fc.record({ head: straight, bytes: sealedBytes })
			const rows = fc.array(frame, { minLength: 1, maxLength: endpoint.request === 'frames' ? 3 : 1 })
			const sampled = fc.tuple(sampleOf(name), rows).map(([sample, otherwise]) => sample?.frames ?? otherwise)
			const all = fc.oneof(rows, sampled)
			return mixed(all.map(writeFrames), bentRows(all, straight).map(writeFrames))
		}
	}
}

function mixed(whole: fc.Arbitrary<Uint8Array>, bent: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
	const headless = fc.tuple(strangeJson, sealedBytes).map(([head, bytes]) => rawFrame(head, bytes))
	return fc.oneof(
		{ weight: 4, arbitrary: whole },
		{ weight: 3, arbitrary: bent },
		{ weight: 3, arbitrary: damagedLike(whole) },
		{ weight: 1, arbitrary: fc.oneof(strangeJson, headless, raw) },
	)
}

/** Rows with a head bent, in another order, or sent twice. */
function bentRows(rows: fc.Arbitrary<Frame[]>, head: fc.Arbitrary<unknown>): fc.Arbitrary<Frame[]> {
	const heads = fc
		.tuple(rows, bentLike(head), fc.nat())
		.map(([row, bent, at]) =>
			row.map((one, place) => (place === at % row.length ? { ...one, head: bent } : one)),
		)
	const own = fc.tuple(rows, fc.array(oddValue, { maxLength: 2 })).map(([row, odd]) =>
		row.map((one) => ({
			...one,
			head: Object.assign({}, one.head, ...odd.map((by) => ({ extra: by }))) as unknown,
		})),
	)
	return fc.oneof(
		heads,
		own,
		rows.map((row) => row.toReversed()),
		rows.map((row) => [...row, ...row]),
	)
}

function rawFrame(head: Uint8Array, bytes: Uint8Array): Uint8Array {
	const row = writeFrames([{ head: 0, bytes }])
	const length = new Uint8Array(4)
	new DataView(length.buffer).setUint32(0, head.length)
	return new Uint8Array(Buffer.concat([length, head, row.subarray(5)]))
}

/** Requests to an endpoint: right ones, nearly right ones, and noise. */
export function triesOf(name: EndpointName, desk: string): fc.Arbitrary<Try> {
	const made = TRIES.get(name) ?? newTriesOf(name, desk)
	TRIES.set(name, made)
	return made
}

function newTriesOf(name: EndpointName, desk: string): fc.Arbitrary<Try> {
	const { path, request: body, ask: shape }: Endpoint = ENDPOINTS[name]
	const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, one = '']) => one)
	const someId = fc.oneof(
		fc.nat().map((at) => known[at % known.length] ?? ''),
		fc.stringMatching(/^[0-9a-f]{32}$/),
		fc.constantFrom(
			'0',
			'1',
			'99999',
			'%00',
			'..',
			'%2e%2e',
			"1'--",
			'A'.repeat(32),
			'\u00e9',
			'x'.repeat(3000),
		),
	)
	const rightId = (one: string) =>
		fc.nat().map(() => (one === 'desk' ? desk : (SAMPLES.get(name)?.[0]?.at?.[one] ?? known[1] ?? '')))
	const at = names.map((one) =>
		fc.oneof({ weight: one === 'desk' ? 40 : 4, arbitrary: rightId(one) }, { weight: 1, arbitrary: someId }),
	)
	const entries = 'entries' in shape && body === 'none' ? Object.keys(shape.entries as object) : []
	const key = fc.constantFrom('what', 'after', ...entries)
	const value = fc.oneof(
		fc.nat().map(String),
		fc.constantFrom('first', 'later', '-1', '1e3', ''),
		fc.string(),
	)
	const parts: fc.Arbitrary<Parts> = fc.record({
		name: fc.constant(name),
		method: mostly(
			fc.constant(null),
			fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'),
		),
		at: fc.tuple(...at),
		token: fc.constantFrom(...TOKENS),
		type: mostly(
			fc.constant(null),
			fc.constantFrom('text/plain', 'application/json', 'application/octet-stream', ';', ''),
		),
		query:
			body === 'none'
				? fc.oneof(fc.constant([]), fc.array(fc.tuple(key, value), { maxLength: 3 }))
				: fc.constant([]),
		body: mostly(bodiesOf(name), fc.uint8Array({ maxLength: 60 })),
	})
	return parts.map((tried) => ({ ...tried, [fc.toStringMethod]: () => describeTry(tried) }))
}

/** Whole bodies would hide what failed. */
function describeTry({ body, ...rest }: Parts): string {
	const shown = body === null ? 'nothing' : new TextDecoder().decode(body.subarray(0, 300))
	return `${JSON.stringify(rest).slice(0, 600)} with ${shown}`
}

function mostly<One, Other>(most: fc.Arbitrary<One>, few: fc.Arbitrary<Other>): fc.Arbitrary<One | Other> {
	return fc.oneof({ weight: 19, arbitrary: most }, { weight: 1, arbitrary: few })
}
