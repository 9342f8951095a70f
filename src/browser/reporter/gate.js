/* Shows the box only where words can be locked. Old syntax, and no character HTML would escape. */
;(function () {
	var lock = window.crypto ? window.crypto : {}
	var needed = [
		window.isSecureContext,
		lock.subtle,
		lock.getRandomValues,
		window.BigInt,
		window.ReadableStream,
		window.TransformStream,
	]
	if (needed.every(Boolean)) {
		document.getElementById('ways').hidden = true
		document.getElementById('box').hidden = false
	}
})()
