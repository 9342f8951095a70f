import { lookup as lookUp } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** The name leads to a machine that is not on the public net. */
export class NotPublic extends Error {
	override name = 'NotPublic'
	readonly code = 'ENOTPUBLIC'
}

/**
 * Addresses of this machine, of inner networks, and of none (IANA special-purpose registries). Two lists, because a
 * single one takes every IPv4 address for the IPv6 address it can be written as.
 */
const INNER = { 4: new BlockList(), 6: new BlockList() }
for (const [net, prefix] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3],
] as const)
	INNER[4].addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [
	['::', 96],
	['::ffff:0:0', 96],
	['64:ff9b::', 32],
	['100::', 64],
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['fc00::', 7],
	['fe80::', 10],
	['ff00::', 8],
] as const)
	INNER[6].addSubnet(net, prefix, 'ipv6')

export function isPublicAddress(address: string): boolean {
	switch (isIP(address)) {
		case 4:
			return !INNER[4].check(address, 'ipv4')
		case 6:
			return !INNER[6].check(address, 'ipv6')
		default:
			return false
	}
}

/**
 * Looks a name up for a connection, and refuses it when any of its addresses is not public. The connection goes to the
 * very addresses that were looked at, so that a name that changes its answer gains nothing.
 */
export const lookUpPublic: LookupFunction = (name, options, answer) => {
	lookUp(name, { ...options, all: true }, (error, addresses) => {
		const [first] = addresses
		if (error !== null) answer(error, [])
		else if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
			answer(new NotPublic('not a public address'), [])
		else if (options.all === true) answer(null, addresses)
		else answer(null, first.address, first.family)
	})
}
