import * as v from 'valibot'
import { type Endpoint, KB } from '#contract/endpoint.ts'
import { day, id } from '#contract/shapes.ts'

const nothing = v.strictObject({})

/**
 * How a text goes to an interpreter and comes back. Members speak of a parcel in its thread; interpreters know it by
 * its own name alone.
 */
export const TRANSLATION_ENDPOINTS = {
	threadParcels: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/threads/{thread}/parcels',
		caller: 'colleague',
		request: 'none',
		ask: nothing,
		answer: 'frames',
		tell: v.strictObject({ parcel: id, day, returned: v.boolean() }),
		largest: 0,
		summary:
			'Texts of a thread that lie with interpreters, without bytes, and the locked translations that came back.',
	},
	leaveParcel: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/threads/{thread}/parcels/{parcel}',
		caller: 'colleague',
		request: 'sealed',
		ask: v.strictObject({ to: id }),
		answer: 'json',
		tell: nothing,
		largest: 1100 * KB,
		summary: 'Leaves one text, locked for one interpreter. Repeating it changes nothing.',
	},
	removeParcel: {
		method: 'DELETE',
		path: '/api/v1/desks/{desk}/threads/{thread}/parcels/{parcel}',
		caller: 'colleague',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: nothing,
		largest: 0,
		summary: 'Destroys a text that lies with an interpreter, or a translation that was taken in.',
	},
	parcels: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/parcels',
		caller: 'interpreter',
		request: 'none',
		ask: nothing,
		answer: 'frames',
		tell: v.strictObject({ parcel: id, day }),
		largest: 0,
		summary: 'The texts that wait for the interpreter who asks, each with the day it was left.',
	},
	returnParcel: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/parcels/{parcel}',
		caller: 'interpreter',
		request: 'bytes',
		ask: nothing,
		answer: 'json',
		tell: nothing,
		largest: 1100 * KB,
		summary: 'Puts the locked translation in the place of the text. Repeating it changes nothing.',
	},
} as const satisfies Record<string, Endpoint>
