declare module 'virtual:finder-script' {
	/** Where the script of the finder lies; the address names its bytes. */
	export const finderScript: string
}
