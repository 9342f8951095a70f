// Sends notices in a process tests may kill. Arguments: its data folder, the address of a mail server, and minutes by
// which its clock is ahead. It prints a line when it looks for the first time.
import { carriersOf } from '#server/jobs/carriers.ts'
import { repeat } from '#server/jobs/repeat.ts'
import { tellMembers } from '#server/jobs/tell-members.ts'
import { openInstance } from '#server/usecases/open-instance.ts'

const [, , dataDir = '', url = '', ahead = '0'] = process.argv
const mail = { url, from: 'reminders@lantern.example' }
const instance = await openInstance({
	dataDir,
	databaseUrl: null,
	space: 1e12,
	demo: false,
	mail,
	now: () => new Date(Date.now() + Number(ahead) * 60_000),
})
process.stdout.write('looking\n')
const carriers = carriersOf({ mail, innerWebhooks: false })
repeat([{ ...tellMembers(instance, carriers), pause: 50 }], (fault) => process.stderr.write(`${fault}\n`))
