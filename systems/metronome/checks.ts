/**
 * What does not go together in a Metronome, and in a Metronome on its root.
 */
import { SECOND } from '../../sim/engine/time.ts'
import { parseInstant } from '../calendar/instant-text.ts'
import { UTC, zoneOf } from '../calendar/zone.ts'
import type { SystemFault } from '../definition.ts'
import type { RootSpec } from '../generic/spec.ts'
import { rulesBeside } from '../mesos/rules-beside.ts'
import { readOrFaults } from '../read-or-faults.ts'
import { parseCron } from './cron.ts'
import { flagsOf } from './framework/options-of.ts'
import type { CronJobSpec, MetronomeSpec } from './spec.ts'

export function* checkMetronome(spec: MetronomeSpec, root: RootSpec): Iterable<SystemFault> {
  const { name: framework, startsAt } = spec
  yield* rulesBeside(spec, root, {
    system: 'Metronome',
    asks: 'jobs',
    remedy: 'take the rules away, or the framework',
  })
  const starts = yield* readOrFaults(framework, ['starts-at'], where => parseInstant(startsAt, where))
  for (const [i, each] of spec.schedules.entries()) yield* scheduleFaults(spec, each, i, starts ?? 0)
}

function* scheduleFaults(
  { name: framework, kind }: MetronomeSpec,
  { cron, timezone = 'UTC', concurrency, startingDeadline }: CronJobSpec,
  index: number,
  starts: number,
): Iterable<SystemFault> {
  const place = ['schedules', index]
  const { era } = flagsOf(kind)
  const parsed = yield* readOrFaults(framework, [...place, 'cron'], where => parseCron(cron, where))
  const zone = yield* readOrFaults(framework, [...place, 'timezone'], where => zoneOf(timezone, where))
  if (parsed !== undefined && parsed.next(starts, zone ?? UTC) === null)
    yield {
      framework,
      at: [...place, 'cron'],
      found: `"${cron}", which never fires`,
      expected: 'dates that a calendar has, after the run has begun',
      remedy: 'loosen its days, months or years',
    }
  if (era === 'head' && concurrency === 'replace')
    yield {
      framework,
      at: [...place, 'concurrency'],
      found: '"replace"',
      expected: 'allow or forbid: Metronome never replaced a run, and took the word out of its schema',
    }
  if (era !== 'head' && startingDeadline !== undefined)
    yield {
      framework,
      at: [...place, 'starting-deadline'],
      about: 'key',
      found: 'a deadline for the start',
      expected: 'none: Metronome 0.1 obeys none',
      remedy: 'take kind: metronome-head',
    }
  if (startingDeadline !== undefined && startingDeadline < 60 * SECOND)
    yield {
      framework,
      at: [...place, 'starting-deadline'],
      found: `${startingDeadline / SECOND} s`,
      expected: '60 s or more',
    }
}
