import * as v from 'valibot'
import { REFUSALS } from '#contract/refusals.ts'

/** Body of every answer that is not a success. */
export const refusalBody = v.object({ because: v.picklist(REFUSALS), detail: v.optional(v.string()) })
