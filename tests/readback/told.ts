import { today } from '#browser/today.ts'
import type { Card } from '#domain/roster/roster.ts'

export const READBACK_LANGUAGES = ['en', 'fr', 'ar'] as const
export type ReadbackLanguage = (typeof READBACK_LANGUAGES)[number]

/** The team the readers are shown: in a country that does not exist. */
export const READBACK_CARD: Card = {
	name: 'Arcadia Rights Network',
	kind: 'civil-society',
	languages: ['en', 'fr', 'ar'],
	days: ['mon', 'tue', 'wed', 'thu', 'fri'],
	answerWithinDays: 2,
	checkWordsAt: '12 Kessa Street, Port Amal',
	words: [
		{
			language: 'en',
			can: ['advise you', 'write to UN experts, if you say yes'],
			cannot: ['pay for a lawyer or a journey'],
			obliged: 'A judge of Arcadia can order us to hand over papers. We write down no names.',
		},
		{
			language: 'fr',
			can: ['vous conseiller', 'écrire aux experts de l’ONU, si vous dites oui'],
			cannot: ['payer un avocat ou un voyage'],
			obliged: 'Un juge d’Arcadie peut nous ordonner de remettre des papiers. Nous n’écrivons aucun nom.',
		},
		{
			language: 'ar',
			can: ['تقديم المشورة لك', 'الكتابة إلى خبراء الأمم المتحدة إن وافقت'],
			cannot: ['دفع أجرة محامٍ أو سفر'],
			obliged: 'يستطيع قاضٍ في أركاديا أن يأمرنا بتسليم أوراق. نحن لا نكتب أي أسماء.',
		},
	],
	contacts: [
		{
			name: 'Port Amal Lawyers',
			reach: '+999 55 0142',
			languages: ['en', 'fr', 'ar'],
			days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
			hours: null,
			confirmed: today(),
		},
	],
}

type Told = {
	/** As the questions stand under it in docs/readback.md. */
	heading: string
	story: string
	answer: string
	nextStep: string
}

export const TOLD: Record<ReadbackLanguage, Told> = {
	en: {
		heading: 'English',
		story: 'Two men came to our house after I spoke at the meeting about the Kessa mine.',
		answer: 'Thank you for writing. Are you in a place where you can stay this week?',
		nextStep: 'Two of us read your message and write to you.',
	},
	fr: {
		heading: 'français',
		story: 'Deux hommes sont venus chez nous après ma prise de parole sur la mine de Kessa.',
		answer: 'Merci d’avoir écrit. Êtes-vous dans un lieu où vous pouvez rester cette semaine ?',
		nextStep: 'Deux d’entre nous lisent votre message et vous écrivent.',
	},
	ar: {
		heading: 'العربية',
		story: 'جاء رجلان إلى بيتنا بعد أن تحدثت في الاجتماع عن منجم كيسا.',
		answer: 'شكرًا لأنك كتبت. هل أنت في مكان تستطيع البقاء فيه هذا الأسبوع؟',
		nextStep: 'يقرأ اثنان منا رسالتك ويكتبان إليك.',
	},
}
