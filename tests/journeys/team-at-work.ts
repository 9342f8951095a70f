import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from '@noble/hashes/utils.js'
import { callServerAt } from '#browser/call-server.ts'
import { fetchBytes, fetchFrames } from '#browser/desk/call-desk.ts'
import { fetchJoiners, invite, takeIn } from '#browser/desk/members/take-in.ts'
import { trySheet } from '#browser/desk/members/try-sheet.ts'
import { drawMemberSecret, drawSheet, type NewMember } from '#browser/desk/new-member.ts'
import { openDesk, type OpenDesk } from '#browser/desk/open-desk.ts'
import { foundTeam } from '#browser/desk/setup/found-team.ts'
import { leaveJoinRequest } from '#browser/desk/setup/join-team.ts'
import { today } from '#browser/today.ts'
import { refreshRoster, writeRoster } from '#browser/desk/write-roster.ts'
import { readPersonRecord } from '#contract/records.ts'
import type { Card, Label } from '#domain/roster/roster.ts'
import type { PersonRecord, Story } from '#domain/threads/records.ts'
import type { MailServer } from '#server/gateways/mail.ts'
import { startServer } from '#server/main.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { offerSetup } from '#server/usecases/offer-setup.ts'
import { memberIdentity, unlockingFromSheet } from '#vault/member-keys.ts'
import { isWrittenBy, openMessage } from '#vault/message.ts'
import type { MacKey } from '#vault/return-keys.ts'
import { hexToBytes } from '@noble/hashes/utils.js'
import { derivedByNode } from '../world/derived-by-node.ts'

/** A running server, and the team that reads there. */
export type TeamAtWork = {
	origin: string
	/** The same server by a name that browsers do not hold for this machine. */
	openWeb: string
	/** Where members open what came. */
	deskOrigin: string
	dataDir: string
	/** The server's own, whose clock tests may move. */
	instance: Instance
	/** Ruth, who coordinates, and Tomas, a case worker. */
	ruth: OpenDesk
	tomas: OpenDesk
	/** Token of a set-up link for another team beside this one. */
	furtherToken: () => Promise<string>
	stop: () => Promise<void>
}

export const KESSA: Card = {
	name: 'Kessa Watch',
	kind: 'civil-society',
	languages: ['en', 'fr', 'ar'],
	days: ['mon', 'tue', 'thu'],
	answerWithinDays: 2,
	checkWordsAt: 'the door of 12 Lantern Street, Port Amal',
	words: [],
	contacts: [],
}

type EmptyServer = Omit<TeamAtWork, 'ruth' | 'tomas'> & { setupToken: string }

/**
 * Starts a server without a team.
 * @param space bytes it may fill
 * @param mail where members' mails are handed in
 */
export async function startEmpty(
	space: number = 2 ** 30,
	mail: MailServer | null = null,
): Promise<EmptyServer> {
	const port = await freePort()
	const dataDir = mkdtempSync(join(tmpdir(), 'journey-'))
	const origin = `http://127.0.0.1:${String(port)}`
	const openWeb = `http://kessa-watch.example:${String(port)}`
	const deskOrigin = `http://desk.localhost:${String(port)}`
	const server = await startServer({
		port,
		host: '127.0.0.1',
		origins: [origin, openWeb],
		deskOrigin,
		dataDir,
		databaseUrl: null,
		space,
		mail,
		demo: false,
	})
	const stop = async () => {
		await server.stop()
		rmSync(dataDir, { recursive: true })
	}
	const { instance, setupLink } = server
	return {
		origin,
		openWeb,
		deskOrigin,
		dataDir,
		instance,
		setupToken: setupLink?.split('#setup=')[1] ?? '',
		furtherToken: async () => (await offerSetup(instance, true)) ?? '',
		stop,
	}
}

/** Starts a server whose team of two takes messages. */
export async function startTeam(card: Card = KESSA, space?: number, mail?: MailServer): Promise<TeamAtWork> {
	const { setupToken, ...server } = await startEmpty(space, mail)
	callServerAt(server.origin)
	const founder = newMember('Ruth', 'ruth', 'coordinator')
	const joiner = newMember('Tomas', 'tomas', 'case-worker')
	const [ruth, tomas] = await teamOfTwo(setupToken, card, founder, joiner)
	return { ...server, ruth, tomas }
}

/**
 * Somebody is invited, taken in where one signature is enough, and opens their keys by their sheet.
 * @returns the desk of whoever took them in as it is then, and theirs
 */
export async function joins(team: OpenDesk, joiner: NewMember): Promise<[OpenDesk, OpenDesk]> {
	const open = await refreshRoster(team, today())
	await leaveJoinRequest(await invite(open), joiner, open.roster, derivedByNode)
	const [waiting] = (await fetchJoiners(open)).joiners
	if (waiting === undefined) throw new RangeError(`${joiner.name} did not arrive`)
	const { name, label, login } = joiner
	const taken = (await takeIn(open, { joiner: waiting, name, label, root: null }, today())).open
	const { desk } = taken
	const unlocking = unlockingFromSheet(joiner.sheet)
	const entered = await openDesk({ desk, login, way: 'sheet', unlocking }, today())
	return [taken, (await trySheet(entered, joiner.sheet, today())) ?? entered]
}

/** Founds a team that takes messages, on the server that was named to {@link callServerAt}. */
export async function teamOfTwo(
	setupToken: string,
	card: Card,
	founder: NewMember,
	joiner: NewMember,
): Promise<[OpenDesk, OpenDesk]> {
	const founding = {
		card,
		nonce: randomBytes(16).toHex(),
		day: today(),
		root: randomBytes(32),
		recovery: randomBytes(32),
		founder,
	}
	const founded = await foundTeam(setupToken, founding, today(), derivedByNode)
	const [taken, second] = await joins(founded, joiner)
	const first = await writeRoster(await refreshRoster(taken, today()), { kind: 'intake-opened' }, today())
	return [first, second]
}

/** Every first message this member can open, in the order stored; each is checked to be whole and the person's. */
export async function storiesFor({ desk, secret, token }: OpenDesk): Promise<Story[]> {
	const records = await recordsFor({ desk, secret, token })
	return records.filter((record) => record.kind === 'story')
}

type Reader = Pick<OpenDesk, 'desk' | 'secret' | 'token'>

export async function recordsFor({ desk, secret, token }: Reader): Promise<PersonRecord[]> {
	const frames = await fetchFrames('changes', null, { at: { desk }, token })
	const records: PersonRecord[] = []
	for (const { head, bytes } of frames) {
		if (head.kind !== 'message') continue
		const message = await openMessage(bytes, [memberIdentity(secret)])
		if (message === null) continue
		const record = readPersonRecord(message.body, { desk, mailbox: head.thread })
		if (record === null) throw new RangeError('a record the team cannot read')
		if (record.kind === 'story' && !isWrittenBy(message, 'person', hexToBytes(record.keys.mac) as MacKey))
			throw new RangeError('a story its own key did not write')
		records.push(record)
	}
	return records
}

/** How many messages the server holds, whoever can open them. */
export async function storedMessages({ desk, token }: Reader): Promise<number> {
	const frames = await fetchFrames('changes', null, { at: { desk }, token })
	return frames.filter(({ head }) => head.kind === 'message').length
}

/** The sealed bytes of a file, its parts put together. */
export async function fileBytes(
	{ desk, token }: Reader,
	place: { thread: string; file: string; parts: number },
): Promise<Uint8Array> {
	const parts: Uint8Array[] = []
	for (let part = 0; part < place.parts; part++) {
		const at = { desk, thread: place.thread, file: place.file, part: String(part) }
		parts.push(await fetchBytes('filePart', { at, token }))
	}
	return new Uint8Array(Buffer.concat(parts))
}

/** The team stops taking messages. */
export async function closeIntake(open: OpenDesk): Promise<OpenDesk> {
	return writeRoster(await refreshRoster(open, today()), { kind: 'intake-closed' }, today())
}

export async function openIntake(open: OpenDesk): Promise<OpenDesk> {
	return writeRoster(await refreshRoster(open, today()), { kind: 'intake-opened' }, today())
}

/** What a member types to unlock. */
export function passphraseOf(login: string): string {
	return `${login} lantern harbour copper violet maple`
}

/** What a member of these teams has in hand to unlock with; no sheet. */
export function papersOf(login: string): { login: string; passphrase: string; sheet: string } {
	return { login, passphrase: passphraseOf(login), sheet: '' }
}

/** A member whose passphrase begins with their login. */
export function newMember(name: string, login: string, label: Label): NewMember {
	const passphrase = passphraseOf(login)
	return { name, login, label, passphrase, sheet: drawSheet(), secret: drawMemberSecret() }
}

async function freePort(): Promise<number> {
	const probe = createServer()
	await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
	const address = probe.address()
	await new Promise((resolve) => probe.close(resolve))
	if (address === null || typeof address === 'string') throw new RangeError('no port')
	return address.port
}
