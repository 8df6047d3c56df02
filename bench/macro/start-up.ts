/**
 * What a user pays before anything is simulated: the command's start, in multiples of the start of Node itself.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Measurement, median } from '../micro/measurement.ts'
import { packageRoot } from '../run/package.ts'

const ROUNDS = 11

/** One short run on eight machines: what it costs is nearly all start-up. */
const experiment = `name: One short run
seeds: 1
system: monolithic
machines: { count: 8, cpu: 4, memory: 8 GiB }
workload:
  jobs: { interarrival: { exponential: 2 s }, duration: { exponential: 20 s } }
until: 6 min
`

/** A command line, and the most that it may cost in multiples of `node -e 0`. */
interface Start {
  readonly name: string
  readonly args: readonly string[]
  readonly target: number
}

export const command = join(packageRoot, 'cli', 'switchyard.mjs')
const starts: readonly Start[] = [
  { name: 'switchyard --help', args: [command, '--help'], target: 1.5 },
  {
    name: 'switchyard run, one short run without charts',
    args: [command, 'run', 'one.yaml', '--no-charts', '--quiet', '--fresh'],
    target: 4.5,
  },
]

/**
 * CPU time of whole processes, threads included, against that of `node -e 0` in the same rounds: a busy machine slows
 * both. Throws when a command fails.
 */
export function measureStartUp(rounds = ROUNDS): Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-start-up-'))
  try {
    writeFileSync(join(folder, 'one.yaml'), experiment)
    const bare: number[] = []
    const costs = starts.map((): number[] => [])
    for (let i = 0; i < rounds; i++) {
      bare.push(cpuMilliseconds(['-e', '0'], folder))
      for (const [which, { args }] of starts.entries()) costs[which]!.push(cpuMilliseconds(args, folder))
    }
    return starts.map(({ name, target }, which) => {
      const samples = costs[which]!.map((cost, round) => cost / bare[round]!)
      return { name, value: median(samples), unit: '× node', target, samples }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** User and system time of a Node process, as the shell counts it: Node itself cannot ask about its children. */
export function cpuMilliseconds(args: readonly string[], cwd: string): number {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null'
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...args], {
    cwd,
    env: { ...process.env, LC_ALL: 'C' },
    encoding: 'utf8',
  })
  const times = /(\d+\.\d+) (\d+\.\d+)\s*$/.exec(stderr)
  if (status !== 0 || times === null) throw new Error(`node ${args.join(' ')} failed: ${stderr}`)
  return 1000 * (Number(times[1]) + Number(times[2]))
}
