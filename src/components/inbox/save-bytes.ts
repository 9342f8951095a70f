/** Hands bytes to the browser as a download. The browser is told nothing about their kind, so that it opens nothing. */
export function saveBytes(name: string, parts: BlobPart[]): void {
	const address = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }))
	const link = document.createElement('a')
	link.href = address
	link.download = name
	link.click()
	// The download has begun, but some browsers read the address a little later.
	setTimeout(() => {
		URL.revokeObjectURL(address)
	}, 60_000)
}
