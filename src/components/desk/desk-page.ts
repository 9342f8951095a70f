import { createContext } from 'svelte'
import type { KeyBoard } from '#browser/desk/key-board.svelte.ts'
import type { DeskSession } from '#browser/desk/session.svelte.ts'
import type { Language } from '#domain/languages.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

/** What every part of the desk page needs: texts, language and the session. */
export type DeskPageContext = {
	language: Language
	session: DeskSession
	/** Single keys; a view adds its own with `keyBoard.add` in `onMount` and returns what that returns. */
	keyBoard: KeyBoard
	common: InterfaceWords['common']
	desk: InterfaceWords['desk']
	host: InterfaceWords['host']
	inbox: InterfaceWords['inbox']
	/** Sentences about what happens next, in each language a person may write in. */
	readySteps: Readonly<Record<Language, readonly string[]>>
	setup: InterfaceWords['setup']
	team: InterfaceWords['team']
	refusals: InterfaceWords['refusals']
}

export const [deskPage, setDeskPage] = createContext<DeskPageContext>()
