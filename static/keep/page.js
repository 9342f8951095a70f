// Shows, on the page that explains it, what can be kept on this device and what is. Everything else works without it.

const offers = [...document.querySelectorAll('[data-keep]')]

if (window.isSecureContext && 'serviceWorker' in navigator && 'caches' in window) {
	for (const offer of offers) {
		offer.querySelector('button').addEventListener('click', () => keep(offer))
		show(offer, (await isKept(offer)) ? 'kept' : 'offered')
	}
	toggle(document.querySelector('#without'), false)
	toggle(document.querySelector('#offers'), true)
}

async function isKept(offer) {
	return (await registrationOf(offer))?.active != null
}

/** The registration for this very address; a wider one would be none of ours. */
async function registrationOf({ dataset }) {
	const all = await navigator.serviceWorker.getRegistrations()
	return all.find(({ scope }) => scope === new URL(dataset.keep, location.origin).href)
}

async function keep(offer) {
	show(offer, 'working')
	const scope = offer.dataset.keep
	try {
		await begun(await navigator.serviceWorker.register('/keep/worker.js', { scope, updateViaCache: 'none' }))
		show(offer, 'kept')
	} catch (error) {
		await (await registrationOf(offer))?.unregister()
		show(offer, 'failed')
		// What browsers say when they may not keep anything, or when the line broke.
		if (!(error instanceof TypeError || error instanceof DOMException)) throw error
	}
}

/** Until the worker has the whole page; a worker that could not get it is thrown away by the browser. */
async function begun({ installing, waiting }) {
	const worker = installing ?? waiting
	if (worker === null) return
	await new Promise((resolve, reject) => {
		const look = () => {
			if (worker.state === 'activated') resolve()
			if (worker.state === 'redundant') reject(new TypeError('the page could not be fetched'))
		}
		worker.addEventListener('statechange', look)
		look()
	})
}

/** One of: offered, working, kept, failed. After a fault it can be tried again. */
function show(offer, state) {
	for (const part of offer.querySelectorAll('[data-when]'))
		toggle(part, part.dataset.when.split(' ').includes(state))
}

function toggle(part, isShown) {
	part.toggleAttribute('hidden', !isShown)
}
