/**
 * What cannot be in a schedule of maintenance.
 */
import { inSeconds } from '../../sim/engine/time.ts'
import type { MachineCounts, SystemFault } from '../definition.ts'
import type { MaintenanceSpec } from './spec.ts'

export function* maintenanceFaults(windows: readonly MaintenanceSpec[]): Iterable<SystemFault> {
  for (const [i, { posted = 0, start }] of windows.entries())
    if (posted > start)
      yield {
        at: ['maintenance', i, 'posted'],
        found: `a schedule that is posted at ${inSeconds(posted)} s, when the window has begun at ${inSeconds(start)} s`,
        expected: 'a schedule that is posted before',
      }
  yield* overlaps(windows)
}

/** A machine is in the schedule once (master/maintenance.cpp, validation): the next window is posted when one is over. */
function* overlaps(windows: readonly MaintenanceSpec[]): Iterable<SystemFault> {
  for (const [i, later] of windows.entries())
    for (const [j, first] of windows.entries()) {
      if (i === j || later.start < first.start || (later.start === first.start && i < j)) continue
      const over = first.start + first.lasts
      if ((later.posted ?? 0) >= over) continue
      const machine = later.machines.find(each => first.machines.includes(each))
      if (machine === undefined) continue
      yield {
        at: ['maintenance', i],
        found: `another window of machine ${machine}, posted while the first goes on until ${inSeconds(over)} s`,
        expected: 'each machine in the schedule once at a time',
        remedy: `set posted: ${inSeconds(over)} s or later`,
      }
      break
    }
}

/** Machines that there are not. */
export function* unknownMachines(
  key: 'partitions' | 'maintenance',
  each: readonly { readonly machines: readonly number[] }[],
  groups: readonly MachineCounts[],
): Iterable<SystemFault> {
  const count = groups.reduce((sum, group) => sum + group.count, 0)
  for (const [i, { machines }] of each.entries())
    for (const [j, machine] of machines.entries())
      if (machine >= count)
        yield {
          at: [key, i, 'machines', j],
          found: `machine ${machine}`,
          expected: `a number from 0 to ${count - 1}`,
        }
}
