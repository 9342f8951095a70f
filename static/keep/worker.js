// Keeps one page of the guide on a device whose owner asked for it. It is registered for the address of that page alone,
// `/keep/<language>/<name>`, and a browser lets no script of this folder reach further: no other page of the site, least
// of all one where somebody writes, is ever asked for through it.

const page = self.registration.scope
const gone = `${page}/gone`
const STORE = page

/** Set when the owner has deleted the copy, so that a newer one under way is not put in its place. */
let isRemoved = false

self.addEventListener('install', (event) => {
	event.waitUntil(keepBoth().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
	event.waitUntil(self.clients.claim())
})

self.addEventListener('fetch', (event) => {
	const { method, mode, url } = event.request
	if (method !== 'GET' || mode !== 'navigate') return
	const [address] = url.split('#')
	if (address === gone) event.respondWith(remove())
	if (address !== page) return
	event.respondWith(kept(event.request))
	event.waitUntil(renew())
})

/** The copy; when the browser has thrown it away, whatever the line gives. */
async function kept(request) {
	return (await caches.match(page)) ?? fetch(request)
}

/** Without internet the copy stays as it is. */
async function renew() {
	try {
		await keepBoth()
	} catch (error) {
		if (!(error instanceof TypeError)) throw error
	}
}

async function keepBoth() {
	const answers = await Promise.all([page, gone].map(answerAt))
	if (isRemoved) return
	const store = await caches.open(STORE)
	await Promise.all(answers.map((answer, place) => store.put([page, gone][place], answer)))
}

/** Only what this site itself said, whole and not from elsewhere. A fault of the line is a TypeError (Fetch standard). */
async function answerAt(address) {
	const answer = await fetch(address, { cache: 'no-store', credentials: 'omit', redirect: 'error' })
	if (!answer.ok || answer.type !== 'basic') throw new TypeError(`no page to keep: ${answer.status}`)
	return answer
}

/** Deletes everything and says so, also without internet. */
async function remove() {
	isRemoved = true
	const last = await caches.match(gone)
	await Promise.all((await caches.keys()).map((name) => caches.delete(name)))
	await self.registration.unregister()
	return last ?? fetch(gone)
}
