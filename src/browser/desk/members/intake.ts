import { type Roster, triageMembers } from '#domain/roster/roster.ts'

/** How far the two ways to open the intake have come; `isReadyForIntake` decides. */
export type IntakeProgress = {
	/** Members who open messages and have tried their sheet. */
	sheetsTried: number
	recoveryTried: boolean
}

export function intakeProgress(roster: Roster): IntakeProgress {
	return {
		sheetsTried: triageMembers(roster).filter(({ id }) => roster.sheetsTried.includes(id)).length,
		recoveryTried: roster.recovery?.tried === true,
	}
}
