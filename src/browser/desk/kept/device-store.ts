/** What a device keeps: locked records by name. Of a name nobody can tell a thread or a person. */
export type DeviceStore = {
	/** Every record whose name begins so. */
	readAll: (prefix: string) => Promise<Uint8Array[]>
	put: (name: string, record: Uint8Array) => Promise<void>
	remove: (names: readonly string[]) => Promise<void>
	/** Everything, of every member who used this device. */
	clear: () => Promise<void>
}

/** The browser gives no storage: private windows, or a full disk. The team can work without. */
export class DeviceKeepsNothing extends Error {
	override name = 'DeviceKeepsNothing'
}

const STORE = 'kept'

/** The browser's own database, for the address of the team's pages alone. */
export function browserStore(): DeviceStore {
	let opened: Promise<IDBDatabase> | null = null
	const run = async <Value>(
		mode: IDBTransactionMode,
		work: (records: IDBObjectStore) => IDBRequest<Value>,
	): Promise<Value> => {
		opened ??= openDatabase()
		const transaction = (await opened).transaction(STORE, mode)
		const request = work(transaction.objectStore(STORE))
		await settled(transaction)
		return request.result
	}
	return {
		readAll: async (prefix) => {
			const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
			const records: unknown[] = await run('readonly', (store) => store.getAll(range))
			return records.filter((record) => record instanceof Uint8Array)
		},
		put: async (name, record) => {
			await run('readwrite', (store) => store.put(record, name))
		},
		remove: async (names) => {
			for (const name of names) await run('readwrite', (store) => store.delete(name))
		},
		clear: () => run('readwrite', (store) => store.clear()),
	}
}

function openDatabase(): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open('desk', 1)
		request.addEventListener('upgradeneeded', () => {
			request.result.createObjectStore(STORE)
		})
		request.addEventListener('success', () => {
			resolve(request.result)
		})
		request.addEventListener('error', () => {
			reject(new DeviceKeepsNothing(String(request.error?.name)))
		})
	})
}

function settled(transaction: IDBTransaction): Promise<void> {
	return new Promise((resolve, reject) => {
		transaction.addEventListener('complete', () => {
			resolve()
		})
		transaction.addEventListener('abort', () => {
			reject(new DeviceKeepsNothing(String(transaction.error?.name)))
		})
	})
}
