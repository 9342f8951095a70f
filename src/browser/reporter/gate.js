/* Shows the box only where words can be locked. Old syntax, and no character HTML would escape. */
;(function () {
	var lock = window.crypto
	var needed = [
		window.isSecureContext,
		lock ? lock.subtle : null,
		lock ? lock.getRandomValues : null,
		window.BigInt,
		window.ReadableStream,
		window.TransformStream,
	]
	if (needed.every(Boolean))
		document.querySelectorAll('#box, #ways').forEach(function (part) {
			part.toggleAttribute('hidden')
		})
})()
