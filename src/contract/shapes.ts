import * as v from 'valibot'
import type { Day } from '#domain/days.ts'
import { isDay } from '#domain/days.ts'
import type { Hash } from '#vault/outside/format.ts'
import type { Signature, SigningKey } from '#vault/outside/signature.ts'

// The small shapes everything on the wire is made of. Each parses to the type the rest of the code demands.

export const hash = v.pipe(
	v.string(),
	v.regex(/^[0-9a-f]{64}$/),
	v.transform((text): Hash => text as Hash),
)
export const signingKey = v.pipe(
	v.string(),
	v.regex(/^[0-9a-f]{64}$/),
	v.transform((text) => text as SigningKey),
)
export const signature = v.pipe(
	v.string(),
	v.regex(/^[0-9a-f]{128}$/),
	v.transform((text) => text as Signature),
)
export const day = v.pipe(
	v.string(),
	v.check(isDay),
	v.transform((text) => text as Day),
)

/** 16 random or derived bytes in hex: a mailbox, a thread, a file, a member, a passkey. */
export const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))

/** 32 secret bytes in hex. */
export const secret = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))

/** What a member types to say who they are; never leaves the server but to that member. */
export const login = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{1,30}[a-z0-9]$/))

/** An address that may stand in a mail's header as it is; room for longer ones is not worth a larger mail. */
export const mailAddress = v.pipe(
	v.string(),
	v.maxLength(120),
	v.regex(/^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/),
)

export const webhookAddress = v.pipe(
	v.string(),
	v.maxLength(500),
	v.check((text) => URL.canParse(text) && new URL(text).protocol === 'https:'),
)

export const base64url = v.pipe(
	v.string(),
	v.maxLength(1_500_000),
	v.regex(/^[A-Za-z0-9_-]*$/),
	// What decoders refuse: an end that no bytes are written as.
	v.check((text) => /^(?:|.[AQgw]|..[AEIMQUYcgkosw048])$/.test(text.slice(text.length - (text.length % 4)))),
)

export const signedText = v.strictObject({
	text: v.pipe(v.string(), v.maxLength(16_000)),
	signatures: v.pipe(v.array(v.strictObject({ key: signingKey, signature })), v.minLength(1), v.maxLength(4)),
})

export const visibleEntry = v.strictObject({
	scope: id,
	seq: count,
	prev: hash,
	envelope: hash,
	roster: count,
	author: signingKey,
	signature,
})
