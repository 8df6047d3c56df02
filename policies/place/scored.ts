import type { PlacementPolicy, PlaceScore } from '../../sim/contracts.ts'
import type { Claims } from '../../sim/world/claims.ts'
import type { JobId } from '../../sim/world/handles.ts'
import type { View } from '../../sim/world/views.ts'
import type { World } from '../../sim/world/world.ts'
import { allowed, type PlacementFactory, type PlacementParts } from './placement.ts'

/**
 * The machine with the best score; equal scores: the first in the view.
 *
 * All machines of the view are scored once for a job (its tasks are alike), which is linear because a score may depend
 * on anything; after each claim only the machine that changed is scored again, which is logarithmic.
 */
export function scored(score: PlaceScore): PlacementFactory {
  return parts => new ScoredPlacement(score, parts)
}

class ScoredPlacement implements PlacementPolicy {
  readonly name: string
  private readonly score: PlaceScore
  private readonly rules: PlacementParts['rules']
  /** Max-heap of places in the view, by score, then by place. Scratch: `place` fills it anew. */
  private heap = new Int32Array(0)
  private scores = new Float64Array(0)
  private size = 0

  constructor(score: PlaceScore, { rules }: PlacementParts) {
    this.name = score.name
    this.score = score
    this.rules = rules
  }

  place(view: View, job: JobId, count: number, claims: Claims, world: World): number {
    const { jobs } = world
    const cpuMilli = jobs.cpuMilli[job]!
    const memoryMiB = jobs.memoryMiB[job]!
    this.fill(view, job, claims, world)
    let placed = 0
    while (placed < count && this.size > 0) {
      const place = this.heap[0]!
      const machine = view.member(place)
      claims.add(view, machine, job, jobs)
      placed++
      if (
        view.fits(machine, cpuMilli, memoryMiB) &&
        (this.rules.length === 0 || allowed(this.rules, machine, job, claims, world))
      ) {
        this.scores[place] = this.score.score(view, machine, job, world)
      } else {
        this.size--
        this.heap[0] = this.heap[this.size]!
      }
      this.sink(0)
    }
    return placed
  }

  private fill(view: View, job: JobId, claims: Claims, world: World): void {
    const { jobs } = world
    const cpuMilli = jobs.cpuMilli[job]!
    const memoryMiB = jobs.memoryMiB[job]!
    if (this.heap.length < view.memberCount) {
      this.heap = new Int32Array(view.memberCount)
      this.scores = new Float64Array(view.memberCount)
    }
    this.size = 0
    for (let place = 0; place < view.memberCount; place++) {
      const machine = view.member(place)
      if (!view.fits(machine, cpuMilli, memoryMiB)) continue
      if (this.rules.length > 0 && !allowed(this.rules, machine, job, claims, world)) continue
      this.scores[place] = this.score.score(view, machine, job, world)
      this.heap[this.size++] = place
    }
    for (let i = (this.size >> 1) - 1; i >= 0; i--) this.sink(i)
  }

  private sink(from: number): void {
    const { heap, size } = this
    if (from >= size) return
    const place = heap[from]!
    let i = from
    for (;;) {
      let child = 2 * i + 1
      if (child >= size) break
      if (child + 1 < size && this.before(heap[child + 1]!, heap[child]!)) child++
      if (!this.before(heap[child]!, place)) break
      heap[i] = heap[child]!
      i = child
    }
    heap[i] = place
  }

  private before(a: number, b: number): boolean {
    const difference = this.scores[a]! - this.scores[b]!
    return difference > 0 || (difference === 0 && a < b)
  }
}
