/**
 * Whether a run without an end comes to one.
 */

import { NEVER, SECOND, type Time } from '../../sim/engine/time.ts'
import { frameworkKinds } from '../../systems/catalogue.ts'
import type { FrameworkSpec } from '../../systems/generic/spec.ts'
import type { DistributionSpec } from '../../workloads/spec.ts'
import type { HardwareSpec } from '../plan.ts'
import { sentence } from './faults.ts'
import { tasksOf } from './part-tasks.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { PlannedWorkload } from './planned-workload.ts'
import type { Report } from './validation.ts'

/**
 * A task that is launched again whenever it fails needs e^n launches on average to outlive n mean times between
 * failures: from here on, tens of thousands.
 */
const MOST_LIVES = 10

/** Reports what would keep a run with `until: never` going for ever, or as good as. */
export function checkEnding(
  { spec }: PlannedWorkload,
  system: PlannedSystem | undefined,
  hardware: HardwareSpec | undefined,
  report: Report,
): void {
  if (spec.kind !== 'mix') return
  if (spec.parts.some(part => part.kind === 'services')) {
    const found = 'a run without an end with services'
    report(['until'], sentence({ found, expected: 'an end: services never stop', remedy: 'set until' }))
  }
  const machineFails = hardware?.meanTimeToFailure ?? NEVER
  for (const part of spec.parts) {
    const framework =
      system?.spec.frameworks.find(({ takes }) => takes.includes(part.jobClass)) ??
      system?.spec.frameworks.find(({ takes }) => takes.includes('*'))
    if (part.kind === 'services' || framework === undefined) continue
    for (const { whose, duration, meanTimeToFailure, fails } of tasksOf(part)) {
      if (duration === undefined) continue
      if (
        fails !== undefined &&
        fails.share > 0 &&
        fails.launches === undefined &&
        launchesForEver(framework)
      ) {
        const found = `a run without an end, and tasks of ${whose} that fail at every launch and are launched again for ever`
        const remedy = 'set until, or another on-failure, or the launches that fail'
        report(['until'], sentence({ found, expected: 'an end', remedy }))
      }
      const lives = longest(duration) / timeBetweenRelaunches(meanTimeToFailure, framework, machineFails)
      if (lives <= MOST_LIVES) continue
      const found = `a run without an end, and tasks of ${whose} that run for up to ${spanOf(longest(duration))} and rarely live that long`
      const expected = 'an end: they are launched again for ever'
      report(['until'], sentence({ found, expected, remedy: 'set until, or let them fail less often' }))
    }
  }
}

function launchesForEver(framework: FrameworkSpec): boolean {
  return frameworkKinds[framework.kind]!.onFailure(framework) === 'relaunch'
}

/** Mean time between failures of a task after which it is launched again without limit. */
function timeBetweenRelaunches(taskFails: Time, framework: FrameworkSpec, machineFails: Time): Time {
  const onFailure = frameworkKinds[framework.kind]!.onFailure(framework)
  const own = launchesForEver(framework) ? 1 / taskFails : 0
  const lost = onFailure === 'cancel' ? 0 : 1 / machineFails
  return 1 / (own + lost)
}

/** About the longest of ten thousand draws. */
export function longest(spec: DistributionSpec): number {
  switch (spec.kind) {
    case 'constant':
      return spec.value
    case 'uniform':
      return spec.high
    case 'exponential':
      return spec.mean * Math.log(10_000)
    case 'lognormal': {
      // 3.719 is the quantile of the standard normal distribution at 1 - 1/10 000.
      const variance = Math.log1p(spec.cv * spec.cv)
      return spec.mean * Math.exp(3.719 * Math.sqrt(variance) - variance / 2)
    }
  }
}

function spanOf(time: Time): string {
  return `${Math.round(time / SECOND)} s`
}
