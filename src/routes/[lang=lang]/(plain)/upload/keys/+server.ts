import { error } from '@sveltejs/kit'
import { publicInstance } from '#server/usecases/public-instance.ts'
import type { RequestHandler } from './$types'

/** The published keys of the team, one a line, as `age -R` reads them (age.1, "RECIPIENTS AND IDENTITIES"). */
export const GET: RequestHandler = async ({ platform }) => {
	const [team] = await publicInstance(platform).desks()
	if (team?.intake !== 'open') error(404)
	return new Response(team.recipients.map((recipient) => `${recipient}\n`).join(''), {
		headers: {
			'content-type': 'text/plain; charset=utf-8',
			'content-disposition': 'attachment; filename="keys.txt"',
			'cache-control': 'no-store',
		},
	})
}
