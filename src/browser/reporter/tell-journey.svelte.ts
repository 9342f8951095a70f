import type { StoryDraft } from '#browser/reporter/compose-story.ts'
import type * as Locking from '#browser/reporter/lock-story.ts'
import type { TeamFault } from '#browser/reporter/find-team.ts'
import { forgetKeys, holdKeys } from '#browser/reporter/held-keys.ts'
import { dayOf } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import type { Label } from '#domain/roster/roster.ts'
import { type Reason, REASONS } from '#domain/threads/records.ts'

export type LockState =
	| { is: 'arriving' }
	| { is: 'ready'; ready: Locking.ReadyLock }
	| { is: 'refused'; because: TeamFault | 'line' }

