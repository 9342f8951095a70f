// In browsers this stands where @noble/curves/nist.js would be (vite.leave-out.ts). age knows recipients on P-256, for keys
// in hardware; nothing here makes, accepts or opens one, and a phone on a slow line need not fetch and set up three
// curves. Their sizes are read when age-encryption is loaded; whatever else is asked of them is a fault of ours.

/** A recipient on a curve this program does not use was asked for. */
export class NotUsedHere extends Error {
	override name = 'NotUsedHere'
}

function notUsed(): never {
	throw new NotUsedHere('recipients on NIST curves are not used')
}

const point = {
	Fn: { fromBytes: notUsed, isValidNot0: notUsed, toBytes: notUsed, create: notUsed },
	fromBytes: notUsed,
}

const curve = {
	lengths: { secretKey: 32, publicKeyUncompressed: 65 },
	Point: point,
	utils: { randomSecretKey: notUsed },
	getPublicKey: notUsed,
	getSharedSecret: notUsed,
}

export { curve as p256, curve as p384 }
