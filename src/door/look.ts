import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

// One process answers one request, so a page brings its look along. The policy allows these very bytes and no others.

const STYLES = [new URL('../components/look.css', import.meta.url), new URL('./door.css', import.meta.url)]

export const LOOK = STYLES.map((file) => readFileSync(file, 'utf8')).join('\n')

const LOOK_HASH = createHash('sha256').update(LOOK).digest('base64')

/** No script, no picture, no connection; a form goes nowhere but back here. `data:` is the empty icon. */
export const DOOR_POLICY = [
	"default-src 'none'",
	`style-src 'sha256-${LOOK_HASH}'`,
	'img-src data:',
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join('; ')
