/**
 * Stages that wait for each other by name, as a graph: what is wrong with it, or an order in which parents come first.
 */
import { type Complaint, describe } from '../experiment/faults.ts'
import { didYouMean, oneOf } from '../experiment/nearest.ts'

/** A stage with the names of those that it waits for. */
export interface NamedStage {
  readonly name: string
  readonly parents: readonly string[]
}

/** A complaint about a stage, by its place in the list; `parent` is the place in its parents, where it is about one. */
export interface GraphFault {
  readonly stage: number
  readonly parent?: number
  readonly complaint: Complaint
}

export interface OrderedStage {
  /** Place in the list as it was written. */
  readonly written: number
  /** Places of its parents in the order, all before its own. */
  readonly parents: readonly number[]
}

/** Of many names, so many are listed in a message. */
const LISTED = 8
/** Among more names than these, nobody looks for the one that was meant: each takes a comparison letter by letter. */
const COMPARED = 1000

/** What is wrong with the graph: a name twice, a parent that is no stage, a parent twice, and every circle. */
export function graphFaults(stages: readonly NamedStage[]): GraphFault[] {
  const places = new Map<string, number>()
  const faults: GraphFault[] = []
  for (const [stage, { name }] of stages.entries()) {
    if (places.has(name)) {
      const found = `the name ${describe(name)} for the second time`
      faults.push({ stage, complaint: { found, expected: 'every name once', remedy: 'rename one of them' } })
    } else places.set(name, stage)
  }
  const names = [...places.keys()]
  const known = names.length <= LISTED ? oneOf(names) : `one of the ${names.length} that are there`
  for (const [stage, { parents }] of stages.entries()) {
    const before = new Set<string>()
    for (const [parent, name] of parents.entries()) {
      if (!places.has(name)) {
        const found = `the parent ${describe(name)}`
        const meant = names.length <= COMPARED ? didYouMean(name, names) : undefined
        const remedy = meant ?? 'correct its name, or add the stage'
        faults.push({ stage, parent, complaint: { found, expected: `a stage: ${known}`, remedy } })
      } else if (before.has(name)) {
        const found = `the parent ${describe(name)} for the second time`
        faults.push({
          stage,
          parent,
          complaint: { found, expected: 'every parent once', remedy: 'delete one' },
        })
      }
      before.add(name)
    }
  }
  const above = stages.map(({ parents }) => parents.flatMap(name => places.get(name) ?? []))
  for (const circle of circles(above)) {
    const way = [...circle, circle[0]!].map(place => stages[place]!.name).join(' waits for ')
    const found = `stages that wait for each other: ${way}`
    const expected = 'an order in which each can run'
    faults.push({
      stage: Math.min(...circle),
      complaint: { found, expected, remedy: 'take one of these parents out' },
    })
  }
  return faults
}

/**
 * The stages, parents first and else in the order in which they are written: of those whose parents have all been taken, the
 * first is taken next. The graph has no faults.
 */
export function inOrder(stages: readonly NamedStage[]): OrderedStage[] {
  const written = new Map(stages.map(({ name }, place) => [name, place]))
  const parents = stages.map(stage => stage.parents.map(name => written.get(name)!))
  const places = new Map<number, number>()
  for (const place of topological(parents)) places.set(place, places.size)
  return [...places.keys()].map(place => ({
    written: place,
    parents: parents[place]!.map(parent => places.get(parent)!),
  }))
}

/** What can be put in order, always the lowest number first; numbers on and behind circles are left out. */
function topological(parents: readonly (readonly number[])[]): number[] {
  const waits = parents.map(each => each.length)
  const children: number[][] = parents.map(() => [])
  for (const [place, above] of parents.entries()) for (const parent of above) children[parent]!.push(place)
  const ready = new LowestFirst()
  for (const [place, count] of waits.entries()) if (count === 0) ready.add(place)
  const order: number[] = []
  for (let place = ready.take(); place !== undefined; place = ready.take()) {
    order.push(place)
    for (const child of children[place]!) if (--waits[child]! === 0) ready.add(child)
  }
  return order
}

/** One circle of every group that waits for itself, each from its lowest number on, in the direction of waiting. */
function circles(parents: readonly (readonly number[])[]): number[][] {
  const ordered = new Set(topological(parents))
  const visited = new Set<number>()
  const found: number[][] = []
  for (const [start] of parents.entries()) {
    // Whatever is left has a parent that is left: the way up ends on itself, or on a way that was gone before.
    const way: number[] = []
    let place = start
    while (!ordered.has(place) && !visited.has(place)) {
      visited.add(place)
      way.push(place)
      place = parents[place]!.find(parent => !ordered.has(parent))!
    }
    const from = way.indexOf(place)
    if (from < 0) continue
    const circle = way.slice(from)
    const lowest = circle.indexOf(Math.min(...circle))
    found.push([...circle.slice(lowest), ...circle.slice(0, lowest)])
  }
  return found
}

/** Numbers, of which the lowest is taken first: a binary heap. */
class LowestFirst {
  readonly #heap: number[] = []

  add(number: number): void {
    const heap = this.#heap
    let i = heap.push(number) - 1
    for (let up = (i - 1) >> 1; i > 0 && heap[up]! > number; up = (i - 1) >> 1) {
      heap[i] = heap[up]!
      i = up
    }
    heap[i] = number
  }

  take(): number | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (heap.length === 0 || last === undefined) return first
    let i = 0
    for (let child = 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++
      if (heap[child]! >= last) break
      heap[i] = heap[child]!
      i = child
    }
    heap[i] = last
    return first
  }
}
