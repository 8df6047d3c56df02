/**
 * What does not go together in a controller manager.
 */
import { parseInstant } from '../../calendar/instant-text.ts'
import { UTC, zoneOf } from '../../calendar/zone.ts'
import type { SystemFault } from '../../definition.ts'
import { readOrFaults } from '../../read-or-faults.ts'
import { parseCronSchedule } from '../controllers/cron-schedule.ts'
import type { ControllerManagerSpec } from './spec.ts'

export function* checkControllerManager(spec: ControllerManagerSpec): Iterable<SystemFault> {
  const { name: framework, startsAt, schedules, strategy, maxSurge, maxUnavailable } = spec
  const starts = yield* readOrFaults(framework, ['starts-at'], where => parseInstant(startsAt, where))
  for (const [i, { cron, timezone = 'UTC' }] of schedules.entries()) {
    const at = ['schedules', i]
    const schedule = yield* readOrFaults(framework, [...at, 'cron'], where => parseCronSchedule(cron, where))
    const zone = yield* readOrFaults(framework, [...at, 'timezone'], where => zoneOf(timezone, where))
    if (schedule !== undefined && schedule.next(starts ?? 0, zone ?? UTC) === null)
      yield {
        framework,
        at: [...at, 'cron'],
        found: `"${cron}", which never fires`,
        expected: 'dates that a calendar has, after the run has begun',
        remedy: 'loosen its days or months',
      }
  }
  if (strategy === 'rolling-update' && maxSurge === 0 && maxUnavailable === 0)
    yield {
      framework,
      at: ['max-surge'],
      found: '0 beside max-unavailable: 0',
      expected: 'room for a pod more, or leave for a pod fewer: the API server refuses none of both',
    }
  if (spec.progressDeadline <= spec.minReady)
    yield {
      framework,
      at: ['progress-deadline'],
      found: 'a deadline that is over before a pod counts as available',
      expected: 'more than min-ready',
    }
}
