import type { Scorer } from '../../sim/contracts.ts'
import { NONE } from '../../sim/world/handles.ts'
import { ALLOWED, type ReasonId } from '../../sim/world/reasons.ts'
import type { View } from '../../sim/world/views.ts'
import type { Feasible } from './feasible.ts'

/**
 * The machines of a view where a task may go, best first: a max-heap of places in the view by score, then by place, which
 * knows where each stands, so that one that changed is moved and the others stay.
 *
 * Machines may be ranked by domain – by rack, by zone – each domain for itself: its heap is a part of the one array.
 */
export class Ranking {
  /** How many touches of machines (see `Machines.touched`) it has taken account of. */
  seen = 0
  private domains = 1
  private domainOf: (machine: number) => number = () => 0
  /** Where each domain's heap begins, and how many machines are in it. */
  private start = new Int32Array(1)
  private size = new Int32Array(1)
  private heap = new Int32Array(0)
  /** Where each place stands in its heap, NONE if no task may go there. */
  private position = new Int32Array(0)
  private scores = new Float64Array(0)
  /** Why no task may go to each place: NO_ROOM or the reason of a rule; ALLOWED where one may. */
  private answers = new Int32Array(0)
  /** How many machines each rule's reason stands against. */
  private objections: number[] = []

  /** Ranks all machines of the view, in one heap. */
  fill(view: View, feasible: Feasible, scorer: Scorer): void {
    this.fillDomains(view, 1, () => 0, feasible, scorer)
  }

  /** Ranks all machines of the view, each in the heap of its domain, a number from 0 to below `domains`. */
  fillDomains(
    view: View,
    domains: number,
    domainOf: (machine: number) => number,
    feasible: Feasible,
    scorer: Scorer,
  ): void {
    this.makeRoom(view, domains, domainOf)
    this.seen = view.machines.touches
    for (let place = 0; place < view.memberCount; place++) {
      const machine = view.member(place)
      this.position[place] = NONE
      const answer = feasible.answer(machine)
      this.answers[place] = answer
      if (answer > ALLOWED) this.count(answer, 1)
      if (answer !== ALLOWED) continue
      this.scores[place] = scorer.score(machine)
      const domain = domainOf(machine)
      const at = this.size[domain]!++
      this.position[place] = at
      this.heap[this.start[domain]! + at] = place
    }
    for (let domain = 0; domain < domains; domain++) {
      for (let i = (this.size[domain]! >> 1) - 1; i >= 0; i--) this.sink(domain, i)
    }
    this.object(feasible)
  }

  /** Takes account of what changed since it was used last, in a view of all machines. */
  update(view: View, feasible: Feasible, scorer: Scorer): void {
    const { machines } = view
    const { touched, touches } = machines
    if (this.heap.length < machines.count || touches - this.seen >= touched.length) {
      this.fillDomains(view, this.domains, this.domainOf, feasible, scorer)
      return
    }
    for (; this.seen < touches; this.seen++) {
      const machine = touched[this.seen & (touched.length - 1)]!
      this.rank(machine, machine, feasible, scorer)
    }
    this.object(feasible)
  }

  /** The best place of a domain, NONE if no task may go there. */
  best(domain = 0): number {
    return this.size[domain] === 0 ? NONE : this.heap[this.start[domain]!]!
  }

  /** Is the best of domain `a` better than that of `b`? Both have one. */
  isBetter(a: number, b: number): boolean {
    return this.before(this.best(a), this.best(b))
  }

  /** Claims the machine at the place for a task, and ranks it anew. */
  claim(view: View, place: number, feasible: Feasible, scorer: Scorer): void {
    const machine = view.member(place)
    feasible.claim(machine)
    scorer.claimed?.(machine)
    this.rank(place, machine, feasible, scorer)
    if (this.answers[place]! > ALLOWED) feasible.object(this.answers[place]!, 1)
    if (view.kind === 'live') this.seen = view.machines.touches
  }

  private makeRoom(view: View, domains: number, domainOf: (machine: number) => number): void {
    const count = view.memberCount
    this.domains = domains
    this.domainOf = domainOf
    if (this.heap.length < count) {
      this.heap = new Int32Array(count)
      this.position = new Int32Array(count)
      this.scores = new Float64Array(count)
      this.answers = new Int32Array(count)
    }
    if (this.size.length < domains) {
      this.start = new Int32Array(domains)
      this.size = new Int32Array(domains)
    }
    this.size.fill(0)
    this.objections.length = 0
    if (domains === 1) return
    for (let place = 0; place < count; place++) this.size[domainOf(view.member(place))]!++
    for (let domain = 0, start = 0; domain < domains; domain++) {
      this.start[domain] = start
      start += this.size[domain]!
      this.size[domain] = 0
    }
  }

  private rank(place: number, machine: number, feasible: Feasible, scorer: Scorer): void {
    const domain = this.domainOf(machine)
    const at = this.position[place]!
    const before = this.answers[place]!
    const answer = feasible.answer(machine)
    this.answers[place] = answer
    if (before > ALLOWED) this.count(before, -1)
    if (answer > ALLOWED) this.count(answer, 1)
    if (answer !== ALLOWED) {
      if (at !== NONE) this.remove(domain, place, at)
      return
    }
    this.scores[place] = scorer.score(machine)
    if (at === NONE) {
      const last = this.size[domain]!++
      this.heap[this.start[domain]! + last] = place
      this.rise(domain, last)
    } else {
      this.rise(domain, at)
      this.sink(domain, this.position[place]!)
    }
  }

  private count(reason: ReasonId, machines: number): void {
    this.objections[reason] = (this.objections[reason] ?? 0) + machines
  }

  /** Counts what the rules have against machines, as if each had been asked anew. */
  private object(feasible: Feasible): void {
    for (let reason = 1; reason < this.objections.length; reason++) {
      const machines = this.objections[reason] ?? 0
      if (machines > 0) feasible.object(reason, machines)
    }
  }

  private remove(domain: number, place: number, at: number): void {
    this.position[place] = NONE
    const last = --this.size[domain]!
    if (at === last) return
    const moved = this.heap[this.start[domain]! + last]!
    this.heap[this.start[domain]! + at] = moved
    this.position[moved] = at
    this.rise(domain, at)
    this.sink(domain, this.position[moved]!)
  }

  private rise(domain: number, from: number): void {
    const { heap, position } = this
    const start = this.start[domain]!
    const place = heap[start + from]!
    let i = from
    while (i > 0) {
      const parent = (i - 1) >> 1
      const above = heap[start + parent]!
      if (!this.before(place, above)) break
      heap[start + i] = above
      position[above] = i
      i = parent
    }
    heap[start + i] = place
    position[place] = i
  }

  private sink(domain: number, from: number): void {
    const { heap, position } = this
    const start = this.start[domain]!
    const size = this.size[domain]!
    const place = heap[start + from]!
    let i = from
    for (;;) {
      let child = 2 * i + 1
      if (child >= size) break
      if (child + 1 < size && this.before(heap[start + child + 1]!, heap[start + child]!)) child++
      const below = heap[start + child]!
      if (!this.before(below, place)) break
      heap[start + i] = below
      position[below] = i
      i = child
    }
    heap[start + i] = place
    position[place] = i
  }

  private before(a: number, b: number): boolean {
    const difference = this.scores[a]! - this.scores[b]!
    return difference > 0 || (difference === 0 && a < b)
  }
}
