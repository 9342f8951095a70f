/** How sending ended: done; worth another try; or turned away for good. */
export type Outcome = 'sent' | 'later' | 'never'
