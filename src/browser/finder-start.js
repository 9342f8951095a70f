/* After the first paint, and only then: the page is complete without what is fetched here. A browser that does not tell
when it has painted, or keeps it to itself, is given two seconds; what was fetched once is not fetched again. */
;(function (script) {
	var observer = window.PerformanceObserver
	function begin() {
		import(script)
	}
	addEventListener('load', function () {
		requestAnimationFrame(function () {
			setTimeout(begin, 2000)
			if (!observer || !observer.supportedEntryTypes.includes('paint')) return
			new observer(function (list) {
				if (list.getEntriesByName('first-contentful-paint').length > 0) begin()
			}).observe({ type: 'paint', buffered: true })
		})
	})
})(document.currentScript.previousElementSibling.dataset.finder)
