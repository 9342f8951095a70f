import { countByLabel } from '#browser/reporter/compose-story.ts'
import type { Team } from '#browser/reporter/find-team.ts'
import { paths } from '#components/paths.ts'
import { isolated, say, sayCount, sayList } from '#components/say.ts'
import { type Filled, UNTOUCHED } from '#door/read-form.ts'
import { markup, type Markup, NOTHING } from '#door/markup.ts'
import { pageFrame, type Visit } from '#door/page-frame.ts'
import { REACHES } from '#domain/consent/consent.ts'
import type { Language } from '#domain/languages.ts'
import { type Label, triageMembers } from '#domain/roster/roster.ts'
import { REASONS } from '#domain/threads/records.ts'
import type { DoorWords } from '#door/door-words.ts'

/** The sentences that stand below the bar wherever this team reads. */
export function bandsOf({ roster, demo }: Team, { common }: DoorWords): string[] {
	return [...(demo ? [common.demo] : []), ...(roster.card.kind === 'un-office' ? [] : [common.notUn])]
}

/**
 * The page with the box.
 * @param filled what the person had written, when it could not be sent
 * @param error why it could not be sent; null when the page is asked for
 */
export function formPage(
	visit: Visit,
	team: Team,
	filled: Filled = UNTOUCHED,
	error: string | null = null,
): Markup {
	const { language, words } = visit
	return pageFrame(
		visit,
		bandsOf(team, words),
		markup`${error === null ? NOTHING : errorNote(error, words)}
<h1><label for="story">${words.tell.storyTitle}</label></h1>
${weakNote(visit)}
<form method="post" action="${paths.plain(language)}" accept-charset="utf-8" autocomplete="off">
<p class="hint" id="story-hint">${words.tell.storyHint}</p>
<p><textarea id="story" name="text" rows="10" cols="60" dir="auto" autocomplete="off" spellcheck="false" translate="no" aria-describedby="story-hint"${error === null ? NOTHING : markup` aria-invalid="true"`}>
${filled.text}</textarea></p>
${reasonChoice(words, filled)}
${whoReads(language, words, team, filled)}
${mayKnow(words, filled)}
<p>${words.plain.wordsAfter} ${words.plain.wayBack}</p>
<p><button class="button" type="submit">${words.plain.send}</button></p>
</form>`,
	)
}

/** A page without a box: nobody can write now, or what came could not be read. */
export function sentencePage(visit: Visit, title: string, sentence: string): Markup {
	const { words, site, language } = visit
	return pageFrame(
		visit,
		[],
		markup`<h1>${title}</h1>
<div class="note danger"><p>${sentence}</p></div>
<p><a href="${site}${paths.otherWays(language)}">${words.tell.faultWays}</a></p>`,
	)
}

function errorNote(error: string, { tell }: DoorWords): Markup {
	return markup`<div class="note danger" role="alert"><h2>${tell.errorTitle}</h2><p>${error}</p></div>`
}

function weakNote({ language, words: { plain }, site }: Visit): Markup {
	return markup`<div class="note danger">
<p><strong>${plain.weakTitle}</strong></p>
<p>${plain.weak} ${plain.weakWho}</p>
<p><a href="${site}${paths.tell(language)}">${plain.stronger}</a></p>
</div>`
}

function reasonChoice({ tell, reasons }: DoorWords, filled: Filled): Markup {
	const options = REASONS.map((reason) => {
		const chosen = filled.reason === reason ? markup` selected` : NOTHING
		return markup`<option value="${reason}"${chosen}>${reasons[reason]}</option>\n`
	})
	return markup`<p><label for="reason">${tell.reasonLegend}</label>
<select id="reason" name="reason" autocomplete="off">
<option value="">${tell.reasonNone}</option>
${options}</select></p>`
}

function whoReads(language: Language, words: DoorWords, { roster }: Team, filled: Filled): Markup {
	const { tell, plain } = words
	const readers = triageMembers(roster)
	const labels = countByLabel(readers).map(({ label, count }) => ({
		label,
		said: sayLabel(label, count, language, words),
	}))
	const roles = sayList(
		labels.map(({ said }) => said),
		language,
	)
	const boxes = labels.map(({ label, said }) => {
		const chosen = filled.leftOut.includes(label) ? markup` checked` : NOTHING
		return markup`<div class="choice"><input type="checkbox" id="${label}" name="leave-out" value="${label}" autocomplete="off"${chosen}> <label for="${label}">${said}</label></div>\n`
	})
	return markup`<h2>${tell.whoTitle}</h2>
<p>${sayCount(tell.who, readers.length, language, { name: isolated(roster.card.name), roles })} ${roster.recovery === null ? '' : tell.whoSpareKey} ${plain.locked}</p>
<details${filled.leftOut.length === 0 ? NOTHING : markup` open`}><summary>${tell.leaveOutTitle}</summary>
<fieldset><legend class="hint">${tell.leaveOutHint}</legend>
${boxes}</fieldset></details>
<div class="note"><p>${tell.firstVisit}</p>
${roster.card.checkWordsAt === '' ? NOTHING : markup`<p>${say(tell.firstVisitWhere, { place: isolated(roster.card.checkWordsAt) })}</p>`}</div>`
}

function sayLabel(label: Label, count: number, language: Language, { return: words }: DoorWords): string {
	return sayCount(words.labels[label], count, language)
}

function mayKnow({ return: words }: DoorWords, filled: Filled): Markup {
	const choices = REACHES.map((reach) => {
		const chosen = filled.reach === reach ? markup` checked` : NOTHING
		return markup`<div class="choice">
<input type="radio" id="reach-${reach}" name="reach" value="${reach}" autocomplete="off" aria-describedby="reach-${reach}-means"${chosen}>
<div><label for="reach-${reach}">${words.reaches[reach].label}</label>
<p class="hint" id="reach-${reach}-means">${words.reaches[reach].means}</p></div>
</div>\n`
	})
	return markup`<fieldset><legend><h2>${words.mayKnowTitle}</h2></legend>
<p class="hint">${words.mayKnowHint}</p>
${choices}</fieldset>`
}
