// A plain server of files, for comparison: it reads the file it is asked for and sends it. Its one argument is a folder;
// it says its port on standard output.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'

const folder = process.argv[2] ?? '.'

const server = createServer((request, response) => {
	const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
	readFile(join(folder, `${path}.html.br`)).then(
		(bytes) => {
			response
				.writeHead(200, {
					'content-type': 'text/html; charset=utf-8',
					'content-encoding': 'br',
					'content-length': bytes.length,
				})
				.end(bytes)
		},
		() => response.writeHead(404, { 'content-length': 0 }).end(),
	)
})
server.listen(0, '127.0.0.1', () => {
	const address = server.address()
	if (address !== null && typeof address === 'object') console.log(address.port)
})
