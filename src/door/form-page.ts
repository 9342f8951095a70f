import { paths } from '#components/paths.ts'
import type { DoorWords } from '#door/door-words.ts'
import { markup, type Markup, NOTHING } from '#door/markup.ts'
import { otherTab, pageFrame, type Visit } from '#door/page-frame.ts'
import { type Filled, UNTOUCHED } from '#door/read-form.ts'
import { firstVisit, type ShownTeam, teamCard, whoReads } from '#door/team-part.ts'
import { REACHES } from '#domain/consent/consent.ts'
import { REASONS } from '#domain/threads/records.ts'

/** The sentences that stand below the bar wherever these teams read. */
export function bandsOf(teams: readonly ShownTeam[], { common }: DoorWords): string[] {
	const isOutsideUn = teams.some(({ roster }) => roster.card.kind !== 'un-office')
	return [...(teams.some(({ demo }) => demo) ? [common.demo] : []), ...(isOutsideUn ? [common.notUn] : [])]
}

/**
 * The page with the box.
 * @param teams those that may be written to, at least one
 * @param filled what the person had written, when it could not be sent
 * @param error why it could not be sent; null when the page is asked for
 */
export function formPage(
	visit: Visit,
	teams: readonly ShownTeam[],
	filled: Filled = UNTOUCHED,
	error: string | null = null,
): Markup {
	const { language, words } = visit
	return pageFrame(
		visit,
		bandsOf(teams, words),
		markup`${error === null ? NOTHING : errorNote(error, words)}
${weakNote(visit)}
<form method="post" action="${paths.plain(language)}" accept-charset="utf-8" autocomplete="off">
${whomTo(visit, teams, filled)}
<h1><label for="story">${words.tell.storyTitle}</label></h1>
<p class="hint" id="story-hint">${words.tell.storyHint}</p>
<p><textarea id="story" name="text" rows="10" cols="60" dir="auto" autocomplete="off" spellcheck="false" translate="no" aria-describedby="story-hint"${error === null ? NOTHING : markup` aria-invalid="true"`}>
${filled.text}</textarea></p>
${reasonChoice(words, filled)}
<h2>${words.tell.whoTitle}</h2>
${teams.map((team, at) => markup`${nameAmong(teams, team)}${whoReads(visit, team, at, filled)}\n`)}
${firstVisit(visit, teams)}
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

function weakNote(visit: Visit): Markup {
	const { plain } = visit.words
	return markup`<div class="note danger">
<p><strong>${plain.weakTitle}</strong></p>
<p>${plain.weak} ${plain.weakWho}</p>
<p>${otherTab(visit, paths.tell(visit.language), plain.stronger)}</p>
</div>`
}

/**
 * The card of the only team, or a choice between the cards of several. The team is named in what is sent even when it
 * is the only one: another may read here by then.
 */
function whomTo(visit: Visit, teams: readonly ShownTeam[], filled: Filled): Markup {
	const { card } = visit.words
	const [first, second] = teams
	const isGone = filled.team !== null && teams.every(({ desk }) => desk !== filled.team)
	if (first !== undefined && second === undefined && !isGone)
		return markup`${teamCard(visit, first)}<input type="hidden" name="team" value="${first.desk}">`
	const choices = teams.map((team, at) => {
		const chosen = team.desk === filled.team ? markup` checked` : NOTHING
		return markup`<div class="choice"><input type="radio" id="team-${at}" name="team" value="${team.desk}" autocomplete="off" required${chosen}>
<div><label for="team-${at}"><bdi>${team.roster.card.name}</bdi></label>
${teamCard(visit, team)}</div></div>\n`
	})
	return markup`<fieldset><legend>${card.choose}</legend>
<p class="hint">${card.chooseHint}</p>
${choices}</fieldset>`
}

/** Where several teams read, what belongs to one stands under its name. */
function nameAmong({ length }: readonly ShownTeam[], { roster }: ShownTeam): Markup {
	return length === 1 ? NOTHING : markup`<h3><bdi>${roster.card.name}</bdi></h3>\n`
}

function reasonChoice({ tell, pages }: DoorWords, filled: Filled): Markup {
	const options = REASONS.map((reason) => {
		const chosen = filled.reason === reason ? markup` selected` : NOTHING
		return markup`<option value="${reason}"${chosen}>${pages.why.reasons[reason]}</option>\n`
	})
	return markup`<p><label for="reason">${tell.reasonLegend}</label>
<select id="reason" name="reason" autocomplete="off">
<option value="">${tell.reasonNone}</option>
${options}</select></p>`
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
