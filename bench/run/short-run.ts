/**
 * A run that is over before a thread for it would have started: it is executed where it was planned.
 */
import { stat } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import type { Workload } from '../../sim/contracts.ts'
import type { Time } from '../../sim/engine/time.ts'
import { JobBatch } from '../../sim/world/batch.ts'
import { openWorkload } from '../../workloads/open.ts'
import { capacityOf } from '../offered.ts'
import type { RunSpec } from '../plan.ts'
import { type WorkerAnswer, work } from './worker.ts'

/** Most tasks of such a run; they take about a tenth of a second, as the start of a thread does. */
const MOST_DRAWN = 5_000

/** More of a log, which was found to be short before: hardly any work is lost by beginning anew. */
const MOST_LOGGED = 20_000

/** Most bytes of a log: some 15,000 jobs, or with gzip five times as many. */
const MOST_BYTES = 1_048_576

/**
 * Executes a run in this thread; undefined where it turned out to be longer, and has to be begun again in a worker. A
 * run depends on its specification alone, so the answer is the same in both.
 *
 * Ctrl-C waits for as long as this takes. Policies of users, who may write endless loops, and long logs, which have to be
 * read to their end, are therefore left to workers.
 */
export async function shortRun(spec: RunSpec): Promise<WorkerAnswer | undefined> {
  if (Object.keys(spec.policyFiles).length > 0) return undefined
  const mostTasks = await tasksOfShort(spec)
  if (mostTasks === 0) return undefined
  let tooLong = false
  optimize('little')
  try {
    const answer = await work(spec, workload =>
      limited(workload, spec.until, mostTasks, () => {
        tooLong = true
      }),
    )
    return tooLong ? undefined : answer
  } finally {
    optimize('asUsual')
  }
}

/**
 * Passes of V8's optimizing compiler that a function has to run for long to earn: what was loaded before, objects that need not be
 * made, the first round of each loop, instructions nearer to where their value is used.
 */
const passes = ['turbo-load-elimination', 'turbo-escape', 'turbo-loop-peeling', 'turbo-splitting']

/**
 * Flags of V8 for a short run, and their defaults. V8 spends more on optimizing what simulates than a short run is long, most of it
 * on putting functions into one another; where it does not, each is small, and the passes that look at all of a function find little.
 */
export const optimizations: readonly { readonly little: string; readonly asUsual: string }[] = [
  {
    little: '--max-inlined-bytecode-size-cumulative=0',
    asUsual: '--max-inlined-bytecode-size-cumulative=920',
  },
  ...passes.map(pass => ({ little: `--no-${pass}`, asUsual: `--${pass}` })),
]

/** The newest Node whose V8 is known to have all of them: of an unknown one V8 would complain to the user. */
const NEWEST = 24

const areKnown = Number.parseInt(process.versions.node, 10) <= NEWEST

/** As usual it is for what may come after: a run that turned out to be long, and its workers. */
function optimize(how: 'little' | 'asUsual'): void {
  if (areKnown) for (const flag of optimizations) setFlagsFromString(flag[how])
}

/** Most tasks of a run that is made here; 0: it is certainly too long. */
async function tasksOfShort({ workload, seed, hardware, until }: RunSpec): Promise<number> {
  switch (workload.kind) {
    case 'mix':
    case 'lublin': {
      const { cpuMilli } = capacityOf(hardware)
      const more = await hasMoreTasks(() => openWorkload(workload, { seed, cpuMilli }), until, MOST_DRAWN)
      return more ? 0 : MOST_DRAWN
    }
    case 'swf':
    case 'omega-csv': {
      // Whoever opens it says what is wrong with it.
      const bytes = await stat(workload.file).then(
        ({ size }) => size,
        () => 0,
      )
      return bytes <= MOST_BYTES ? MOST_LOGGED : 0
    }
  }
}

/** Has the workload more tasks before the run ends? To draw some jobs twice costs far less than to give up a run. */
async function hasMoreTasks(open: () => Promise<Workload>, until: Time, most: number): Promise<boolean> {
  try {
    const workload = await open()
    const batch = new JobBatch()
    let tasks = 0
    while (tasks <= most && (await workload.read(batch)) > 0) {
      if (batch.submit[0]! > until) break
      tasks += tasksUntil(batch, until)
    }
    return tasks > most
  } catch {
    // The run meets the same fault, and says what it is.
    return false
  }
}

function tasksUntil(batch: JobBatch, until: Time): number {
  let tasks = 0
  for (let row = 0; row < batch.count && batch.submit[row]! <= until; row++) tasks += batch.tasks[row]!
  return tasks
}

/** The workload, which throws as soon as it has handed out more than a short run can have. */
function limited(workload: Workload, until: Time, most: number, onTooLong: () => void): Workload {
  let tasks = 0
  return {
    ...workload,
    async read(batch) {
      const count = await workload.read(batch)
      tasks += tasksUntil(batch, until)
      if (tasks > most) {
        onTooLong()
        throw new Error(`the run has more than ${most} tasks`)
      }
      return count
    },
  }
}
