import type { Kysely } from 'kysely'
import type { Tables } from '#server/storage/schema.ts'

export type Setting = { name: SettingName; value: string }
export type SettingName =
	| 'challenge-secret'
	| 'notice-instance'
	/** Hash of the mail server that took a mail from here (usecases/mail-taken.ts). */
	| 'mail-taken'
	| 'setup-token'
	/** The day before whose end no thread ends by itself, whatever a team's rule says. */
	| 'nothing-ends-before'

export async function putSetting(db: Kysely<Tables>, setting: Setting): Promise<void> {
	await db
		.insertInto('settings')
		.values(setting)
		.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: setting.value }))
		.execute()
}

/** Keeps the value that is already there. */
export async function putSettingOnce(db: Kysely<Tables>, setting: Setting): Promise<void> {
	await db
		.insertInto('settings')
		.values(setting)
		.onConflict((conflict) => conflict.column('name').doNothing())
		.execute()
}
