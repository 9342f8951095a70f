import type { ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import { readChildNews, type ToChild } from '#door/child-news.ts'
import type { DoorPlace } from '#door/door-place.ts'
import { STANDING_PAGES, type StandingPage } from '#door/standing-pages.ts'
import { startChild } from '#door/waiting-child.ts'

/** How many children stand ready, so that nobody waits for one to start. */
const READY = 2
/** All children together: at 110 MB each, what a small machine can spare. */
const MOST_CHILDREN = 6
/** Connections that may wait unread for a child, and how long. */
const MOST_WAITING = 24
const LONGEST_WAIT = 60_000
/** How long a connection may say nothing, and a request take to arrive. */
const LONGEST_SILENCE = 10_000
const LONGEST_READ = 120_000
/** The same while others wait. */
const LEAST_SILENCE = 2_000
const LEAST_READ = 15_000
/** How long a child may take to let go of a connection it was asked to leave. */
const LONGEST_LEAVE = 30_000
/** How long locking and storing may take. */
const LONGEST_WORK = 60_000
/** How long an answer may take to leave, and how long a connection stays open behind the last one. */
const LONGEST_ANSWER = 60_000
const LINGER = 2_000
/** How long requests may still arrive when the door closes, and how long all may take; supervisors wait longer. */
const LONGEST_GOODBYE = 20_000
const LAST_GOODBYE = 30_000
/** After a child that could not even start. */
const PAUSE_AFTER_FAILURE = 2_000

type Stage = 'silent' | 'reading' | 'working' | 'answering'
type Served = {
	connection: Socket
	stage: Stage
	since: number
	/** What is said when the child ends without an answer; null: nothing was asked. */
	ends: StandingPage | null
	/** When the child was asked to leave; null: it was not. */
	askedAt: number | null
}
type Waiting = { connection: Socket; since: number }

const STAGES = { heard: 'reading', read: 'working', answering: 'answering' } as const

// [Note: crowds] Browsers open connections they may never use, and whoever holds all children with requests that never
// end would close the door for everybody. While somebody waits, a connection that says nothing is hung up on, then the
// request that has been arriving longest is cut off. A message of usual length arrives long before that; on a very slow
// line while the door is under attack it may not, and the person is told so.
//
// On a busy machine a request may have come and the child not yet have had its turn to see it. So nobody is cut off by
// the launcher's clock alone: the child is asked to leave, and stays when, its turn come, the request is there.

/** Hands each connection, unread, to a child of its own; answers itself, unread, when no child can. */
export class Reception {
	readonly #place: DoorPlace
	readonly #complain: (fault: string) => void
	readonly #ready: ChildProcess[] = []
	readonly #served = new Map<ChildProcess, Served>()
	#waiting: Waiting[] = []
	#starting: ChildProcess | null = null
	#notBefore = 0
	#isClosing = false
	readonly #clock: NodeJS.Timeout

	/** @param complain told about faults of ours */
	constructor(place: DoorPlace, complain: (fault: string) => void) {
		this.#place = place
		this.#complain = complain
		this.#clock = setInterval(() => {
			this.#lookAround(Date.now())
		}, 500)
		this.#fill()
	}

	/** @param connection accepted and paused: nothing of it is ever read here */
	receive(connection: Socket): void {
		connection.on('error', () => connection.destroy())
		if (this.#isClosing || this.#waiting.length >= MOST_WAITING) {
			answerUnread(connection, 'busy')
			return
		}
		this.#waiting.push({ connection, since: Date.now() })
		this.#match()
	}

	/** Turns away who waits, lets the children that answer finish, ends all others. */
	async close(): Promise<void> {
		this.#isClosing = true
		for (const { connection } of this.#waiting.splice(0)) answerUnread(connection, 'busy')
		for (const child of [...this.#ready.splice(0), this.#starting]) child?.kill('SIGKILL')
		const since = Date.now()
		while (this.#served.size > 0) {
			const passed = Date.now() - since
			for (const [child, served] of this.#served) {
				const isLate = served.stage === 'reading' && passed > LONGEST_GOODBYE
				if (served.stage === 'silent' || isLate) askToLeave(child, served, 'busy')
				if (passed > LAST_GOODBYE) child.kill('SIGKILL')
			}
			await new Promise((resolve) => setTimeout(resolve, 100))
		}
		clearInterval(this.#clock)
	}

	#fill(): void {
		const all = this.#ready.length + this.#served.size
		if (this.#isClosing || this.#starting !== null || Date.now() < this.#notBefore) return
		if (this.#ready.length >= READY || all >= MOST_CHILDREN) return
		const child = startChild(this.#place)
		this.#starting = child
		child.on('message', (message) => {
			this.#hear(child, message)
		})
		child.on('error', ({ name }) => {
			this.#complain(`door: ${name}`)
		})
		child.once('exit', (code) => {
			this.#bury(child, code)
		})
	}

	#hear(child: ChildProcess, message: unknown): void {
		const news = readChildNews(message)
		if (news.is === 'fault') this.#complain(`door: ${news.fault}`)
		if (news.is === 'ready') {
			this.#starting = null
			this.#ready.push(child)
			this.#match()
			return
		}
		const served = this.#served.get(child)
		if (served === undefined || news.is === 'fault') return
		served.stage = STAGES[news.is]
		served.since = Date.now()
		served.ends = 'broken'
		served.askedAt = null
	}

	#match(): void {
		for (let child = this.#ready[0]; child !== undefined; child = this.#ready[0]) {
			const next = this.#waiting.shift()
			if (next === undefined) break
			this.#ready.shift()
			this.#serve(child, next.connection)
		}
		this.#fill()
	}

	#serve(child: ChildProcess, connection: Socket): void {
		this.#served.set(child, { connection, stage: 'silent', since: Date.now(), ends: 'broken', askedAt: null })
		// Kept open here too, unread: should the child die, the person is told.
		child.send({}, connection, { keepOpen: true })
	}

	#bury(child: ChildProcess, code: number | null): void {
		const served = this.#served.get(child)
		this.#served.delete(child)
		if (this.#starting === child) {
			this.#starting = null
			this.#notBefore = Date.now() + PAUSE_AFTER_FAILURE
			if (!this.#isClosing) this.#complain('door: a child did not start')
		}
		const at = this.#ready.indexOf(child)
		if (at !== -1) this.#ready.splice(at, 1)
		if (served !== undefined) {
			if (code === 0 || served.stage === 'answering' || served.ends === null) hangUp(served.connection)
			else answerUnread(served.connection, served.ends)
		}
		this.#match()
	}

	#lookAround(now: number): void {
		const tooLong = this.#waiting.filter(({ since }) => now - since > LONGEST_WAIT)
		this.#waiting = this.#waiting.filter((one) => !tooLong.includes(one))
		for (const { connection } of tooLong) answerUnread(connection, 'busy')
		for (const [child, served] of this.#served) holdToTime(child, served, now)
		if (this.#waiting.length > 0) this.#makeRoom(now)
		this.#fill()
	}

	#makeRoom(now: number): void {
		if (this.#served.size < MOST_CHILDREN) return
		const longestIn = (stage: Stage, least: number) =>
			[...this.#served]
				.filter(([, served]) => served.stage === stage && now - served.since > least)
				.sort(([, one], [, other]) => one.since - other.since)
		const silent = longestIn('silent', LEAST_SILENCE).slice(0, this.#waiting.length)
		for (const [child, served] of silent) askToLeave(child, served, null)
		const [slowest] = longestIn('reading', LEAST_READ)
		if (silent.length === 0 && slowest !== undefined) askToLeave(...slowest, 'busy')
	}
}

/** Ends what has had its time. */
function holdToTime(child: ChildProcess, served: Served, now: number): void {
	const passed = now - served.since
	const { stage, askedAt } = served
	if (stage === 'silent' && passed > LONGEST_SILENCE) askToLeave(child, served, null)
	if (stage === 'reading' && passed > LONGEST_READ) askToLeave(child, served, 'broken')
	const isStuck = askedAt !== null && now - askedAt > LONGEST_LEAVE
	const isOver =
		(stage === 'working' && passed > LONGEST_WORK) || (stage === 'answering' && passed > LONGEST_ANSWER)
	if (isStuck || isOver) child.kill('SIGKILL')
}

/** @param ends what the person is told if it leaves */
function askToLeave(child: ChildProcess, served: Served, ends: Served['ends']): void {
	const { stage, askedAt } = served
	if (askedAt !== null || stage === 'working' || stage === 'answering') return
	served.ends = ends
	served.askedAt = Date.now()
	const asked: ToChild = { leave: stage }
	// A child that ended meanwhile needs no asking.
	child.send(asked, () => undefined)
}

function answerUnread(connection: Socket, page: StandingPage): void {
	connection.write(STANDING_PAGES[page])
	hangUp(connection)
}

/** A connection closed with bytes unread resets, and the answer before it may be lost. So it stays half open a while. */
function hangUp(connection: Socket): void {
	connection.end()
	setTimeout(() => connection.destroy(), LINGER)
}
