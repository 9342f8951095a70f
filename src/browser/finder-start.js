/* After the first paint, and only then: the page is complete without what is fetched here. */
;(function (script) {
	addEventListener('load', function () {
		requestAnimationFrame(function () {
			setTimeout(function () {
				import(script)
			})
		})
	})
})(document.currentScript.previousElementSibling.dataset.finder)
