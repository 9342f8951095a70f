/** Where a thread stands, in words the person sees. The order is the order shown. */
export const STAGES = ['received', 'reading', 'checking', 'acting', 'waiting', 'closed'] as const
export type Stage = (typeof STAGES)[number]
