import { countByLabel } from '#browser/reporter/compose-story.ts'
import type { Team } from '#browser/reporter/find-team.ts'
import { today } from '#browser/today.ts'
import { paths } from '#components/paths.ts'
import { isolated, say, sayCount, sayDay, sayLanguage, sayList } from '#components/say.ts'
import { sayReadingDays } from '#components/say-reading-days.ts'
import { cardMore } from '#door/card-more.ts'
import { markup, type Markup, NOTHING } from '#door/markup.ts'
import { otherTab, type Visit } from '#door/page-frame.ts'
import { type Filled, leaveOutValue, leftOutAt } from '#door/read-form.ts'
import { type Card, type Label, type Roster, triageMembers } from '#domain/roster/roster.ts'

/** What a page shows of a team. */
export type ShownTeam = Pick<Team, 'desk' | 'demo' | 'attendance' | 'lastRead' | 'calls'> & {
	roster: Pick<Roster, 'card' | 'members' | 'recovery'>
}

/** What a team says of itself, from the signed list that was checked here. */
export function teamCard({ language, words }: Visit, { roster }: ShownTeam): Markup {
	const { card } = roster
	const { team } = words.pages
	const people = sayCount(team.people, triageMembers(roster).length, language, { name: isolated(card.name) })
	return markup`<div class="card">
<p><strong>${people}</strong> ${words.card.kinds[card.kind]} ${card.kind === 'un-office' ? NOTHING : markup`<strong>${words.common.notUn}</strong>`}</p>
<p>${sayReadingDays(card, language, team)} ${sayCount(team.answerWithin, card.answerWithinDays, language)}</p>
<details><summary>${words.card.more}</summary>
${cardMore(card, language, words.card)}</details>
</div>`
}

/**
 * Who gets a key, and what can be asked of this team alone.
 * @param at place of the team on the page, from 0
 */
export function whoReads(visit: Visit, team: ShownTeam, at: number, filled: Filled): Markup {
	const { language, words } = visit
	const { tell, plain } = words
	const { roster, desk } = team
	const readers = triageMembers(roster)
	const labels = countByLabel(readers).map(({ label, count }) => ({
		label,
		said: sayCount(words.return.labels[label], count, language),
	}))
	const roles = sayList(
		labels.map(({ said }) => said),
		language,
	)
	return markup`<p>${sayCount(tell.who, readers.length, language, { name: isolated(roster.card.name), roles })} ${roster.recovery === null ? '' : tell.whoSpareKey} ${plain.locked}</p>
${otherLanguages(visit, roster.card)}
<p class="quiet">${lastLook(visit, team)}</p>
${lateNote(visit, team)}
${team.calls ? urgentTick(visit, desk, at, filled) : NOTHING}
${leaveOut(visit, { desk, at, labels }, leftOutAt(filled, desk))}`
}

/** What no page can know by itself, and where each team's check words are printed. */
export function firstVisit(visit: Visit, teams: readonly ShownTeam[]): Markup {
	const { language, words } = visit
	const places = teams.map(({ roster: { card } }) => {
		const where = say(words.tell.firstVisitWhere, { place: isolated(card.checkWordsAt) })
		const name = teams.length === 1 ? NOTHING : markup`<bdi>${card.name}</bdi>: `
		return card.checkWordsAt === '' ? NOTHING : markup`<p>${name}${where}</p>\n`
	})
	return markup`<div class="note"><p>${words.tell.firstVisit}</p>
${places}<p>${otherTab(visit, paths.realSite(language), words.tell.firstVisitHow)}</p></div>`
}

function otherLanguages({ language, words }: Visit, card: Card): Markup {
	if (card.languages.some((known) => known === language)) return NOTHING
	const known = card.languages.map((one) => sayLanguage(one, language))
	return markup`<p>${say(words.pages.team.reads, { languages: sayList(known, language) })} ${say(words.languages.notAmongThem, { language: sayLanguage(language, language) })}</p>`
}

function lastLook({ language, words }: Visit, { lastRead }: ShownTeam): string {
	const { foot } = words.pages
	if (lastRead === null) return foot.lastReadNever
	return lastRead === today() ? foot.lastReadToday : say(foot.lastRead, { day: sayDay(lastRead, language) })
}

/** A team that is absent takes nothing new and is not on this page. */
function lateNote(visit: Visit, { attendance }: ShownTeam): Markup {
	if (attendance.is === 'kept') return NOTHING
	const { language, words } = visit
	const { late, lateMeans, actToday } = words.attendance
	return markup`<div class="note caution">
<p><strong>${say(late, { day: sayDay(attendance.since, language) })}</strong> ${lateMeans}</p>
<p>${otherTab(visit, paths.danger(language), actToday)}</p></div>`
}

/** Offered only where somebody would be called. */
function urgentTick({ words: { attendance } }: Visit, desk: string, at: number, filled: Filled): Markup {
	const chosen = filled.urgentAt.includes(desk) ? markup` checked` : NOTHING
	return markup`<div class="choice"><input type="checkbox" id="urgent-${at}" name="urgent" value="${desk}" autocomplete="off" aria-describedby="urgent-${at}-means"${chosen}>
<div><label for="urgent-${at}">${attendance.urgent}</label>
<p class="hint" id="urgent-${at}-means">${attendance.urgentMeans} ${attendance.urgentSeen}</p></div></div>`
}

function leaveOut(
	{ words: { tell } }: Visit,
	{ desk, at, labels }: { desk: string; at: number; labels: readonly { label: Label; said: string }[] },
	leftOut: readonly Label[],
): Markup {
	const boxes = labels.map(({ label, said }) => {
		const id = `leave-out-${String(at)}-${label}`
		const chosen = leftOut.includes(label) ? markup` checked` : NOTHING
		return markup`<div class="choice"><input type="checkbox" id="${id}" name="leave-out" value="${leaveOutValue(desk, label)}" autocomplete="off"${chosen}> <label for="${id}">${said}</label></div>\n`
	})
	return markup`<details${leftOut.length === 0 ? NOTHING : markup` open`}><summary>${tell.leaveOutTitle}</summary>
<fieldset><legend class="hint">${tell.leaveOutHint}</legend>
${boxes}</fieldset></details>`
}
