/** Dates as phones, cameras and messengers write them into names: 2024-05-12, 20240512_143211, 2024.05.12 at 14.32.11. */
const DATE = /(?:19|20)\d\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])(?!\d{3})/
const TIME = /^(?:[-_. T]| at )?([01]\d|2[0-3])[-_.:h]?[0-5]\d(?:[-_.:m]?[0-5]\d)?/
/** The running number of a camera or phone: two files of one device can be told to belong together. */
const COUNTER = /^(?:IMG|DSC|DSCN|DSCF|PXL|MVI|VID|P|GOPR|GX|MOV|SAM)[-_ ]?E?\d{3,}/i
const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{1,63}/
const LONGEST_NAME = 255

/** What a file's name tells on its own: a moment, a device's counting, an address. In that order, the first found. */
export function tellingPart(name: string): string | undefined {
	const short = name.slice(0, LONGEST_NAME)
	const date = DATE.exec(short)
	if (date) {
		const time = TIME.exec(short.slice(date.index + date[0].length))
		return date[0] + (time?.[0] ?? '')
	}
	return ADDRESS.exec(short)?.[0] ?? COUNTER.exec(short)?.[0]
}
