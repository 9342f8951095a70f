import { callServer } from '#browser/desk/call-desk.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import type { HostReport } from '#contract/host-report.ts'

/** Asks the server to look at its machine now. @throws Refused, LineCut */
export function askHost({ desk, token }: OpenDesk): Promise<HostReport> {
	return callServer('host', null, { at: { desk }, token })
}
