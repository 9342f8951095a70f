import { LineCut, Refused } from '#browser/call-server.ts'
import { CurrentThread } from '#browser/desk/inbox/current-thread.svelte.ts'
import type { Inbox } from '#browser/desk/inbox/inbox.svelte.ts'
import { RosterBehind } from '#browser/desk/inbox/sync.ts'

/**
 * Once per unlock: leaves answers again whose way to the mailbox was cut off, whoever wrote them. What cannot be left
 * now is tried again at the next unlock.
 */
export async function leaveCutOffAnswers(inbox: Inbox): Promise<void> {
	await inbox.look()
	const cutOff = inbox.digests.filter(({ notLeft, standing }) => notLeft && standing !== 'lost')
	for (const { thread } of cutOff) {
		try {
			await new CurrentThread(thread, inbox).leaveWhatWasCutOff()
		} catch (error) {
			if (!(error instanceof LineCut || error instanceof Refused || error instanceof RosterBehind))
				throw error
		}
	}
}
