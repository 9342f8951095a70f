import type { DeviceStore } from '#browser/desk/kept/device-store.ts'

/** A member's device without a browser. `records`: what whoever takes it finds. */
export function newDevice(): DeviceStore & { records: Map<string, Uint8Array> } {
	const records = new Map<string, Uint8Array>()
	return {
		records,
		readAll: (prefix) =>
			Promise.resolve([...records].filter(([name]) => name.startsWith(prefix)).map(([, record]) => record)),
		put: (name, record) => {
			records.set(name, record)
			return Promise.resolve()
		},
		remove: (names) => {
			for (const name of names) records.delete(name)
			return Promise.resolve()
		},
		clear: () => {
			records.clear()
			return Promise.resolve()
		},
	}
}
