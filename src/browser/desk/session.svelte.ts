import { LineCut, Refused } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { deriveBeside, DerivationStopped } from '#browser/desk/derive-unlocking.ts'
import { askForDrawer, type DrawerFrames } from '#browser/desk/inbox/drawer.ts'
import { browserStore, type DeviceStore } from '#browser/desk/kept/device-store.ts'
import { bringBackRoster, noteRoster } from '#browser/desk/kept/kept-roster.ts'
import { type Entrance, openDesk, type OpenDesk, type Way } from '#browser/desk/open-desk.ts'
import { askPasskey } from '#browser/desk/passkeys/ask-device.ts'
import { today } from '#browser/today.ts'
import { UnsentTexts } from '#browser/desk/unsent-texts.ts'
import { upkeep } from '#browser/desk/upkeep.ts'
import { isInterpreter } from '#domain/roster/interpreters.ts'
import type { Member } from '#domain/roster/roster.ts'
import type { AgeRecipient } from '#vault/envelope.ts'
import { memberIdentity, unlockingFromSheet } from '#vault/member-keys.ts'

export type LockReason = 'start' | 'asked' | 'absent' | 'session-ended' | 'removed'

export type SessionState =
	| { state: 'locked'; because: LockReason }
	/** `share` runs from 0 to 1; null while the device asks for its owner. */
	| { state: 'unlocking'; share: number | null }
	| { state: 'unlocked'; open: OpenDesk; entered: Way }

/** The one place where an unlocked member's secret lives. Nothing of it is written anywhere. */
export class DeskSession {
	now: SessionState = $state.raw({ state: 'locked', because: 'start' })
	readonly unsent = new UnsentTexts()
	readonly device: DeviceStore = browserStore()
	#work = new AbortController()
	#drawer: DrawerFrames | null = null

	/** @throws UnlockRefused, Refused, LineCut, DerivationStopped */
	async unlock(desk: string, login: string, passphrase: string): Promise<void> {
		this.#work = new AbortController()
		this.now = { state: 'unlocking', share: 0 }
		await this.#orLockAgain(async () => {
			const onProgress = (share: number) => {
				this.now = { state: 'unlocking', share }
			}
			const unlocking = await deriveBeside(onProgress, this.#work.signal)(passphrase, { desk, login })
			await this.#enter({ desk, login, way: 'passphrase', unlocking })
		})
	}

	/** @throws UnlockRefused, Refused, LineCut */
	async unlockWithSheet(desk: string, login: string, sheet: Uint8Array): Promise<void> {
		this.#work = new AbortController()
		this.now = { state: 'unlocking', share: 1 }
		await this.#orLockAgain(() =>
			this.#enter({ desk, login, way: 'sheet', unlocking: unlockingFromSheet(sheet) }),
		)
	}

	/**
	 * Asks the device for a passkey of this address; nobody types a name.
	 * @throws PasskeyFailed, UnlockRefused, Refused, LineCut, DerivationStopped
	 */
	async unlockWithPasskey(desk: string): Promise<void> {
		this.#work = new AbortController()
		this.now = { state: 'unlocking', share: null }
		await this.#orLockAgain(async () => {
			const asked = await askPasskey(desk, this.#work.signal)
			this.now = { state: 'unlocking', share: 1 }
			await this.#enter({ desk, way: 'passkey', ...asked })
		})
	}

	/** Takes over a desk that was opened elsewhere, as at the end of the set-up. */
	async take(open: OpenDesk, entered: Way): Promise<void> {
		await this.unsent.unlock(memberIdentity(open.secret))
		await noteRoster(open, this.device)
		this.now = { state: 'unlocked', open, entered }
	}

	/** Puts the roster, the names or the key-ring as they stand now in place of the old. */
	update(open: OpenDesk): void {
		if (this.now.state !== 'unlocked') return
		this.now = { ...this.now, open }
		void noteRoster(open, this.device)
	}

	/** Whoever came in by the sheet has a new passphrase now, or wants it later. */
	settle(): void {
		if (this.now.state === 'unlocked') this.now = { ...this.now, entered: 'passphrase' }
	}

	/** The drawer on its way since this unlock; null when it was taken before, and has to be asked for anew. */
	takeDrawer(): DrawerFrames | null {
		const drawer = this.#drawer
		this.#drawer = null
		return drawer
	}

	stop(): void {
		this.#work.abort()
	}

	/** Forgets every secret; what was typed and not sent is sealed first. */
	async lock(because: LockReason): Promise<void> {
		const { now } = this
		this.stop()
		this.#drawer = null
		this.now = { state: 'locked', because }
		if (now.state !== 'unlocked') return
		// What was stopped holds who stopped it, and through that the page as it was.
		this.#work = new AbortController()
		const { open } = now
		await this.unsent.lock(open.me.recipient as AgeRecipient)
		open.secret.age.fill(0)
		open.secret.sign.fill(0)
		if (because !== 'session-ended') await endSession(open)
	}

	async #enter(entrance: Entrance): Promise<void> {
		const { signal } = this.#work
		const onFound = (me: Member, token: string) => {
			if (!isInterpreter(me)) this.#drawer = askForDrawer(entrance.desk, token, signal)
		}
		const entered = await bringBackRoster(await openDesk(entrance, today(), onFound), this.device, today())
		const open = await upkeep(entered, entrance.way, today())
		if (signal.aborted) throw new DerivationStopped('locked in between')
		await this.take(open, entrance.way)
	}

	#giveUp(): void {
		this.stop()
		this.#drawer = null
		this.now = { state: 'locked', because: 'start' }
	}

	async #orLockAgain(work: () => Promise<void>): Promise<void> {
		try {
			await work()
		} finally {
			if (this.now.state === 'unlocking') this.#giveUp()
		}
	}
}

/** A session that cannot be ended now ends by itself on the server. */
async function endSession({ desk, token }: OpenDesk): Promise<void> {
	try {
		await callServer('endSession', null, { at: { desk }, token })
	} catch (error) {
		if (!(error instanceof LineCut || error instanceof Refused)) throw error
	}
}
