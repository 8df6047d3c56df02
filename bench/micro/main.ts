/**
 * `npm run bench -- [suite …] [--list] [--full] [--anyway] [--out FILE] [--against FOLDER [--pairs N]]`: how fast Switchyard is on this machine.
 *
 * CPU time, not wall time; rivals are measured in the same run; every sample is kept with --out. A loaded machine invents
 * differences, so the benchmarks refuse to start on one unless told to.
 */
import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { version } from '../run/package.ts'
import { type Measurement, reaches, wantsMore } from './measurement.ts'
import { measurePairs } from './pairs.ts'
import { type Suite, suites } from './suites.ts'

const USAGE = `Usage: npm run bench -- [suite …] [--list] [--full] [--anyway] [--out FILE] [--against FOLDER [--pairs N]]

  --list      what the suites measure
  --full      also what takes longer than a minute
  --anyway    measure although the machine is busy
  --out FILE  keep every sample, as JSON
  --against FOLDER
              compare with another build, such as a git worktree of an earlier commit, in turn
  --pairs N   so many times each (default: 15)

Suites: ${suites.map(({ name }) => name).join(', ')}
`

interface Environment {
  readonly switchyard: string
  readonly node: string
  readonly cpu: string
  readonly cores: number
  readonly load: number
}

function environment(): Environment {
  const cores = cpus()
  return {
    switchyard: version,
    node: process.version,
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    load: Math.round(loadavg()[0]! * 100) / 100,
  }
}

function line(measurement: Measurement, all: readonly Measurement[]): string {
  const { name, value, unit, target, rival } = measurement
  const reached = reaches(measurement)
  const sign = wantsMore(measurement) ? '≥' : '≤'
  const goal = target === undefined ? '' : `${sign} ${target}`.padStart(8)
  const verdict = reached === null ? '' : reached ? 'reached' : 'missed'
  const other = all.find(each => each.name === rival)
  // How many times as fast, whether the figure is a rate or a time.
  const times = other === undefined ? 0 : wantsMore(measurement) ? value / other.value : other.value / value
  const ratio = other === undefined ? '' : `${times.toFixed(1)} × ${rival!.split(',')[0]}`
  return `  ${name.padEnd(62)} ${figure(value).padStart(8)} ${unit.padEnd(8)} ${goal.padStart(8)}  ${verdict.padEnd(8)} ${ratio}`.trimEnd()
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

function chosen(names: readonly string[]): readonly Suite[] {
  const unknown = names.filter(name => !suites.some(suite => suite.name === name))
  if (unknown.length > 0) {
    throw new RangeError(
      `Found suite ${unknown.join(', ')}, expected ${suites.map(({ name }) => name).join(', ')}; see --list.`,
    )
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name))
}

/** Before anything is measured, which takes minutes. */
function checkWritable(file: string): void {
  try {
    writeFileSync(file, '', { flag: 'a' })
  } catch (error) {
    throw new RangeError(
      `--out ${file}: cannot be written (${(error as NodeJS.ErrnoException).code}), expected a file in a folder that there is.`,
    )
  }
}

/** The last of two values would count, and the first be ignored. */
function checkGivenOnce(
  tokens: readonly { kind: string; name?: string; value?: string | undefined }[],
): void {
  const given = new Map<string, Set<string>>()
  for (const { kind, name, value } of tokens)
    if (kind === 'option' && value !== undefined) given.set(name!, (given.get(name!) ?? new Set()).add(value))
  const faults = [...given].flatMap(([name, texts]) =>
    texts.size > 1 ? [`--${name}: found ${[...texts].join(' and ')}, expected one of them.`] : [],
  )
  if (faults.length > 0) throw new RangeError(faults.join('\n'))
}

async function main(): Promise<number> {
  const flag = { type: 'boolean', default: false } as const
  const { values, positionals, tokens } = parseArgs({
    allowPositionals: true,
    tokens: true,
    options: {
      list: flag,
      full: flag,
      anyway: flag,
      help: flag,
      out: { type: 'string' },
      against: { type: 'string' },
      pairs: { type: 'string', default: '15' },
    },
  })
  checkGivenOnce(tokens)
  if (values.help) {
    process.stdout.write(USAGE)
    return 0
  }
  if (values.list) {
    for (const { name, what } of suites) process.stdout.write(`${name.padEnd(11)}${what}\n`)
    return 0
  }
  const wanted = chosen(positionals)
  if (values.out !== undefined) checkWritable(values.out)
  if (values.against !== undefined) {
    const pairs = Number(values.pairs)
    if (!Number.isInteger(pairs) || pairs < 1)
      throw new RangeError(`--pairs ${values.pairs}: expected a whole number of at least 1.`)
    const told = measurePairs(values.against, pairs, positionals, values.full, done =>
      process.stderr.write(`${done} of ${pairs} pairs\n`),
    )
    process.stdout.write(
      `What each row costs here in multiples of its cost in ${values.against}, with intervals at 95 % over ${pairs} pairs.\n\n${told}`,
    )
    return 0
  }
  const where = environment()
  if (where.load > where.cores && !values.anyway) {
    throw new RangeError(
      `The machine is busy: load average ${where.load} on ${where.cores} cores. Wait, or add --anyway and trust only ratios.`,
    )
  }
  process.stdout.write(
    `Switchyard ${where.switchyard}, Node ${where.node}, ${where.cores} × ${where.cpu}, load average ${where.load}\nCPU time, medians.\n`,
  )
  const measured: Record<string, readonly Measurement[]> = {}
  for (const suite of wanted) {
    process.stdout.write(`\n${suite.name}: ${suite.what}\n`)
    const measurements = await suite.measure(values.full)
    measured[suite.name] = measurements
    for (const measurement of measurements) process.stdout.write(`${line(measurement, measurements)}\n`)
  }
  if (values.out !== undefined) {
    writeFileSync(values.out, `${JSON.stringify({ environment: where, measured }, null, 2)}\n`)
    process.stdout.write(`\nAll samples are in ${values.out}.\n`)
  }
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  const mistake = error instanceof RangeError || (error instanceof TypeError && 'code' in error)
  if (!mistake) throw error
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 2
}
