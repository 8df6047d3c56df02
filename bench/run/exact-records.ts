/**
 * One record for runs that are the same with every seed.
 */

import type { RunRecord } from '../../reports/experiment-results.ts'
import { isExact } from '../../reports/is-exact.ts'
import { pointOf } from './run-queue.ts'

type Entry = Pick<RunRecord, 'id' | 'axes' | 'seed'>

/**
 * The records of a plan's finished runs, in its order. Where nothing is drawn at random, one record stands for all
 * seeds under the name of the first, whichever of them was run: parts of a sweep may have run different ones.
 */
export function distinctRecords(planned: readonly Entry[], records: readonly RunRecord[]): RunRecord[] {
  const exact = new Map(records.filter(({ result }) => isExact(result)).map(each => [pointOf(each), each]))
  const byId = new Map(records.map(each => [each.id, each]))
  const taken = new Set<string>()
  return planned.flatMap(({ id, axes, seed }) => {
    const point = pointOf({ axes })
    const same = exact.get(point)
    if (same === undefined) return byId.get(id) ?? []
    if (taken.has(point)) return []
    taken.add(point)
    return { id, axes, seed, result: same.result }
  })
}
