import { callsTo } from '#browser/call-server.ts'
import { ENDPOINTS } from '#contract/endpoints.ts'

// What members' pages call, beside what everybody may.
export const { callServer, sendFrames, fetchFrames, eachFrame, fetchBytes, sendBytes } = callsTo(ENDPOINTS)
