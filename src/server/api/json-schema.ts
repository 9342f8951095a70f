export type JsonSchema = Record<string, unknown>

/** A kind of shape the contract does not use yet. */
export class ShapeUnknown extends Error {
	override name = 'ShapeUnknown'
}

/** JSON Schema (2020-12) of a shape, for the kinds of shapes the contract is made of. */
export function jsonSchemaOf(shape: unknown): JsonSchema {
	if (!isRecord(shape)) throw new ShapeUnknown('not a shape')
	switch (shape['type']) {
		case 'string':
			return { type: 'string', ...limits(shape) }
		case 'number':
			return { type: 'number', ...limits(shape) }
		case 'boolean':
			return { type: 'boolean' }
		case 'literal':
			return { const: shape['literal'] }
		case 'picklist':
			return { enum: shape['options'] }
		case 'nullable':
			return { anyOf: [jsonSchemaOf(shape['wrapped']), { type: 'null' }] }
		case 'optional':
		case 'exact_optional':
			return jsonSchemaOf(shape['wrapped'])
		case 'array':
			return { type: 'array', items: jsonSchemaOf(shape['item']), ...limits(shape) }
		case 'variant':
			return { oneOf: listOf(shape['options']).map(jsonSchemaOf) }
		case 'object':
		case 'strict_object':
			return objectSchema(shape)
		default:
			throw new ShapeUnknown(String(shape['type']))
	}
}

function objectSchema(shape: JsonSchema): JsonSchema {
	const entries = isRecord(shape['entries']) ? Object.entries(shape['entries']) : []
	const required = entries.filter(([, entry]) => isRecord(entry) && !isOptional(entry))
	return {
		type: 'object',
		properties: Object.fromEntries(entries.map(([name, entry]) => [name, jsonSchemaOf(entry)])),
		required: required.map(([name]) => name),
		additionalProperties: shape['type'] !== 'strict_object',
	}
}

function isOptional({ type }: JsonSchema): boolean {
	return type === 'optional' || type === 'exact_optional'
}

/** The checks of a pipe that JSON Schema can say; the others are left to the server. */
function limits(shape: JsonSchema): JsonSchema {
	const found: JsonSchema = {}
	for (const action of listOf(shape['pipe']).filter(isRecord)) {
		const { type, requirement } = action
		if (type === 'regex' && requirement instanceof RegExp) found['pattern'] = requirement.source
		if (type === 'integer') found['type'] = 'integer'
		if (type === 'min_value') found['minimum'] = requirement
		if (type === 'max_value') found['maximum'] = requirement
		if (type === 'min_length') found[shape['type'] === 'array' ? 'minItems' : 'minLength'] = requirement
		if (type === 'max_length') found[shape['type'] === 'array' ? 'maxItems' : 'maxLength'] = requirement
		if (type === 'length') Object.assign(found, { minItems: requirement, maxItems: requirement })
	}
	return found
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : []
}

function isRecord(value: unknown): value is JsonSchema {
	return typeof value === 'object' && value !== null
}
