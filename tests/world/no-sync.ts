// Loaded before a server to prove that the test of durability can fail: nothing is synced to disk any more.
import { DatabaseSync } from 'node:sqlite'

const exec = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'exec')?.value as (sql: string) => void
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
	exec.call(this, sql.replace('synchronous = FULL', 'synchronous = OFF'))
}
