/**
 * The runs of one call, on all cores: each that is not finished, kept as soon as it is.
 */
import type { RunRecord } from '../../reports/experiment-results.ts'
import type { PlannedRun, RunSpec } from '../plan.ts'
import type { FolderRun } from './folder-plan.ts'
import { Interrupted, longRunning } from './interrupted.ts'
import { defaultWorkers, RunPool } from './pool.ts'
import { recordSession, type Session, startSession } from './provenance.ts'
import type { ResultsFolder } from './results-folder.ts'
import { pointOf, RunQueue } from './run-queue.ts'
import { count, type FailedRun, RunsFailed } from './runs-failed.ts'
import type { Shard } from './shard.ts'
import { shortRun } from './short-run.ts'

export interface Item {
  readonly entry: FolderRun
  readonly run: PlannedRun
}

export interface Progress {
  /**
   * Runs of this plan (or shard) that are finished, and how many there are: fewer once some need not be made, and more with every
   * look at the intervals that asks for more seeds.
   */
  readonly done: number
  readonly total: number
  /** Of those done, how many an earlier process had finished. */
  readonly kept: number
  /** More runs may follow, where these do not tell enough. */
  readonly open?: true
}

export interface SweepOptions {
  /** Threads; absent: as many as there are cores, at most one a run. */
  readonly workers?: number
  /** Called once at the start and after every finished run. */
  readonly onProgress?: (progress: Progress) => void
  /** Stops the sweep: running simulations are given up, finished ones are kept. */
  readonly signal?: AbortSignal
  readonly shard?: Shard
}

/** Rounds of runs, one after the other on the same threads. */
export class Sweep {
  readonly #folder: ResultsFolder
  readonly #records: Map<string, RunRecord>
  readonly #options: SweepOptions
  /** Of the records, those that an earlier process had finished. */
  readonly #earlier: ReadonlySet<string>
  /** At most so many runs may come in all rounds. */
  readonly #ahead: number
  #pool: RunPool | undefined
  /** How far it is, while nobody has been told yet. */
  #untold: Progress | undefined
  #endSession: ((runsDone: number) => Session) | undefined

  /** @param records those of finished runs, by id; what is made is added */
  constructor(
    folder: ResultsFolder,
    records: Map<string, RunRecord>,
    options: SweepOptions & { readonly ahead?: number },
  ) {
    this.#ahead = options.ahead ?? 0
    this.#folder = folder
    this.#records = records
    this.#options = options
    this.#earlier = new Set(records.keys())
  }

  /** Makes those of the runs that are not finished. @throws Interrupted or RunsFailed where some are left. */
  async run(round: readonly Item[]): Promise<void> {
    const { signal, onProgress } = this.#options
    const left = round.filter(({ entry }) => !this.#records.has(entry.id))
    const known = new Map(
      round.flatMap(({ entry, run }) => {
        const record = this.#records.get(entry.id)
        return record === undefined ? [] : [[pointOf(run), record.result] as const]
      }),
    )
    const queue = new RunQueue(left, known)
    const kept = round.filter(({ entry }) => this.#earlier.has(entry.id)).length
    let done = round.length - left.length
    const total = () => round.length - queue.spared
    const toDo = left.length - queue.spared
    const open = this.#ahead > 0 ? { open: true as const } : {}
    this.#untold = { done, total: total(), kept }
    if (toDo === 0) return
    const report = () => {
      this.#untold = undefined
      onProgress?.({ done, total: total(), kept, ...open })
    }
    report()
    const pool = this.#start(toDo)
    const begun = new Map<string, number>()
    const failed = await executeAll(left, queue, begun, pool, signal, async ({ entry, run }, resultJson) => {
      const record = await this.#folder.keep(entry, resultJson)
      this.#records.set(entry.id, record)
      done++
      queue.done(run, record.result)
      report()
    })
    if (signal?.aborted && done < total()) {
      throw new Interrupted(
        `Stopped after ${done} of ${count(total(), 'run')}; run the same command again to go on.${longRunning(begun, Date.now())}`,
      )
    }
    if (failed.length > 0) throw new RunsFailed(failed, total())
  }

  /** Ends the threads, and records what was done where anything was. */
  async end(): Promise<void> {
    if (this.#untold !== undefined) this.#options.onProgress?.(this.#untold)
    await this.#pool?.stop()
    if (this.#endSession === undefined) return
    const session = this.#endSession(this.#records.size - this.#earlier.size)
    await recordSession(this.#folder.path, this.#options.shard, session).catch(() => {
      // On a full disk the error about the run is the one to tell.
    })
  }

  #start(toDo: number): RunPool {
    if (this.#pool !== undefined) return this.#pool
    const most = Math.max(toDo, this.#ahead)
    const workers = Math.min(this.#options.workers ?? defaultWorkers(most), most)
    this.#endSession = startSession(workers)
    this.#pool = new RunPool(workers)
    return this.#pool
  }
}

/**
 * Deals runs out to the workers, each the next one as soon as it is free. A run that fails does not keep the others from
 * running; the failures are returned in the order of the plan. A result that cannot be written ends everything.
 */
async function executeAll(
  runs: readonly Item[],
  queue: RunQueue<Item>,
  begun: Map<string, number>,
  pool: RunPool,
  signal: AbortSignal | undefined,
  keep: (item: Item, resultJson: string) => Promise<void>,
): Promise<FailedRun[]> {
  const run = async (spec: RunSpec) =>
    (runs.length === 1 ? await shortRun(spec) : undefined) ?? (await pool.run(spec))
  const failed = new Map<string, FailedRun>()
  let broken: unknown
  const stop = () => {
    queue.stop()
    void pool.stop()
  }
  signal?.addEventListener('abort', stop, { once: true })

  const takeRuns = async () => {
    for (;;) {
      const item = await queue.take()
      if (item === undefined || broken !== undefined || signal?.aborted) return
      const { entry, run: planned } = item
      try {
        begun.set(entry.id, Date.now())
        const answer = await run(planned.spec)
        begun.delete(entry.id)
        if ('resultJson' in answer) {
          await keep(item, answer.resultJson)
          continue
        }
        failed.set(
          entry.id,
          'mistake' in answer
            ? { id: entry.id, message: answer.mistake }
            : { id: entry.id, message: answer.fault, stack: answer.stack },
        )
        queue.done(planned, undefined)
      } catch (error) {
        // A stopped pool rejects what it was running; that is no failure of the run.
        if (signal?.aborted || broken !== undefined) return
        broken = error
        stop()
      }
    }
  }
  await Promise.all(Array.from({ length: pool.workers }, takeRuns))
  signal?.removeEventListener('abort', stop)
  if (broken !== undefined) throw broken
  return runs.flatMap(({ entry }) => failed.get(entry.id) ?? [])
}
