/**
 * This build against another of the same suites, in turn: a busy machine slows both, and what differs is the code.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type MeanInterval, meanInterval } from '../../reports/statistics/mean-interval.ts'
import { packageRoot } from '../run/package.ts'
import { type Measurement, wantsMore } from './measurement.ts'

/** An interval that lies wholly above this, or below its inverse, is a difference. */
const NOTEWORTHY = 1.03

/** What one row costs here in multiples of what it costs there. */
export interface RowRatio {
  readonly suite: string
  readonly name: string
  readonly pairs: number
  /** The geometric mean, and its interval at 95 % by Student's t over the logarithms; NaN for a single pair. */
  readonly ratio: number
  readonly low: number
  readonly high: number
  readonly verdict: 'slower' | 'faster' | 'alike'
}

type Measured = Readonly<Record<string, readonly Measurement[]>>

/** One measuring of each build, the other's first. */
export type Pair = readonly [before: Measured, after: Measured]

/** Ratios of all rows that both builds have in every pair, but for exponents, which follow from others. */
export function rowRatios(pairs: readonly Pair[]): RowRatio[] {
  const [first] = pairs
  if (first === undefined) return []
  return Object.entries(first[1]).flatMap(([suite, rows]) =>
    ownNames(rows).flatMap((name, i) => {
      const { unit } = rows[i]!
      const logs = pairs.flatMap(pair => {
        const [before, after] = pair.map(side => rowOf(side[suite] ?? [], name))
        if (before === undefined || after === undefined) return []
        const cost = Math.log(after.value / before.value)
        return [wantsMore(after) ? -cost : cost]
      })
      if (unit === 'exponent' || logs.length < pairs.length) return []
      return [{ suite, name, pairs: logs.length, ...judged(meanInterval(logs)) }]
    }),
  )
}

const rowOf = (rows: readonly Measurement[], name: string) => rows[ownNames(rows).indexOf(name)]

/** Several rows have a part of one name, such as `  peak memory`: with the name of the row that it belongs to, each has its own. */
function ownNames(rows: readonly Measurement[]): string[] {
  let whole = ''
  return rows.map(({ name }) => {
    if (name.startsWith(' ')) return `${whole}: ${name.trim()}`
    whole = name
    return name
  })
}

function judged({ mean, low, high }: MeanInterval): Pick<RowRatio, 'ratio' | 'low' | 'high' | 'verdict'> {
  const limit = Math.log(NOTEWORTHY)
  const verdict = low > limit ? 'slower' : high < -limit ? 'faster' : 'alike'
  return { ratio: Math.exp(mean), low: Math.exp(low), high: Math.exp(high), verdict }
}

/** Runs the suites in the other folder and here, so many times in turn. Returns what to print. */
export function measurePairs(
  folder: string,
  pairs: number,
  suites: readonly string[],
  full: boolean,
  onPair: (done: number) => void,
): string {
  const main = join('dist', 'bench', 'micro', 'main.js')
  const other = resolve(folder)
  if (!existsSync(join(other, main)))
    throw new RangeError(
      `--against ${folder}: found no ${main}, expected a clone of Switchyard that is built, such as a git worktree of an earlier commit after npm ci.`,
    )
  const scratch = mkdtempSync(join(tmpdir(), 'switchyard-pairs-'))
  try {
    const measure = (root: string): Measured => {
      const out = join(scratch, 'measured.json')
      const words = ['--expose-gc', join(root, main), ...suites, '--anyway', '--out', out]
      const { status, stderr } = spawnSync(process.execPath, full ? [...words, '--full'] : words, {
        encoding: 'utf8',
      })
      if (status !== 0) throw new Error(`The benchmarks in ${root} failed: ${stderr}`)
      return JSON.parse(readFileSync(out, 'utf8')).measured as Measured
    }
    const measured: Pair[] = []
    for (let pair = 0; pair < pairs; pair++) {
      measured.push([measure(other), measure(packageRoot)])
      onPair(pair + 1)
    }
    return rowRatios(measured).map(line).join('')
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function line({ suite, name, ratio, low, high, verdict }: RowRatio): string {
  const interval = Number.isNaN(low) ? '' : `${low.toFixed(3)} to ${high.toFixed(3)}`
  const told = verdict === 'alike' ? '' : verdict
  return `${`${suite.padEnd(11)}${name.padEnd(64)} ${ratio.toFixed(3)} ×  ${interval.padEnd(16)} ${told}`.trimEnd()}\n`
}
