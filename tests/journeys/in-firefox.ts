import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import * as v from 'valibot'
import { CommandFailed, WebDriverBidi } from './webdriver-bidi.ts'

// What Tor Browser turns off at its level "Safer", as preferences of Firefox: both compilers of scripts, the one of
// regular expressions, and WebAssembly. It leaves the interpreter as it is, and so does this.
const UNCOMPILED = {
	'javascript.options.ion': false,
	'javascript.options.baselinejit': false,
	'javascript.options.native_regexp': false,
	'javascript.options.asmjs': false,
	'javascript.options.wasm': false,
	'javascript.options.wasm_baselinejit': false,
	'javascript.options.wasm_optimizingjit': false,
}

const PHONE = { width: 320, height: 640 }

/** Milliseconds until something that should appear is missed. */
const PATIENCE = 120_000

/** A Firefox of its own, with an empty profile. */
export type Firefox = {
	/** What the consoles and the policies of all pages complained of, and every error of a script. */
	complaints: string[]
	/** Where it saves files, without asking. */
	downloads: string
	/** Somebody at a phone, who shares nothing with others: no storage, no cache. */
	visit: () => Promise<Visitor>
	close: () => Promise<void>
}

/** What its level "Safest" turns off besides scripts. */
export const WITHOUT_SVG = { 'svg.disabled': true }

/** Starts Firefox ESR as people have it who let nothing compile scripts. */
export async function startFirefox(also: Readonly<Record<string, boolean>> = {}): Promise<Firefox> {
	const profile = mkdtempSync(join(tmpdir(), 'firefox-'))
	const downloads = join(profile, 'downloads')
	const preferences = {
		...UNCOMPILED,
		...also,
		'browser.download.folderList': 2,
		'browser.download.dir': downloads,
	}
	const lines = Object.entries(preferences).map(
		([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
	)
	writeFileSync(join(profile, 'user.js'), lines.join('\n'))
	const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0']
	const firefox = spawn('/usr/bin/firefox-esr', args, { stdio: ['ignore', 'ignore', 'pipe'] })
	const ended = once(firefox, 'exit')
	const complaints: string[] = []
	const bidi = await WebDriverBidi.open(await addressOf(firefox), ['log.entryAdded'], (_, params) => {
		const { level, text } = v.parse(logEntry, params)
		complaints.push(`${level}: ${String(text)}`)
	})
	return {
		complaints,
		downloads,
		visit: () => Visitor.arrive(bidi),
		close: async () => {
			bidi.close()
			firefox.kill()
			await ended
			rmSync(profile, { recursive: true })
		},
	}
}

async function addressOf({ stderr }: ChildProcess): Promise<string> {
	if (stderr === null) throw new CommandFailed('nothing to hear')
	let address: string | undefined
	for await (const line of createInterface({ input: stderr })) {
		address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1]
		if (address !== undefined) break
	}
	// A pipe that nobody reads fills up and stops the browser.
	stderr.resume()
	if (address === undefined) throw new CommandFailed('Firefox did not start')
	return address
}

const logEntry = v.object({ level: v.string(), text: v.nullable(v.string()) })
const newUserContext = v.object({ userContext: v.string() })
const newTab = v.object({ context: v.string() })
const located = v.object({ nodes: v.array(v.object({ sharedId: v.string() })) })
const returned = v.object({
	type: v.literal('success', 'a function threw in the page'),
	result: v.object({ type: v.literal('string'), value: v.string() }),
})

/** How a person finds something on the screen. */
type Sight = { button: string } | { css: string }

/** A person with one page, who sees, touches and types. */
export class Visitor {
	readonly #bidi: WebDriverBidi
	readonly #context: string

	private constructor(bidi: WebDriverBidi, context: string) {
		this.#bidi = bidi
		this.#context = context
	}

	static async arrive(bidi: WebDriverBidi): Promise<Visitor> {
		const { userContext } = v.parse(newUserContext, await bidi.send('browser.createUserContext', {}))
		const tab = await bidi.send('browsingContext.create', { type: 'tab', userContext })
		const { context } = v.parse(newTab, tab)
		await bidi.send('browsingContext.setViewport', { context, viewport: PHONE })
		return new Visitor(bidi, context)
	}

	async goTo(url: string): Promise<void> {
		await this.#bidi.send('browsingContext.navigate', { context: this.#context, url, wait: 'complete' })
	}

	/** Calls a function of the page's world. @throws when it throws */
	async ask(what: (...given: string[]) => string, ...given: string[]): Promise<string> {
		const answer = await this.#bidi.send('script.callFunction', {
			functionDeclaration: String(what),
			arguments: given.map((value) => ({ type: 'string', value })),
			awaitPromise: true,
			target: { context: this.#context },
		})
		return v.parse(returned, answer).result.value
	}

	/** The visible texts of all elements that match, once there is one. */
	async read(css: string): Promise<string[]> {
		await this.#find({ css })
		const texts = await this.ask(
			(matching = '') =>
				JSON.stringify(
					[...document.querySelectorAll<HTMLElement>(matching)].map(({ innerText }) => innerText),
				),
			css,
		)
		return v.parse(v.array(v.string()), JSON.parse(texts))
	}

	/** Whether something matches now. */
	async has(css: string): Promise<boolean> {
		return (
			(await this.ask((matching = '') => String(document.querySelector(matching) !== null), css)) === 'true'
		)
	}

	/** Waits until the page shows this text. */
	async see(text: string): Promise<void> {
		await this.#until(`the text “${text}”`, async () =>
			(await this.ask(() => document.body.innerText)).includes(text) ? text : null,
		)
	}

	/** Touches a button with this name once it can be used. */
	async press(button: string): Promise<void> {
		await this.#touch(await this.#find({ button }))
	}

	/** Touches what matches, once it can be used. */
	async touch(css: string): Promise<void> {
		await this.#touch(await this.#find({ css }))
	}

	/** Touches a field and types, key by key. */
	async typeInto(css: string, text: string): Promise<void> {
		await this.touch(css)
		const actions = Array.from(text).flatMap((value) => [
			{ type: 'keyDown', value },
			{ type: 'keyUp', value },
		])
		await this.#perform({ type: 'key', id: 'keys', actions })
	}

	async #find(sight: Sight): Promise<string> {
		const locator =
			'css' in sight
				? { type: 'css', value: sight.css }
				: { type: 'accessibility', value: { role: 'button', name: sight.button } }
		return this.#until(JSON.stringify(sight), async () => {
			const params = { context: this.#context, locator }
			const { nodes } = v.parse(located, await this.#bidi.send('browsingContext.locateNodes', params))
			for (const { sharedId } of nodes) if (await this.#isUsable(sharedId)) return sharedId
			return null
		})
	}

	/** Scrolls to it. Whether a finger would meet it there now: it can be used, stands still and nothing covers it. */
	async #isUsable(sharedId: string): Promise<boolean> {
		const answer = await this.#bidi.send('script.callFunction', {
			functionDeclaration: String(async (element: Element) => {
				element.scrollIntoView({ block: 'center', behavior: 'instant' })
				const before = element.getBoundingClientRect()
				await new Promise((resolve) => setTimeout(resolve, 200))
				const { x, y, width, height } = element.getBoundingClientRect()
				const met = document.elementFromPoint(x + width / 2, y + height / 2)
				const isMet = met !== null && element.contains(met)
				return String(isMet && before.x === x && before.y === y && !element.matches(':disabled'))
			}),
			arguments: [{ sharedId }],
			awaitPromise: true,
			target: { context: this.#context },
		})
		return v.parse(returned, answer).result.value === 'true'
	}

	async #touch(sharedId: string): Promise<void> {
		const origin = { type: 'element', element: { sharedId } }
		const actions = [
			{ type: 'pointerMove', x: 0, y: 0, origin },
			{ type: 'pointerDown', button: 0 },
			{ type: 'pointerUp', button: 0 },
		]
		const parameters = { pointerType: 'touch' }
		await this.#perform({ type: 'pointer', id: 'finger', parameters, actions })
	}

	async #perform(source: object): Promise<void> {
		await this.#bidi.send('input.performActions', { context: this.#context, actions: [source] })
	}

	async #until<Found>(what: string, look: () => Promise<Found | null>): Promise<Found> {
		const end = performance.now() + PATIENCE
		while (performance.now() < end) {
			const found = await look()
			if (found !== null) return found
			await pause(100)
		}
		throw new CommandFailed(`not seen: ${what}, but: ${await this.ask(() => document.body.innerText)}`)
	}
}
