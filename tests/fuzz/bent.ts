import fc from 'fast-check'

/** Stands in odd texts, so that what must not be kept can be looked for. */
export const MARK = 'Kessa-mine-gate-7'

const deep = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)

/** Values a parser meets when somebody means harm, or a program of tomorrow speaks. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		true,
		false,
		'',
		0,
		-1,
		-0.5,
		0.1,
		2 ** 31,
		2 ** 53,
		-(2 ** 53),
		1e300,
		[],
		{},
		[[]],
		'\u0000',
		'\ud800',
		'\u202e',
		'1e3',
		'0x10',
		'null',
		'__proto__',
		'constructor',
		'2026-02-30',
		'a'.repeat(32),
		'f'.repeat(64),
		'e'.repeat(128),
		"' OR 1=1 --",
		MARK,
		MARK.repeat(4000),
		deep(200),
		JSON.parse('{"__proto__":{"polluted":1}}'),
	),
	fc.jsonValue({ maxDepth: 3 }),
	fc.string({ unit: 'binary', maxLength: 40 }),
)

type Bend = { at: number; how: 'replace' | 'leave-out' | 'add' | 'twice'; by: unknown }

const bend: fc.Arbitrary<Bend> = fc.record({
	at: fc.nat(),
	how: fc.constantFrom<Bend['how']>('replace', 'replace', 'leave-out', 'add', 'twice'),
	by: oddValue,
})

/** JSON values like this one with one to three things wrong somewhere inside. */
export function bentLike(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	const bends = fc.array(bend, { minLength: 1, maxLength: 3 })
	return fc.tuple(value, bends).map(([straight, all]) => all.reduce(bent, straight))
}

/** Bends the value, or something inside it: places are counted from the outside in. */
function bent(value: unknown, { at, how, by }: Bend): unknown {
	const place = at % (1 + inner(value).reduce<number>((sum, part) => sum + placesIn(part), 0))
	if (place > 0) return bentInside(value, place - 1, { how, by })
	if (how === 'twice') return [value, value]
	if (how === 'add' && isRecord(value)) return { ...value, [typeof by === 'string' ? by : 'extra']: by }
	if (how === 'add' && Array.isArray(value)) return value.concat([by])
	if (how === 'leave-out' && isRecord(value)) return Object.fromEntries(Object.entries(value).slice(1))
	if (how === 'leave-out' && Array.isArray(value)) return value.slice(1)
	return by
}

function bentInside(value: unknown, place: number, { how, by }: Omit<Bend, 'at'>): unknown {
	let left = place
	const next = (part: unknown) => {
		const places = placesIn(part)
		const isHere = left >= 0 && left < places
		const changed = isHere ? bent(part, { at: left, how, by }) : part
		left -= places
		return changed
	}
	if (Array.isArray(value)) return value.map(next)
	return isRecord(value)
		? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, next(part)]))
		: value
}

function inner(value: unknown): unknown[] {
	if (Array.isArray(value)) return value
	return isRecord(value) ? Object.values(value) : []
}

function placesIn(value: unknown): number {
	return 1 + inner(value).reduce<number>((sum, part) => sum + placesIn(part), 0)
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}

type Damage = { at: number; how: 'flip' | 'cut' | 'remove' | 'put' | 'length'; by: Uint8Array }

const damage: fc.Arbitrary<Damage> = fc.record({
	at: fc.nat(),
	how: fc.constantFrom<Damage['how']>('flip', 'flip', 'cut', 'remove', 'put', 'length'),
	by: fc.uint8Array({ minLength: 1, maxLength: 12 }),
})

/** Bytes like these, damaged in one to four places. */
export function damagedLike(bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
	const damages = fc.array(damage, { minLength: 1, maxLength: 4 })
	return fc.tuple(bytes, damages).map(([whole, all]) => all.reduce(damaged, whole))
}

function damaged(bytes: Uint8Array, { at, how, by }: Damage): Uint8Array {
	// Most of what parsers decide by stands at the beginning.
	const end = at % 2 === 0 ? Math.min(bytes.length, 200) : bytes.length
	const place = end === 0 ? 0 : Math.floor(at / 2) % end
	const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)]
	switch (how) {
		case 'flip':
			return joined(before, Uint8Array.of((after[0] ?? 0) ^ (by[0] ?? 1)), after.subarray(1))
		case 'cut':
			return before
		case 'remove':
			return joined(before, after.subarray(by.length))
		case 'put':
			return joined(before, by, after)
		case 'length':
			return joined(before, Uint8Array.of(0xff, 0xff, 0xff, by[0] ?? 0), after.subarray(4))
	}
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
	return new Uint8Array(Buffer.concat(parts))
}
