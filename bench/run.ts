// Measures the figures the project promises, prints one table and writes bench/results/latest.json.
// `npm run bench` runs all, `npm run bench -- <id> …` some.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import type { Figure } from './figure.ts'
import { MEASUREMENTS } from './measurements.ts'

const wanted = process.argv.slice(2)
const chosen = MEASUREMENTS.filter(({ ids }) => wanted.length === 0 || ids.some((id) => wanted.includes(id)))
if (chosen.length === 0) {
	console.error(`Nothing is called that. Figures: ${MEASUREMENTS.flatMap(({ ids }) => ids).join(', ')}`)
	process.exit(2)
}

const figures: Figure[] = []
for (const { ids, measure } of chosen) {
	process.stderr.write(`measuring ${ids.join(', ')} …\n`)
	figures.push(...(await measure()))
}

const machine = `${String(cpus().length)} x ${cpus()[0]?.model ?? 'unknown processor'}, ${String(Math.round(totalmem() / 2 ** 30))} GiB, Node ${process.version}`
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
print(figures)
console.log(`\n${machine}, commit ${commit}`)
if (wanted.length === 0) {
	mkdirSync('bench/results', { recursive: true })
	const records = figures.map(({ id, value, unit, goal, holds, against, ratio }) => ({
		id,
		value,
		unit,
		goal,
		holds,
		against,
		ratio,
	}))
	writeFileSync(
		'bench/results/latest.json',
		`${JSON.stringify({ machine, commit, figures: records }, null, '\t')}\n`,
	)
}

function print(measured: readonly Figure[]): void {
	const rows = measured.map(({ id, what, value, unit, goal, holds, ratio }) => [
		holds ? 'holds' : 'MISSES',
		id,
		`${value.toPrecision(4).replace(/\.?0+$/, '')} ${unit}${ratio === null ? '' : ` (ratio ${ratio.toFixed(2)})`}`,
		goal,
		what,
	])
	const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
	for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
}
