import { paths } from '#components/paths.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'

const GUIDE = [paths.guide, paths.rights, paths.countries, paths.taking, paths.library] as const

/** Whether a page is one of the guide’s that are only read: such pages carry the search box and explain their words. */
export function isGuidePage(path: string, language: InterfaceLanguage): boolean {
	return GUIDE.map((page) => page(language)).some((page) => path === page || path.startsWith(`${page}/`))
}
