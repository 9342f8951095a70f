import type { Measurement } from './figure.ts'
import { pages } from './pages.ts'
import { tell } from './tell.ts'
import { throughput } from './throughput.ts'

export const MEASUREMENTS: readonly Measurement[] = [pages, tell, throughput]
