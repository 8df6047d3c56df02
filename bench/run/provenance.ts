/**
 * Where numbers come from: what is the same on every machine goes into the results, the rest into `environment.json`.
 */
import { readFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { basename, join } from 'node:path'
import type { Provenance } from '../../reports/experiment-results.ts'
import { inSeconds } from '../../sim/engine/time.ts'
import type { Plan } from '../plan.ts'
import { version } from './package.ts'
import type { Shard } from './shard.ts'
import { writeWhole } from './whole-file.ts'

/** The part of the provenance that belongs to the promised bytes. Warm-up and end are those of the first run. */
export function provenanceOf(plan: Plan): Provenance {
  const first = plan.runs[0]?.spec
  const logs = logsOf(plan)
  return {
    version,
    inputs: plan.inputs,
    ...(plan.options === undefined ? {} : { options: plan.options }),
    ...(logs.length === 0 ? {} : { logs }),
    seeds: plan.seeds,
    warmupS: first === undefined ? 0 : inSeconds(first.warmup),
    untilS: first === undefined || !Number.isFinite(first.until) ? null : inSeconds(first.until),
  }
}

/** Names of the logs and lists that runs take their jobs from. */
function logsOf({ runs }: Plan): string[] {
  const files = runs.flatMap(({ spec: { workload } }) =>
    'file' in workload ? [basename(workload.file)] : [],
  )
  return [...new Set(files)]
}

/** One process that worked on the folder: what differs between machines, and does not influence a result. */
export interface Session {
  readonly started: string
  readonly wallTimeS: number
  readonly runsDone: number
  readonly workers: number
  readonly node: string
  readonly platform: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  /** Mean number of runnable processes over the minute before the start; above the cores, wall times say little. */
  readonly loadAtStart: number
}

/** Begins to record a session; call the returned function at its end. */
export function startSession(workers: number): (runsDone: number) => Session {
  const started = new Date()
  const loadAtStart = Number(loadavg()[0]!.toFixed(2))
  return runsDone => ({
    started: started.toISOString(),
    wallTimeS: (Date.now() - started.getTime()) / 1000,
    runsDone,
    workers,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadAtStart,
  })
}

/** Adds a session to `environment.json`; every shard has a file of its own, since shards may share the folder. */
export async function recordSession(
  folder: string,
  shard: Shard | undefined,
  session: Session,
): Promise<void> {
  const name = shard === undefined ? 'environment.json' : `environment-${shard.index}-of-${shard.of}.json`
  const path = join(folder, name)
  let before: Session[] = []
  try {
    before = JSON.parse(await readFile(path, 'utf8')).sessions
  } catch {
    // No file yet, or not ours: the record of wall times starts here.
  }
  await writeWhole(path, `${JSON.stringify({ sessions: [...before, session] }, null, 2)}\n`)
}
