import { createContext } from 'svelte'
import type { KeyBoard } from '#browser/desk/key-board.svelte.ts'
import type { DeskSession } from '#browser/desk/session.svelte.ts'
import type { Language } from '#domain/languages.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

/** The public texts around a team's card. */
export type CardPages = {
	card: InterfaceWords['card']
	languages: InterfaceWords['languages']
	pages: Pick<InterfaceWords['pages'], 'team' | 'foot'>
}

/** What every part of the desk page needs: texts, language and the session. */
export type DeskPageContext = {
	language: Language
	session: DeskSession
	/** Single keys; a view adds its own with `keyBoard.add` in `onMount` and returns what that returns. */
	keyBoard: KeyBoard
	common: InterfaceWords['common']
	cardForm: InterfaceWords['card-form']
	/** What the public pages say about a team, in each language, for the preview. */
	cardWords: Readonly<Record<Language, CardPages>>
	closing: InterfaceWords['closing']
	desk: InterfaceWords['desk']
	ending: InterfaceWords['ending']
	host: InterfaceWords['host']
	inbox: InterfaceWords['inbox']
	letters: InterfaceWords['letters']['entry']
	notices: InterfaceWords['notices']
	/** Sentences about what happens next, in each language a person may write in. */
	readySteps: Readonly<Record<Language, readonly string[]>>
	setup: InterfaceWords['setup']
	team: InterfaceWords['team']
	translation: InterfaceWords['translation']
	refusals: InterfaceWords['refusals']
}

export const [deskPage, setDeskPage] = createContext<DeskPageContext>()
