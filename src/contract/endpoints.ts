import type * as v from 'valibot'
import type { Endpoint } from '#contract/endpoint.ts'
import { MEMBER_ENDPOINTS } from '#contract/member-endpoints.ts'
import { NOTICE_ENDPOINTS } from '#contract/notice-endpoints.ts'
import { PUBLIC_ENDPOINTS } from '#contract/public-endpoints.ts'
import { TRANSLATION_ENDPOINTS } from '#contract/translation-endpoints.ts'

// [Note: contract] One table says what browsers, the command line and the server say to each other. The server's
// router, the clients' calls, the OpenAPI document and the test that tries everybody else's ids all read it.

export const ENDPOINTS = {
	...PUBLIC_ENDPOINTS,
	...MEMBER_ENDPOINTS,
	...NOTICE_ENDPOINTS,
	...TRANSLATION_ENDPOINTS,
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof ENDPOINTS
export type Ask<Name extends EndpointName> = v.InferOutput<(typeof ENDPOINTS)[Name]['ask']>
export type Tell<Name extends EndpointName> = v.InferOutput<(typeof ENDPOINTS)[Name]['tell']>
