import type { Dissection } from './dissection.ts'
import type { PictureFormat } from './format.ts'
import { dissectGif } from './gif.ts'
import { dissectJpeg } from './jpeg.ts'
import { dissectPng } from './png.ts'
import type { Traces } from './traces.ts'
import { dissectWebp } from './webp.ts'

type Dissect = (bytes: Uint8Array, traces: Traces) => Dissection

const PICTURES: Readonly<Record<PictureFormat, Dissect>> = {
	jpeg: dissectJpeg,
	png: dissectPng,
	webp: dissectWebp,
	gif: dissectGif,
}

/** @throws DamagedFile */
export function dissectPicture(format: PictureFormat, bytes: Uint8Array, traces: Traces): Dissection {
	return PICTURES[format](bytes, traces)
}
