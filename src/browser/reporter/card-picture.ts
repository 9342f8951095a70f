import { decodeQR } from 'qr/decode.js'

/**
 * The text of a QR code (ISO/IEC 18004) among these pixels.
 * @param patience milliseconds to spend on a picture that is not clear
 * @returns null when there is none that can be read
 */
export function readSquare(pixels: ImageData, patience: number): string | null {
	try {
		return decodeQR(pixels, { timeLimit: patience })
	} catch (error) {
		// The decoder says with a plain Error that it found nothing, and with its own kinds that it was called wrongly.
		if (error instanceof Error && !(error instanceof TypeError) && !(error instanceof RangeError)) return null
		throw error
	}
}
