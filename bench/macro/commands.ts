/**
 * Whole commands as a user types them, against a loop written by hand that does the same and nothing else. Both are processes of
 * their own, measured in turn; that they did the same is checked.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SECOND } from '../../sim/engine/time.ts'
import { JobBatch } from '../../sim/world/batch.ts'
import { openWorkload } from '../../workloads/open.ts'
import { figure, type Measurement } from '../micro/measurement.ts'
import { packageRoot } from '../run/package.ts'
import { type Cost, costOfNode } from './node-process.ts'

const ROUNDS = 3
const PROCESSORS = 256

interface Command {
  readonly name: string
  readonly experiment: string
  /** Arguments of Node: the floor, which prints its mean wait in seconds. */
  readonly floor: readonly string[]
  /** How far the two mean waits may be apart, as a share: what is drawn at random is drawn by each for itself. */
  readonly tolerance: number
  /** Multiples of the floor, start-up of both included, and MB. */
  readonly target: number
  readonly memoryMB?: number
  readonly long: boolean
}

const floor = (name: string) => join(packageRoot, 'dist', 'bench', 'floors', `${name}.js`)

function mm1(customers: number, target: number, long: boolean): Command {
  return {
    name: `M/M/1, ${customers / 1e6} M customers as jobs`,
    experiment: `name: command
seeds: 1
system: batch-fcfs
machines: { count: 1, cpu: 1, memory: 1 GiB }
workload: { jobs: { interarrival: { exponential: 1 s }, duration: { exponential: 700 ms } } }
until: ${customers} s
`,
    floor: [floor('mm1'), String(customers), '1', '0.7'],
    tolerance: 0.1,
    target,
    long,
  }
}

function easy(jobs: number, target: number, memoryMB?: number): Command {
  return {
    name: `EASY, ${jobs / 1000} k jobs from a log`,
    experiment: `name: command
seeds: 1
system: batch-easy
machines: { count: 1, cpu: ${PROCESSORS}, memory: 0 MiB }
trace: { file: ${jobs}.swf, task-per: job }
`,
    floor: [floor('easy'), `${jobs}.swf`, String(PROCESSORS)],
    tolerance: 1e-9,
    target,
    ...(memoryMB !== undefined && { memoryMB }),
    long: false,
  }
}

const commands: readonly Command[] = [
  mm1(1_000_000, 10, false),
  mm1(10_000_000, 10, true),
  easy(10_000, 3),
  easy(1_000_000, 2.5, 200),
]

/** Jobs of Lublin & Feitelson's model as a log, in whole seconds. */
async function writeLog(path: string, jobs: number): Promise<void> {
  const shape = { taskPer: 'job', cpuMilliPerProcessor: 1000, memoryMiBPerProcessor: 0, gang: false } as const
  const workload = await openWorkload(
    { kind: 'lublin', jobClass: 'batch', jobs, processors: PROCESSORS, interarrivalFactor: 1, shape },
    { seed: 'oak', cpuMilli: 1000 * PROCESSORS },
  )
  const lines = [`; Version: 2.2`, `; MaxProcs: ${PROCESSORS}`]
  const batch = new JobBatch()
  const unknown = '-1 -1 -1 -1 -1 -1 -1'
  for (let id = 1; (await workload.read(batch)) > 0; ) {
    for (let row = 0; row < batch.count; row++, id++) {
      const submit = Math.floor(batch.submit[row]! / SECOND)
      const run = Math.max(1, Math.round(batch.duration[row]! / SECOND))
      const processors = batch.cpuMilli[row]! / 1000
      lines.push(`${id} ${submit} -1 ${run} ${processors} -1 -1 ${processors} ${run} -1 1 ${unknown}`)
    }
  }
  writeFileSync(path, `${lines.join('\n')}\n`)
}

/** The mean wait that the command has written, in seconds. */
function meanWait(folder: string): number {
  const written = JSON.parse(readFileSync(join(folder, 'results', 'command', 'results.json'), 'utf8'))
  return written.runs[0].result.rows[0].numbers.wait_first_mean_s
}

function checkSame({ name, tolerance }: Command, wait: number, floorWait: number): void {
  if (Math.abs(wait - floorWait) <= tolerance * floorWait) return
  throw new Error(
    `${name}: the command finds a mean wait of ${wait} s, the loop ${floorWait} s: they differ.`,
  )
}

/** CPU time of each command in multiples of its floor, and what both are. */
export async function measureCommands(full: boolean, rounds = ROUNDS): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-commands-'))
  try {
    const measurements: Measurement[] = []
    for (const command of commands) {
      if (command.long && !full) continue
      writeFileSync(join(folder, 'command.yaml'), command.experiment)
      const log = /file: (\d+)\.swf/.exec(command.experiment)
      if (log !== null) await writeLog(join(folder, `${log[1]}.swf`), Number(log[1]))
      const args = [
        join(packageRoot, 'cli', 'switchyard.mjs'),
        'run',
        'command.yaml',
        '--no-charts',
        '--quiet',
        '--fresh',
      ]
      const costs: Cost[] = []
      const floors: Cost[] = []
      for (let round = 0; round < (command.long ? 1 : rounds); round++) {
        costs.push(costOfNode(args, folder))
        floors.push(costOfNode(command.floor, folder))
        checkSame(command, meanWait(folder), Number(floors.at(-1)!.output))
      }
      measurements.push(...rowsOf(command, costs, floors))
    }
    return measurements
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function rowsOf(
  { name, target, memoryMB }: Command,
  costs: readonly Cost[],
  floors: readonly Cost[],
): Measurement[] {
  const ratios = costs.map((cost, i) => cost.cpuSeconds / floors[i]!.cpuSeconds)
  return [
    figure(name, '× floor', ratios, target),
    figure(
      '  the command',
      'CPU-s',
      costs.map(({ cpuSeconds }) => cpuSeconds),
    ),
    figure(
      '  the loop',
      'CPU-s',
      floors.map(({ cpuSeconds }) => cpuSeconds),
    ),
    figure(
      '  peak memory of the command',
      'MB',
      costs.map(cost => cost.memoryMB),
      memoryMB,
    ),
  ]
}
