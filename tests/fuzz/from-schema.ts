import fc from 'fast-check'
import { type JsonSchema, ShapeUnknown } from '#server/api/json-schema.ts'

/**
 * Values of the right shape: JSON Schema, as far as the API's own description uses it.
 * @param known texts a server knows, ids and keys, as they are when a value is drawn: where one of them fits, it is taken
 * more often than not
 */
export function fromSchema(schema: JsonSchema, known: readonly string[]): fc.Arbitrary<unknown> {
	const inside = (one: unknown) => fromSchema(asSchema(one), known)
	if ('const' in schema) return fc.constant(schema['const'])
	if (Array.isArray(schema['enum'])) return fc.constantFrom<unknown>(...(schema['enum'] as unknown[]))
	for (const several of [schema['anyOf'], schema['oneOf']])
		if (Array.isArray(several)) return fc.oneof(...several.map(inside))
	switch (schema['type']) {
		case 'null':
			return fc.constant(null)
		case 'boolean':
			return fc.boolean()
		case 'number':
		case 'integer':
			return numberFrom(schema)
		case 'string':
			return textFrom(schema, known)
		case 'array': {
			const [minLength, most] = [limit(schema, 'minItems', 0), limit(schema, 'maxItems', 3)]
			return fc.array(inside(schema['items']), {
				minLength,
				maxLength: Math.max(minLength, Math.min(most, 4)),
			})
		}
		case 'object': {
			const properties = Object.entries(asSchema(schema['properties']))
			const required = Array.isArray(schema['required']) ? (schema['required'] as string[]) : []
			const model = Object.fromEntries(properties.map(([name, one]) => [name, inside(one)]))
			return fc.record(model, { requiredKeys: required })
		}
		default:
			throw new ShapeUnknown(String(schema['type']))
	}
}

function numberFrom(schema: JsonSchema): fc.Arbitrary<number> {
	const min = limit(schema, 'minimum', -(2 ** 31))
	const max = limit(schema, 'maximum', 2 ** 31)
	return fc.oneof(fc.integer({ min, max: Math.min(max, min + 9) }), fc.integer({ min, max }))
}

function textFrom(schema: JsonSchema, known: readonly string[]): fc.Arbitrary<string> {
	const pattern = typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern']) : null
	const longest = limit(schema, 'maxLength', 200)
	const fresh = pattern === null ? fc.string({ maxLength: Math.min(longest, 200) }) : matching(pattern)
	return fc.tuple(fc.nat(), fresh).map(([at, otherwise]) => {
		const fitting = known.filter((text) => text.length <= longest && (pattern === null || pattern.test(text)))
		return at % 4 === 0 ? otherwise : (fitting[at % fitting.length] ?? otherwise)
	})
}

/** Hexadecimal texts, which most ids and keys are, are drawn as whole numbers: letter by letter takes long. */
function matching(pattern: RegExp): fc.Arbitrary<string> {
	const digits = Number(/^\^\[0-9a-f\]\{(\d+)\}\$$/.exec(pattern.source)?.[1])
	if (Number.isNaN(digits)) return fc.stringMatching(pattern)
	const bytes = fc.uint8Array({ minLength: digits / 2, maxLength: digits / 2 })
	return bytes.map((drawn) => drawn.toHex())
}

function limit(schema: JsonSchema, name: string, otherwise: number): number {
	const found = schema[name]
	return typeof found === 'number' ? found : otherwise
}

function asSchema(value: unknown): JsonSchema {
	if (typeof value !== 'object' || value === null) throw new ShapeUnknown('not a schema')
	return value as JsonSchema
}
