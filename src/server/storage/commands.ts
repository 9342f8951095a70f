import type { Kysely } from 'kysely'
import { addRosterEntry } from '#server/storage/commands/add-roster-entry.ts'
import { appendEntries } from '#server/storage/commands/append-entries.ts'
import { bringBackMessages } from '#server/storage/commands/bring-back-messages.ts'
import { destroyThreads } from '#server/storage/commands/destroy-threads.ts'
import { forgetCopies } from '#server/storage/commands/forget-copies.ts'
import { foundDesk } from '#server/storage/commands/found-desk.ts'
import { putInvitation, refuseJoin, storeJoin } from '#server/storage/commands/invitations.ts'
import { destroyLater, keepLater, noteVisit, sendLater } from '#server/storage/commands/later.ts'
import { noteReadDay } from '#server/storage/commands/note-read-day.ts'
import { putPasskey, removePasskey } from '#server/storage/commands/passkeys.ts'
import { claimJob, dropJob, endJob, postponeJob } from '#server/storage/commands/jobs.ts'
import { putNoticeRule, putNoticeWay, removeNoticeWay } from '#server/storage/commands/notice-ways.ts'
import { queueCalls, queueNotice } from '#server/storage/commands/queue-notices.ts'
import { endParcels, putParcel, removeParcel, returnParcel } from '#server/storage/commands/parcels.ts'
import { putDrawer } from '#server/storage/commands/put-drawer.ts'
import { putKeyring } from '#server/storage/commands/put-keyring.ts'
import { putNames } from '#server/storage/commands/put-names.ts'
import { putProposal } from '#server/storage/commands/put-proposal.ts'
import { putStatement } from '#server/storage/commands/put-statement.ts'
import { removeReadDeposits } from '#server/storage/commands/remove-read-deposits.ts'
import { retireMessages } from '#server/storage/commands/retire-messages.ts'
import { endSession, openSession } from '#server/storage/commands/sessions.ts'
import { putSetting, putSettingOnce } from '#server/storage/commands/settings.ts'
import { storeCopy } from '#server/storage/commands/store-copy.ts'
import { storeDeposit } from '#server/storage/commands/store-deposit.ts'
import { storeFirstMessage } from '#server/storage/commands/store-first-message.ts'
import { storeMessage } from '#server/storage/commands/store-message.ts'
import { storePart } from '#server/storage/commands/store-part.ts'
import { beginTravel, endTravel } from '#server/storage/commands/travel.ts'
import type { Tables } from '#server/storage/schema.ts'

// [Note: commands] Every write is one of these: a function of a transaction and a plain input. On SQLite it runs in
// the writer thread, on PostgreSQL in a transaction of its own; it is written once. What it throws undoes it.

export const COMMANDS = {
	addRosterEntry,
	appendEntries,
	beginTravel,
	bringBackMessages,
	claimJob,
	destroyLater,
	destroyThreads,
	dropJob,
	endJob,
	endParcels,
	endSession,
	endTravel,
	forgetCopies,
	foundDesk,
	keepLater,
	noteReadDay,
	noteVisit,
	openSession,
	postponeJob,
	putDrawer,
	putInvitation,
	putKeyring,
	putNames,
	putNoticeRule,
	putNoticeWay,
	putParcel,
	putPasskey,
	putProposal,
	putSetting,
	putSettingOnce,
	putStatement,
	queueCalls,
	queueNotice,
	refuseJoin,
	removeNoticeWay,
	removeParcel,
	removePasskey,
	removeReadDeposits,
	retireMessages,
	returnParcel,
	sendLater,
	storeCopy,
	storeDeposit,
	storeFirstMessage,
	storeJoin,
	storeMessage,
	storePart,
} as const

export type CommandName = keyof typeof COMMANDS
export type CommandInput<Name extends CommandName> = Parameters<(typeof COMMANDS)[Name]>[1]
export type CommandResult<Name extends CommandName> = Awaited<ReturnType<(typeof COMMANDS)[Name]>>

/** The table again, typed so that a name and its input stay together where both are variables. */
export const COMMAND_TABLE: {
	[Name in CommandName]: (db: Kysely<Tables>, input: CommandInput<Name>) => Promise<CommandResult<Name>>
} = COMMANDS

/** A command whose input the caller has already matched to its name. */
export type AnyCommand = (db: Kysely<Tables>, input: never) => Promise<unknown>
