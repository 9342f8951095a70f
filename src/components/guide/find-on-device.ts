import { mount, unmount } from 'svelte'
import { leaveQuickly } from '#browser/leave.ts'
import { today } from '#browser/today.ts'
import FormTroubles from '#components/guide/FormTroubles.svelte'
import type { OnDeviceData } from '#components/guide/on-device-data.ts'
import FoundList from '#components/guide/FoundList.svelte'
import { foundPage } from '#contract/found-page.ts'
import { type FormTrouble, readFinderForm } from '#contract/read-finder-form.ts'
import { isDay } from '#domain/days.ts'
import type { Situation } from '#domain/finder/situation.ts'

// [Note: on this device] The page is complete without this script: then the form goes to the server, and says so. The
// script takes its place in this order: from one moment the form is caught here; then the browser itself is told to
// send nothing from this page; only then do the words say that the answers stay. What fails before leaves the page as
// it was.

/** The page is not the one this script was built with. */
class PageIncomplete extends Error {
	override name = 'PageIncomplete'
}

/** History says whether an answer is shown, never which. */
const SHOWN = 'found'

void begin(part('finder'))

async function begin(form: HTMLElement): Promise<void> {
	if (!(form instanceof HTMLFormElement)) throw new PageIncomplete('finder')
	// Named by the hash of what is in it: another release, or other facts, have another address.
	const file = await fetch(form.dataset['facts'] ?? '')
	if (!file.ok) return
	const data: unknown = await file.json()
	if (!isData(data)) throw new PageIncomplete('facts')
	const finder = new FinderHere(form, data)
	form.addEventListener('submit', (event) => {
		event.preventDefault()
		finder.answer()
	})
	addEventListener('popstate', ({ state }) => {
		finder.turnTo(state === SHOWN)
	})
	leaveQuickly(document, () => {
		form.remove()
		part('results').remove()
	})
	sendNothing(form)
	finder.saySo()
}

class FinderHere {
	readonly #form: HTMLFormElement
	readonly #data: OnDeviceData
	#shown: ReturnType<typeof mount>[] = []

	constructor(form: HTMLFormElement, data: OnDeviceData) {
		this.#form = form
		this.#data = data
	}

	/** Says that the answers stay here. */
	saySo(): void {
		const note = part('who-sees')
		// The questions below stay where they are.
		note.style.minBlockSize = `${note.offsetHeight}px`
		note.textContent = this.#data.words.onDevice
	}

	/** Answers what stands in the form; a fault is said, and nothing leaves this page because of it. */
	answer(): void {
		try {
			const { facts } = this.#data.finder
			const read = readFinderForm(new FormData(this.#form), (code) => code in facts.states)
			this.#clear()
			if ('troubles' in read) this.#showTroubles(read.troubles)
			else this.#showFound(read.situation)
		} catch (fault) {
			const note = part('who-sees')
			note.textContent = this.#data.words.fault
			note.className = 'note danger'
			note.scrollIntoView()
			throw fault
		}
	}

	/** Shows the answer, or the questions before it. */
	turnTo(isFound: boolean): void {
		this.#showEither(isFound)
		part(isFound ? 'results-title' : 'intro-title').focus({ preventScroll: true })
		scrollTo(0, 0)
	}

	#showEither(isFound: boolean): void {
		part('intro').hidden = isFound
		part('results').hidden = !isFound
	}

	#showFound(situation: Situation): void {
		const { language, finder, words, noteWords, mark } = this.#data
		const day = this.#today()
		const found = foundPage(finder, situation, day)
		const chosen = this.#form.querySelector<HTMLSelectElement>('#country')?.selectedOptions[0]
		const country = chosen?.text ?? situation.country
		this.#shown.push(
			mount(FoundList, {
				target: part('found'),
				props: { language, words, noteWords, today: day, mark, found, country },
			}),
		)
		if (history.state !== SHOWN) history.pushState(SHOWN, '')
		this.turnTo(true)
	}

	#showTroubles(troubles: readonly FormTrouble[]): void {
		const { words } = this.#data
		const target = part('troubles')
		this.#showEither(false)
		this.#shown.push(mount(FormTroubles, { target, props: { words, troubles } }))
		target.scrollIntoView()
	}

	#clear(): void {
		for (const component of this.#shown) void unmount(component)
		this.#shown = []
		// What the server drew, when the page is one of its answers.
		part('found').replaceChildren()
		part('troubles').replaceChildren()
	}

	/** The later of this device's day and the server's: the clock of a phone may have stopped. */
	#today() {
		const here = today()
		const made = this.#form.dataset['today'] ?? ''
		return isDay(made) && made > here ? made : here
	}
}

/** Has the browser refuse to send anything from this page, whatever its code does; other forms go where they lead. */
function sendNothing(form: HTMLFormElement): void {
	const others = Array.from(document.forms, ({ action }) => action.split(/[?#]/, 1)[0] ?? '').filter(
		(address) => address !== form.action,
	)
	const policy = document.createElement('meta')
	policy.httpEquiv = 'content-security-policy'
	policy.content = `connect-src 'none'; form-action ${others.length === 0 ? "'none'" : others.join(' ')}`
	document.head.append(policy)
}

function part(id: string): HTMLElement {
	const found = document.getElementById(id)
	if (found === null) throw new PageIncomplete(id)
	return found
}

/** What is in it was checked when the server read it, and its address names these very bytes. */
function isData(value: unknown): value is OnDeviceData {
	return typeof value === 'object' && value !== null && 'finder' in value && 'words' in value
}
