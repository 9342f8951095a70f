import { defineParams } from '@sveltejs/kit/params'
export const params = defineParams({
	lang: (p: string) => (['en', 'fr'].includes(p) ? (p as 'en' | 'fr') : undefined),
})
