export const prerender = true
export const entries = () => ['en','fr'].map((lang) => ({ lang }))
