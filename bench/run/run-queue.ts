/**
 * Which run is next. Runs that differ in nothing but their seed are held back until one of them is finished where they
 * may turn out to be the same run.
 */
import { isExact } from '../../reports/is-exact.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { DistributionSpec, Part, WorkloadSpec } from '../../workloads/spec.ts'
import type { PlannedRun } from '../plan.ts'

/** The same for runs that differ in their seed alone. */
export function pointOf({ axes }: Pick<PlannedRun, 'axes'>): string {
  return JSON.stringify(axes)
}

/**
 * Is something drawn for the jobs themselves, whatever the system does? A guess for the sake of speed: where it is
 * false, the first seed is waited for, and its streams say what is true.
 */
export function drawsJobs(spec: WorkloadSpec): boolean {
  switch (spec.kind) {
    case 'lublin':
      return true
    case 'mix':
      return spec.parts.some(drawsPart)
    case 'swf':
      return spec.resample !== undefined || spec.jitter !== undefined || spec.startWithin !== undefined
    case 'omega-csv':
      return false
  }
}

const random: ReadonlySet<DistributionSpec['kind'] | undefined> = new Set([
  'exponential',
  'uniform',
  'lognormal',
])

function drawsPart(part: Part): boolean {
  const quantities = part.kind === 'pipeline-files' ? [part.runs, ...part.stages] : [part]
  const values = quantities.flatMap(each => Object.values(each) as unknown[])
  return values.some(value => random.has((value as Partial<DistributionSpec> | undefined)?.kind))
}

export class RunQueue<Item extends { readonly run: PlannedRun }> {
  /** Runs that need not be made, since a run of another seed is the same. */
  spared = 0
  readonly #ready: Item[] = []
  readonly #held = new Map<string, Item[]>()
  readonly #waiting: (() => void)[] = []

  /** @param known Results of runs that are finished already, by point. */
  constructor(items: readonly Item[], known: ReadonlyMap<string, Result>) {
    for (const item of items) {
      const point = pointOf(item.run)
      const result = known.get(point)
      const held = this.#held.get(point)
      if (result !== undefined && isExact(result)) this.spared++
      else if (held !== undefined) held.push(item)
      else {
        this.#ready.push(item)
        if (result === undefined && !drawsJobs(item.run.spec.workload)) this.#held.set(point, [])
      }
    }
  }

  /** The next run; undefined when none is left. Waits where it hangs on a run that is being made whether there is one. */
  async take(): Promise<Item | undefined> {
    while (this.#ready.length === 0 && this.#held.size > 0) {
      await new Promise<void>(resolve => this.#waiting.push(resolve))
    }
    return this.#ready.shift()
  }

  /** A run has come to an end; without a result where it failed. */
  done(run: PlannedRun, result: Pick<Result, 'drawn'> | undefined): void {
    const point = pointOf(run)
    const held = this.#held.get(point)
    if (held === undefined) return
    this.#held.delete(point)
    if (result !== undefined && isExact(result)) this.spared += held.length
    else this.#ready.push(...held)
    this.#wake()
  }

  /** Gives up what is left, so that nobody waits for it. */
  stop(): void {
    this.#ready.length = 0
    this.#held.clear()
    this.#wake()
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
