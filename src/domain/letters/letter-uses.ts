import { type Consent, handingOn, type Permission, permissions } from '#domain/consent/consent.ts'
import { isAnswered, type LetterAnswers, type LetterKind } from '#domain/letters/letter-items.ts'

/** What sending a letter would do with what a person told. */
export type LetterUse =
	Extract<Permission, 'tell-experts-unnamed' | 'tell-experts-named' | 'contact-government'> | 'tell-company'

/** `asking`: only after the person was asked about this letter and said yes. */
export type Standing = 'may' | 'asking' | 'may-not'

export type JudgedUse = { use: LetterUse; standing: Standing }

/** What this letter would do, and whether what the person chose allows it. */
export function judgeUses(kind: LetterKind, answers: LetterAnswers, consent: Consent): JudgedUse[] {
	return usesOf(kind, answers).map((use) => ({ use, standing: standingOf(use, consent) }))
}

/**
 * Whether the text may say that it can leave the team. A yes to this one letter stands for whatever was not chosen
 * before, except where the person chose that nobody but the team learns of it: they have to choose anew first.
 */
export function mayLeave(uses: readonly JudgedUse[], consent: Consent, saidYes: boolean): boolean {
	return uses.every(({ standing }) => standing === 'may') || (saidYes && handingOn(consent) !== 'may-not')
}

function usesOf(kind: LetterKind, answers: LetterAnswers): LetterUse[] {
	const experts: LetterUse = isAnswered('person', answers) ? 'tell-experts-named' : 'tell-experts-unnamed'
	switch (kind) {
		case 'company':
			return ['tell-company']
		// The State is sent the request, and a complaint with the name.
		case 'precautionary':
		case 'committee':
			return [experts, 'contact-government']
		case 'special-procedures':
		case 'reprisals':
		case 'business-group':
			return answers.choices.stateName === 'yes' ? [experts, 'contact-government'] : [experts]
	}
}

function standingOf(use: LetterUse, consent: Consent): Standing {
	if (use === 'tell-company') return handingOn(consent)
	const { may, asking } = permissions(consent)
	if (may.includes(use)) return 'may'
	return asking.includes(use) ? 'asking' : 'may-not'
}
