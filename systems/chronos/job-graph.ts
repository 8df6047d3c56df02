/**
 * Which jobs of Chronos run after which, and how often each parent has ended since its child last ran (JobGraph.scala, 2.4.0 and
 * c1348dd).
 *
 * The counts belong to edges and not to runs: whoever has two parents cannot tell whether their ends belong together.
 */
interface Edge {
  readonly parent: string
  readonly child: string
  /** Ends of the parent that the child has not run for. */
  count: number
}

export class JobGraph {
  /** By parent and by child; edges in the order in which they were made. */
  readonly #below = new Map<string, Edge[]>()
  readonly #above = new Map<string, Edge[]>()

  add(job: string): void {
    if (this.#below.has(job)) return
    this.#below.set(job, [])
    this.#above.set(job, [])
  }

  /** False, and nothing done, where a job is unknown or the edge would close a circle. */
  connect(parent: string, child: string): boolean {
    const [below, above] = [this.#below.get(parent), this.#above.get(child)]
    if (below === undefined || above === undefined || this.#leads(child, parent)) return false
    if (!below.some(edge => edge.child === child)) {
      const edge = { parent, child, count: 0 }
      below.push(edge)
      above.push(edge)
    }
    return true
  }

  #leads(from: string, to: string): boolean {
    if (from === to) return true
    return this.#below.get(from)!.some(({ child }) => this.#leads(child, to))
  }

  parentsOf(job: string): string[] {
    return (this.#above.get(job) ?? []).map(({ parent }) => parent)
  }

  childrenOf(job: string): string[] {
    return (this.#below.get(job) ?? []).map(({ child }) => child)
  }

  /** Other parents for a job, whose counts begin again. False, and nothing done, if one is unknown or closes a circle. */
  setParents(job: string, parents: readonly string[]): boolean {
    const edgesAbove = this.#above.get(job)
    if (edgesAbove === undefined) return false
    if (!parents.every(parent => this.#below.has(parent) && !this.#leads(job, parent))) return false
    for (const edge of edgesAbove) {
      const edges = this.#below.get(edge.parent)!
      edges.splice(edges.indexOf(edge), 1)
    }
    this.#above.set(job, [])
    for (const parent of parents) this.connect(parent, job)
    return true
  }

  /**
   * A job has ended well enough for its children. Those that are to run: an only child's parent lets it run every time; of
   * several parents, the one that has ended as often as the rarest of them.
   */
  ended(job: string): string[] {
    const ready = []
    for (const edge of this.#below.get(job) ?? []) {
      const edges = this.#above.get(edge.child)!
      if (edges.length > 1) {
        edge.count += 1
        if (edges.some(({ count }) => count < edge.count)) continue
      }
      ready.push(edge.child)
    }
    return ready
  }

  /** A task of the job was started: its parents are counted anew. */
  started(job: string): void {
    for (const edge of this.#above.get(job) ?? []) edge.count = 0
  }
}
