import { mount } from 'svelte'
import { OfflineJourney, readOfflineData } from '#browser/offline/offline-journey.svelte.ts'
import '#components/look.css'
import OfflinePage from '#components/offline/OfflinePage.svelte'
import type { OfflineWords } from '#components/offline/offline-words.ts'

// The program of the page that works from a file. It is built alone, into one script without imports.

/** The page was taken apart or put together wrongly. */
class PageIncomplete extends Error {
	override name = 'PageIncomplete'
}

function carried(id: string): string {
	const text = document.getElementById(id)?.textContent
	if (text == null) throw new PageIncomplete(id)
	return text
}

/** The texts come from the same file as this script. */
function isWords(value: unknown): value is OfflineWords {
	return typeof value === 'object' && value !== null && 'carry' in value && 'tell' in value
}

const words: unknown = JSON.parse(carried('words'))
const target = document.getElementById('page')
if (!isWords(words) || target === null) throw new PageIncomplete('words')
mount(OfflinePage, {
	target,
	props: { journey: new OfflineJourney(readOfflineData(carried('data'))), words },
})
