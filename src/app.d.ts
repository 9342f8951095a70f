import type { KeptPage, PublicInstance } from '#contract/public-instance.ts'
import type { UploadOutcome } from '#contract/upload-outcome.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'

declare global {
	namespace App {
		interface Platform {
			req: {
				safeconduct?: PublicInstance
				uploaded?: UploadOutcome
				/** Keeps the page this request is answered with, which is the same for everybody. */
				keep?: (page: KeptPage) => void
			}
		}
		interface Error {
			/** Set by the server, so that an error page speaks the language of the person; absent in a browser. */
			page?: {
				language: InterfaceLanguage
				common: InterfaceWords['common']
				words: InterfaceWords['pages']['errors']
			}
		}
		interface PageState {
			/** Which screen of the story page is asked for; the address stays the same. */
			screen?: 'words' | 'check'
		}
	}
}
export {}
