import { type DefaultTreeAdapterMap, defaultTreeAdapter as tree, parse } from 'parse5'
import type { TreatyStatus } from '#contract/ratifications/compare.ts'
import { type Day, isDay } from '#domain/days.ts'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

/** A saved page that is no status page of the treaty collection, or one in another language than English. */
export class NoStatusPage extends Error {
	override name = 'NoStatusPage'
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Reads the table of participants of a saved page (treaties.un.org, ViewDetails, in English). Declarations and
 * reservations below it are prose and are not read.
 * @throws NoStatusPage
 */
export function readStatusPage(html: string): TreatyStatus {
	const page = parse(html)
	const said = textOf(page)
	const treaty = /mtdsg_no=([IVX]+-\d+(?:-[a-z])?)/u.exec(html)?.[1]
	const [, day = '', month = '', year = ''] = /STATUS AS AT\s*:?\s*(\d\d)-(\d\d)-(\d{4})/u.exec(said) ?? []
	const asOf = `${year}-${month}-${day}`
	if (treaty === undefined) throw new NoStatusPage('the page does not say which treaty it is of')
	if (!isDay(asOf)) throw new NoStatusPage('the page does not say "STATUS AS AT" which day')
	const parties = /Parties\s*:\s*(\d+)/u.exec(said)?.[1]
	return { treaty, asOf, parties: parties === undefined ? null : Number(parties), rows: rowsOf(page) }
}

function rowsOf(page: Node): TreatyStatus['rows'] {
	for (const table of elementsIn(page, 'table')) {
		const rows = elementsIn(table, 'tr').map((row) =>
			[...elementsIn(row, 'td'), ...elementsIn(row, 'th')].map((cell) =>
				textOf(cell).replace(/\s+/gu, ' ').trim(),
			),
		)
		const [head = [], ...body] = rows
		const at = head.findIndex((title) => /Ratification|Accession/u.test(title))
		if (head[0] === 'Participant' && at > 0)
			return body.map((cells) => ({ participant: cells[0] ?? '', bound: boundOn(cells[at] ?? '') }))
	}
	return []
}

/** `4 Oct 2007 a`: the letter tells the kind of act. An act in brackets was taken back. */
function boundOn(cell: string): Day | null {
	const acts = Array.from(cell.replace(/\[[^\]]*\]/gu, '').matchAll(/(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})/gu))
	const [, day = '', month = '', year = ''] = acts.at(-1) ?? []
	const text = `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
	return isDay(text) ? text : null
}

function elementsIn(node: Node, name: string): Element[] {
	return 'childNodes' in node
		? node.childNodes.flatMap((child) => [
				...(tree.isElementNode(child) && child.tagName === name ? [child] : []),
				...elementsIn(child, name),
			])
		: []
}

/** What is read, without numbers of footnotes and without programs. */
function textOf(node: Node): string {
	if (tree.isTextNode(node)) return node.value
	if (!('childNodes' in node)) return ''
	if (tree.isElementNode(node) && ['sup', 'script', 'style'].includes(node.tagName)) return ''
	return node.childNodes.map(textOf).join('')
}
