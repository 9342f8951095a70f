import type { Gates, Procedure } from '#domain/finder/facts.ts'

/** What a State has to accept before a mechanism is open for it. */
export function procedureOf({ accepts, acceptsTerritoryOrNationality }: Gates): Procedure | undefined {
	return accepts ?? acceptsTerritoryOrNationality
}
