import { type Hash, isHash } from '#vault/outside/format.ts'

/** What the part of the address after `#` asks the page for. Browsers never send it to a server. */
export type Errand =
	| { kind: 'unlock' }
	/** 32 secret bytes in hex, printed by the server when it first starts. */
	| { kind: 'set-up'; token: string }
	/** An invitation. The team's first roster entry travels with it, so that the server cannot choose another team. */
	| { kind: 'join'; token: string; desk: Hash }
	| { kind: 'broken-link' }

export function errandOf(fragment: string): Errand {
	if (fragment === '' || fragment === '#') return { kind: 'unlock' }
	const [, name, value = ''] = /^#(setup|join)=(.*)$/.exec(fragment) ?? []
	const [token = '', desk = ''] = value.split('.')
	if (name === 'setup' && isToken(token) && value === token) return { kind: 'set-up', token }
	if (name === 'join' && isToken(token) && isHash(desk) && value === `${token}.${desk}`)
		return { kind: 'join', token, desk }
	return { kind: 'broken-link' }
}

export function setUpFragment(token: string): string {
	return `#setup=${token}`
}

export function joinFragment(token: string, desk: string): string {
	return `#join=${token}.${desk}`
}

function isToken(text: string): boolean {
	return /^[0-9a-f]{64}$/.test(text)
}
