import { encodeQR } from 'qr'

/** An address as a QR code (ISO/IEC 18004), as a picture that needs no SVG: two points for each of its squares. */
export function codeOf(address: string): Response {
	const gif = encodeQR(address, 'gif', { ecc: 'medium', scale: 2, border: 4 })
	return new Response(gif, {
		headers: { 'content-type': 'image/gif', 'cache-control': 'public, max-age=86400' },
	})
}
