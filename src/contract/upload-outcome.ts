/** What became of a file somebody brought by the form. Each has a sentence in every language. */
export const UPLOAD_OUTCOMES = [
	/** A carried message is stored; the person can come back with their words. */
	'stored',
	/** A file locked with the `age` command is stored; there is no way back. */
	'stored-bare',
	'no-file',
	/** Neither a carried message nor an age file. */
	'not-locked',
	/** An age file that none of the published keys opens. */
	'locked-otherwise',
	'too-large',
	/** It is locked for a team that is not here. */
	'other-team',
	'closed',
	'full',
	/** Another message stands under the same return words. */
	'taken',
	'broken',
] as const
export type UploadOutcome = (typeof UPLOAD_OUTCOMES)[number]
