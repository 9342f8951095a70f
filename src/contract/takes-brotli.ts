/** Whether who asks unpacks brotli. @param accepted the header `accept-encoding` (RFC 9110, 12.5.3), if it came */
export function takesBrotli(accepted: string | null | undefined): boolean {
	return /\bbr\b/.test(accepted ?? '')
}
