/**
 * The disruption controller in a run: it keeps what budgets allow current, from the pods that are ready.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { FrameworkId, JobId } from '../../../sim/world/handles.ts'
import { desiredHealthy, disruptionsAllowed } from '../controllers/disruption.ts'
import type { EvictionBudget } from '../eviction.ts'
import type { DisruptionBudgetSpec } from '../objects/disruption-budget-spec.ts'
import type { PodTemplate } from '../pod.ts'
import type { ApiPod } from '../root/api-pod.ts'
import type { ApiServer, ControllerSeat } from '../root/api-server.ts'
import { selects } from '../selector.ts'

/** Whose pods they are, for a budget: nobody's, of who wants a number of them, or of who does not say one. */
export type Ownership = 'alone' | 'scaled' | 'unscaled'

interface Book {
  readonly spec: DisruptionBudgetSpec
  /** Owners of its pods. */
  readonly jobs: Set<JobId>
  readonly healthy: Set<ApiPod>
}

const NOBODY: ReadonlySet<string> = new Set()

export class Disruptions {
  readonly #cluster: Cluster
  readonly #api: ApiServer
  readonly #framework: FrameworkId
  readonly #ownership: (job: JobId) => Ownership
  readonly #books: readonly Book[]
  /** Budgets that select pods of the template. */
  readonly #selecting = new WeakMap<PodTemplate, readonly Book[]>()
  readonly #syncs: number
  #isDirty = false

  constructor(
    { cluster, framework, api }: ControllerSeat,
    budgets: readonly DisruptionBudgetSpec[],
    ownership: (job: JobId) => Ownership,
  ) {
    this.#cluster = cluster
    this.#api = api
    this.#framework = framework
    this.#ownership = ownership
    this.#books = budgets.map(spec => ({ spec, jobs: new Set(), healthy: new Set() }))
    this.#syncs = cluster.engine.on(() => this.#sync())
    if (budgets.length > 0) this.#sync()
  }

  /** Something became of the pod. */
  changed(pod: ApiPod): void {
    if (this.#books.length === 0) return
    const isHealthy = pod.ready && pod.phase === 'Running' && pod.deletedAt < 0
    for (const { jobs, healthy } of this.#of(pod.spec.template)) {
      jobs.add(pod.job)
      if (isHealthy) healthy.add(pod)
      else healthy.delete(pod)
      this.#touch()
    }
  }

  /** The job is over, and with it its pods. */
  over(job: JobId): void {
    for (const { jobs, healthy } of this.#books) {
      if (!jobs.delete(job)) continue
      for (const pod of healthy) if (pod.job === job) healthy.delete(pod)
      this.#touch()
    }
  }

  /** Somebody wants another number of pods. */
  scaled(): void {
    if (this.#books.length > 0) this.#touch()
  }

  #of(template: PodTemplate): readonly Book[] {
    let books = this.#selecting.get(template)
    if (books === undefined) {
      const { namespace, labels } = template
      books = this.#books.filter(({ spec }) => spec.namespace === namespace && selects(spec.selector, labels))
      this.#selecting.set(template, books)
    }
    return books
  }

  /** All that happens at an instant is looked at together. */
  #touch(): void {
    if (this.#isDirty) return
    this.#isDirty = true
    this.#cluster.engine.atEndOfInstant(this.#syncs, 0, 0)
  }

  #sync(): void {
    this.#isDirty = false
    this.#api.setBudgets(
      this.#framework,
      this.#books.map((book): EvictionBudget => {
        const { namespace, name, selector, evictsUnready } = book.spec
        const healthy = book.healthy.size
        const desired = desiredHealthy(book.spec, this.#scaleOf(book))
        return {
          ...{ namespace, name, selector, evictsUnready },
          allowed: disruptionsAllowed(healthy, desired),
          disrupted: NOBODY,
          isMet: desired !== null && desired > 0 && healthy >= desired,
        }
      }),
    )
  }

  /** Pods that the owners want, of those that have pods; pods that nobody owns do not count. */
  #scaleOf({ jobs }: Book): number | null {
    let scale = 0
    for (const job of jobs) {
      const ownership = this.#ownership(job)
      if (ownership === 'alone' || this.#api.podsOf(job)[Symbol.iterator]().next().done) continue
      if (ownership === 'unscaled') return null
      scale += this.#cluster.jobs.wanted[job]!
    }
    return scale
  }
}
