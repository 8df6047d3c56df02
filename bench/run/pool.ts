/**
 * A pool of worker threads for runs.
 */
import { availableParallelism } from 'node:os'
import type { Piscina } from 'piscina'
import type { RunSpec } from '../plan.ts'
import { compiledFile } from './package.ts'
import type { WorkerAnswer } from './worker.ts'

/** As many workers as the machine has cores for, and no more than there are runs. */
export function defaultWorkers(runs: number): number {
  return Math.max(1, Math.min(availableParallelism(), runs))
}

/** The words of Node's command line that ask for a profile, with the value of an option that stands apart from it. */
export function profiling(words: readonly string[]): string[] {
  return words.filter((word, i) => {
    const before = words[i - 1] ?? ''
    return word.startsWith('--cpu-prof') || (/^--cpu-prof-[a-z]+$/.test(before) && !word.startsWith('-'))
  })
}

/**
 * Threads that execute runs, started with the first of them. Even a single worker is a thread of its own: a simulation is
 * one long synchronous stretch, and in the main thread it would keep Ctrl-C and the progress bar waiting.
 */
export class RunPool {
  readonly workers: number
  private readonly filename: string
  private pool: Promise<Piscina<RunSpec, WorkerAnswer>> | undefined

  constructor(workers: number, filename = compiledFile('command/worker.js')) {
    this.workers = workers
    this.filename = filename
  }

  /** Executes one run. An answer always comes, except when the thread dies or the pool is stopped. */
  async run(spec: RunSpec): Promise<WorkerAnswer> {
    this.pool ??= this.start()
    try {
      return await (await this.pool).run(spec)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
        return {
          mistake:
            'its worker ran out of memory. Use fewer --workers, a smaller experiment, or NODE_OPTIONS=--max-old-space-size=8192 (MiB).',
        }
      }
      throw error
    }
  }

  /** Ends all threads at once, in the middle of runs if need be: a run writes nothing before it is finished. */
  async stop(): Promise<void> {
    const pool = await this.pool
    await pool?.destroy()
  }

  private async start(): Promise<Piscina<RunSpec, WorkerAnswer>> {
    // Loaded with the first thread: a short run needs none.
    const { Piscina: Pool } = await import('piscina')
    return new Pool({
      filename: this.filename,
      minThreads: this.workers,
      maxThreads: this.workers,
      idleTimeout: Number.POSITIVE_INFINITY,
      // Loaders of the parent (tsx) do not work in threads and are not needed for compiled files; a profile of the run is
      // one of its thread.
      execArgv: profiling(process.execArgv),
    })
  }
}
