import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type OpenDoor, openDoor } from '#door/open-door.ts'

/** The door without script, beside a running server, on a port of its own. */
export type PlainDoor = OpenDoor & { origin: string }

/** @param site the server's public origin; the door answers under its name */
export async function openPlainDoor(site: string, api: string = site): Promise<PlainDoor> {
	const door = await openDoor({ port: 0, host: '127.0.0.1', api, sites: [site] })
	const origin = new URL(site)
	origin.port = String(door.port)
	return { ...door, origin: origin.origin }
}

/** Process ids of the children of a process, as Linux lists them. */
export function childrenOf(pid: number): number[] {
	const listed = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8')
	return listed.split(' ').filter(Boolean).map(Number)
}

/** The children that have a connection besides the one to their launcher. */
export function answeringChildren(pid: number): number[] {
	return childrenOf(pid).filter((child) => {
		const folder = `/proc/${String(child)}/fd`
		const targets = readdirSync(folder).map((fd) => readlinkSync(`${folder}/${fd}`))
		return targets.filter((target) => target.startsWith('socket:')).length > 1
	})
}

/** The fields a browser sends for a filled-in page. @param team hash of the team written to */
export function filledIn(text: string, team: string): string {
	return new URLSearchParams({ text, reason: '', reach: 'ask-each-time', team }).toString()
}

export type Raw = { socket: Socket; said: () => string; ended: Promise<string> }

/** A connection on which a test writes whatever it likes. */
export async function rawLine(port: number): Promise<Raw> {
	const socket = connect(port, '127.0.0.1')
	const heard: Buffer[] = []
	socket.on('data', (bytes: Buffer) => heard.push(bytes))
	socket.on('error', () => undefined)
	const said = () => Buffer.concat(heard).toString('utf8')
	const ended = new Promise<string>((resolve) => {
		socket.once('close', () => {
			resolve(said())
		})
	})
	await once(socket, 'connect')
	return { socket, said, ended }
}

/** The head of a POST of the form. */
export function postHead(host: string, size: number, ...more: string[]): string {
	const lines = [
		'POST /en/w/plain HTTP/1.1',
		`host: ${host}`,
		'content-type: application/x-www-form-urlencoded',
	]
	return [...lines, `content-length: ${String(size)}`, ...more, '\r\n'].join('\r\n')
}

const GO_ON = 'HTTP/1.1 100 Continue\r\n\r\n'

/**
 * A message a child has begun to read (RFC 9110, section 10.1.1): its head was read; `sent` follows it at once.
 * @param missing bytes that are announced and not yet sent
 */
export async function beginPost({ port, host }: Doorstep, sent: string, missing: number): Promise<Raw> {
	const raw = await rawLine(port)
	raw.socket.write(postHead(host, sent.length + missing, 'expect: 100-continue'))
	while (!raw.said().startsWith(GO_ON)) await new Promise((resolve) => setTimeout(resolve, 50))
	raw.socket.write(sent)
	return { ...raw, ended: raw.ended.then((said) => said.replace(GO_ON, '')) }
}

export type Doorstep = { port: number; host: string }
