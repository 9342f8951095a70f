import type { ReadyLock } from '#browser/reporter/lock-story.ts'
import { paths } from '#components/paths.ts'
import { sayPermissions } from '#components/return/say-permissions.ts'
import { isolated, say, sayCount, sayDay, sayWeekdays } from '#components/say.ts'
import { bandsOf } from '#door/form-page.ts'
import { markup, type Markup } from '#door/markup.ts'
import { pageFrame, type Visit } from '#door/page-frame.ts'
import type { Consent } from '#domain/consent/consent.ts'
import { addDays } from '#domain/days.ts'

/** The page after the message was stored: the words, once, and how to come back. */
export function storedPage(visit: Visit, ready: ReadyLock, consent: Consent): Markup {
	const { language, words, site } = visit
	const { tell, plain } = words
	const { card } = ready.team.roster
	const day = sayDay(addDays(ready.checkedOn, card.answerWithinDays), language)
	const when = sayCount(tell.sentWhen, card.answerWithinDays, language, {
		name: isolated(card.name),
		days: sayWeekdays(card.days, language),
		day,
	})
	const back = `${site}${paths.return(language)}`
	return pageFrame(
		visit,
		bandsOf([ready.team], words),
		markup`<h1>${tell.sentTitle}</h1>
<h2>${tell.wordsTitle}</h2>
<p>${plain.wordsWhy}</p>
<div class="note caution"><p><strong>${plain.keepNow}</strong></p></div>
<ol class="words" lang="${ready.language}" translate="no">
${ready.words.map((word) => markup`<li>${word}</li>\n`)}</ol>
<p class="hint">${tell.wordsNumbers}. ${tell.wordsNumbersHint}</p>
<p class="groups" dir="ltr" translate="no">${ready.groups.join(' ')}</p>
<p>${tell.wordsChance} ${tell.wordsFound}</p>
<h2>${tell.sentBackTitle}</h2>
<p>${say(plain.comeBack, { address: isolated(back), day })} ${plain.wayBack}</p>
<h2>${tell.sentNext}</h2>
<ul>
<li>${when}</li>
<li>${tell.sentHow}</li>
<li>${sayPermissions(consent, language, words.return)}</li>
</ul>
<p class="quiet">${plain.close}</p>`,
	)
}
