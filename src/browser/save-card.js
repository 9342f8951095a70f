/* Draws what stands in the card, and nothing else, into a picture on the device: its boxes, its borders, and each line of
text where the browser has put it. Nothing is fetched and nothing is sent. Old syntax, and no character HTML would
escape. */
;(function (offer) {
	var card = document.getElementById('card')
	var WIDTH = 1200
	var TESTED = [200, 40, 90, 255, 30, 160, 70, 255]

	function draw(canvas) {
		var frame = card.getBoundingClientRect()
		var scale = WIDTH / frame.width
		canvas.width = WIDTH
		canvas.height = Math.round(frame.height * scale)
		var context = canvas.getContext('2d')
		if (!context || !canvas.toBlob || !givesBack(context)) return false
		context.scale(scale, scale)
		context.translate(-frame.left, -frame.top)
		;[card].concat([].slice.call(card.querySelectorAll('*'))).forEach(function (element) {
			drawBox(context, element)
		})
		var texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT)
		while (texts.nextNode()) drawText(context, texts.currentNode)
		return true
	}

	/* Some browsers let a page draw, but give back white or noise, so that no page can know the device by its drawings. */
	function givesBack(context) {
		context.fillStyle = 'rgb(' + TESTED.slice(0, 3) + ')'
		context.fillRect(0, 0, 1, 1)
		context.fillStyle = 'rgb(' + TESTED.slice(4, 7) + ')'
		context.fillRect(1, 0, 1, 1)
		var given = context.getImageData(0, 0, 2, 1).data
		return TESTED.every(function (value, place) {
			return 8 > Math.abs(value - given[place])
		})
	}

	function drawBox(context, element) {
		var style = getComputedStyle(element)
		var box = element.getBoundingClientRect()
		var top = parseFloat(style.borderTopWidth)
		var right = parseFloat(style.borderRightWidth)
		var bottom = parseFloat(style.borderBottomWidth)
		var left = parseFloat(style.borderLeftWidth)
		fill(context, style.backgroundColor, box.left, box.top, box.width, box.height)
		fill(context, style.borderRightColor, box.right - right, box.top, right, box.height)
		fill(context, style.borderLeftColor, box.left, box.top, left, box.height)
		fill(context, style.borderTopColor, box.left, box.top, box.width, top)
		fill(context, style.borderBottomColor, box.left, box.bottom - bottom, box.width, bottom)
	}

	function fill(context, colour, x, y, width, height) {
		context.fillStyle = colour
		context.fillRect(x, y, width, height)
	}

	function drawText(context, text) {
		var style = getComputedStyle(text.parentNode)
		var end = style.direction === 'rtl' ? 'right' : 'left'
		context.font = [style.fontStyle, style.fontWeight, style.fontSize, style.fontFamily].join(' ')
		context.fillStyle = style.color
		context.direction = style.direction
		context.textAlign = end
		linesOf(text).forEach(function (line) {
			var height = line.bottom - line.top
			var measured = context.measureText(line.text)
			// Older browsers do not say how far the letters of a font reach.
			var above = measured.fontBoundingBoxAscent || 0.8 * height
			var below = measured.fontBoundingBoxDescent || height - above
			// Letters can be a hair wider at another size than the one the line was broken at.
			var most = line.right - line.left + 0.5
			context.fillText(line.text, line[end], line.top + (height - above - below) / 2 + above, most)
		})
	}

	/* A text in the lines the browser broke it into. Spaces at their ends take no part: there browsers differ. */
	function linesOf(text) {
		var lines = []
		var line = null
		var range = document.createRange()
		text.data.split('').forEach(function (letter, at) {
			range.setStart(text, at)
			range.setEnd(text, at + 1)
			var box = range.getClientRects()[0]
			if (/\s/.test(letter)) letter = ' '
			else if (box) {
				if (!line || box.top > (line.top + line.bottom) / 2) {
					line = { text: '', left: box.left, right: box.right, top: box.top, bottom: box.bottom }
					lines.push(line)
				}
				line.left = Math.min(line.left, box.left)
				line.right = Math.max(line.right, box.right)
			}
			if (line) line.text += letter
		})
		return lines.map(function (line) {
			line.text = line.text.replace(/ +/g, ' ').trim()
			return line
		})
	}

	function save(blob) {
		say(blob ? 'saved' : 'refused')
		if (!blob) return
		var link = document.createElement('a')
		link.href = URL.createObjectURL(blob)
		link.download = 'picture.png'
		link.click()
		// The download has begun, but some browsers read the address a little later.
		setTimeout(function () {
			URL.revokeObjectURL(link.href)
		}, 60000)
	}

	function say(what) {
		offer.querySelectorAll('[data-said]').forEach(function (sentence) {
			sentence.hidden = sentence.dataset.said !== what
		})
	}

	offer.querySelector('button').addEventListener('click', function () {
		var canvas = document.createElement('canvas')
		// Han characters are drawn otherwise in Chinese than in Japanese.
		canvas.lang = document.documentElement.lang
		if (draw(canvas)) canvas.toBlob(save, 'image/png')
		else say('refused')
	})
	offer.hidden = false
})(document.currentScript.previousElementSibling)
