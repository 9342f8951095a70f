/* What was chosen here comes along to the page where it is told: as the name of this tab, which no address, request or
storage holds and a browser forgets when another site is opened in it. tell-journey.svelte.ts takes it and clears it.
Without this script the page leads there all the same. Old syntax, and no character HTML would escape. */
;(function () {
	var way = document.getElementById('tell')
	if (way === null) return
	document.getElementById('along').toggleAttribute('hidden')
	way.addEventListener('click', function () {
		var chosen = document.querySelectorAll('input[name=act]:checked')
		var names = [].map.call(chosen, function (box) {
			return box.parentNode.textContent.trim()
		})
		window.name = names.length === 0 ? '' : ['chosen'].concat(names).join('\n')
	})
})()
