import type { Route } from '#server/api/route.ts'

export type Match = { route: Route; parameters: Map<string, string> }

type Compiled = { route: Route; segments: string[] }

/** Finds the route of a method and a path. Paths are compared segment by segment; `{name}` takes any one segment. */
export function pathMatcher(
	routes: readonly Route[],
): (method: string | undefined, path: string) => Match | null {
	const table = Map.groupBy(
		routes.map((route): Compiled => ({ route, segments: route.endpoint.path.split('/') })),
		({ route, segments }) => `${route.endpoint.method} ${segments.length}`,
	)
	return (method, path) => {
		const segments = path.split('/')
		for (const compiled of table.get(`${String(method)} ${segments.length}`) ?? []) {
			const parameters = parametersOf(compiled.segments, segments)
			if (parameters !== null) return { route: compiled.route, parameters }
		}
		return null
	}
}

function parametersOf(pattern: readonly string[], segments: readonly string[]): Map<string, string> | null {
	const parameters = new Map<string, string>()
	for (const [at, wanted] of pattern.entries()) {
		const given = segments[at]
		if (given === undefined) return null
		if (wanted.startsWith('{')) parameters.set(wanted.slice(1, -1), given)
		else if (wanted !== given) return null
	}
	return parameters
}
