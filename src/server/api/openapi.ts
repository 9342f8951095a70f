import { type Body, type Caller, type Endpoint, MEDIA_TYPES } from '#contract/endpoint.ts'
import { ENDPOINTS } from '#contract/endpoints.ts'
import { personRecord, teamRecord } from '#contract/records.ts'
import { refusalBody } from '#contract/refusal-body.ts'
import { type JsonSchema, jsonSchemaOf } from '#server/api/json-schema.ts'

const FRAME =
	'A row of frames: a 32-bit big-endian length and a JSON text of the shape below in UTF-8, then a 32-bit length and that many sealed bytes.'

const FOR_WHOM: Record<Caller, string | null> = {
	public: null,
	member: null,
	colleague: 'For members who are not interpreters.',
	interpreter: 'For interpreters.',
	administrator: 'For members who keep the roster.',
}

/** The API as an OpenAPI 3.1 document, made of the same table the router reads. */
export function openApi(): object {
	const paths: Record<string, Record<string, object>> = {}
	for (const [name, endpoint] of Object.entries<Endpoint>(ENDPOINTS))
		(paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = operation(name, endpoint)
	return {
		openapi: '3.1.0',
		info: {
			title: 'Safeconduct',
			version: '1',
			description:
				'Sealed messages between people and a team. The server keeps them in order and can open none of them. Sealed bytes are age v1 files; `components.schemas` says what stands inside.',
			license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
		},
		paths,
		components: {
			securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
			schemas: {
				Message: {
					description:
						'What the envelope of a person or a team holds, padded with spaces to a multiple of 16 KiB. `body` is the exact text of a record; `mac` is HMAC-SHA256 in hex, under the key both hold, over "safeconduct/1/message-of-person" or "…-of-team", a zero byte, and the body.',
					type: 'object',
					properties: {
						body: { type: 'string' },
						mac: { type: 'string', pattern: '^[0-9a-f]{64}$' },
					},
					required: ['body', 'mac'],
				},
				PersonRecord: jsonSchemaOf(personRecord),
				TeamRecord: jsonSchemaOf(teamRecord),
			},
		},
	}
}

function operation(name: string, endpoint: Endpoint): object {
	const { summary, caller, request, answer, ask, tell, largest } = endpoint
	return {
		operationId: name,
		summary,
		...(caller === 'public' ? {} : { security: [{ session: [] }] }),
		...(FOR_WHOM[caller] === null ? {} : { description: FOR_WHOM[caller] }),
		parameters: [...pathParameters(endpoint), ...queryParameters(endpoint)],
		...(request === 'none'
			? {}
			: {
					requestBody: {
						required: true,
						description: `At most ${largest} bytes.`,
						content: content(request, jsonSchemaOf(ask)),
					},
				}),
		responses: {
			200: { description: 'Done.', content: content(answer, jsonSchemaOf(tell)) },
			default: {
				description: 'Not done, and why.',
				content: content('json', jsonSchemaOf(refusalBody)),
			},
		},
	}
}

function content(body: Body, schema: JsonSchema): object {
	const type = MEDIA_TYPES[body]
	if (type === null) return {}
	if (body === 'json') return { [type]: { schema } }
	if (body === 'bytes') return { [type]: { schema: { description: 'Sealed bytes.' } } }
	return { [type]: { schema: { description: FRAME, 'x-frame-head': schema } } }
}

function pathParameters({ path }: Endpoint): object[] {
	return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
		name,
		in: 'path',
		required: true,
		schema: { type: 'string' },
	}))
}

function queryParameters({ request, ask }: Endpoint): object[] {
	if (request !== 'none' || !('entries' in ask) || typeof ask.entries !== 'object' || ask.entries === null)
		return []
	return Object.keys(ask.entries).map((name) => ({ name, in: 'query', schema: { type: 'string' } }))
}
