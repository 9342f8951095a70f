export const RHYTHMS = ['soon', 'daily'] as const
/** `soon`: within 15 minutes of what came. `daily`: once a day at a fixed minute, whether something came or not. */
export type Rhythm = (typeof RHYTHMS)[number]

export const NOTICE_WAYS = ['mail', 'webhook'] as const
/** How a member is reached. */
export type NoticeWay = (typeof NOTICE_WAYS)[number]

export const MINUTES_A_DAY = 1440

/** A span of every day in minutes after midnight UTC; `from` after `to` reaches over midnight. */
export type QuietHours = { from: number; to: number }

/** How a team wants its members to learn that something came. */
export type NoticeRule = {
	rhythm: Rhythm
	/** Minute of the day, UTC, of the daily notice. */
	dailyMinute: number
	/** Hours in which nobody of the team gets a notice of the rhythm `soon`. */
	quiet: QuietHours | null
	/** Ids of the members who are called when somebody may be hurt or taken. */
	duty: readonly string[]
}

/** What holds until a team decides otherwise. */
export const FIRST_RULE: NoticeRule = { rhythm: 'soon', dailyMinute: 540, quiet: null, duty: [] }

/** Whether a minute of the day lies in the span. A span that ends where it begins is the whole day. */
export function isQuiet(quiet: QuietHours | null, minute: number): boolean {
	if (quiet === null) return false
	const { from, to } = quiet
	return from < to ? minute >= from && minute < to : minute >= from || minute < to
}

/**
 * Who is called, of those who can be reached: the members on duty. Where nobody on duty can be reached, everybody is
 * called who can.
 */
export function whomToCall<Reached extends { member: string }>(
	{ duty }: Pick<NoticeRule, 'duty'>,
	reached: readonly Reached[],
): readonly Reached[] {
	const onDuty = reached.filter(({ member }) => duty.includes(member))
	return onDuty.length > 0 ? onDuty : reached
}
