/** The bytes break the rules of their own format: cut short, contradictory, or built to exhaust a reader. */
export class DamagedFile extends Error {
	override name = 'DamagedFile'
}
