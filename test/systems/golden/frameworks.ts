/**
 * Frameworks of eventful runs that several have.
 */
import { MILLISECOND, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { FrameworkSpec } from '../../../systems/generic/spec.ts'
import { framework } from '../../support/small-system.ts'

export const latency = { scheduler: 3 * MILLISECOND, machine: 2 * MILLISECOND, status: MILLISECOND }
export const retried = { onFailure: 'retry', retries: 2, backoff: SECOND / 2, cancels: 'dependents' } as const

export const services = framework('services', { ...retried, kind: 'services', takes: ['web', 'db'] })
export const scale = [
  { at: 45 * SECOND, to: 5 },
  { at: 100 * SECOND, to: 1 },
  { at: 130 * SECOND, to: 3 },
]
export const jobs = framework('jobs', {
  ...retried,
  onFailure: 'relaunch',
  takes: ['batch', '*'],
  killGrace: SECOND,
})
export const short = framework('short', { ...retried, takes: ['short'] })
export const flows = framework('flows', { ...retried, kind: 'pipelines', takes: ['pipeline'] })

export const named = (name: string, of: string): FrameworkSpec =>
  systems[name]!.frameworks.find(each => each.name === of)!
export const upgrades = [
  { at: 30 * SECOND },
  { at: 85 * SECOND, failing: 0.4 },
  { at: 150 * SECOND, failing: 0 },
]

/** Tasks on cores that may be taken back, whose own use changes. */
export const revocable = {
  revocable: true,
  usage: [
    { at: 0, least: 0.5, most: 1 },
    { at: 60 * SECOND, least: 0.2, most: 0.4 },
  ],
  usageInterval: 7 * SECOND,
}

/** A framework whose process dies once. */
export const dying = {
  process: {
    failures: [50 * SECOND],
    meanTimeToFailure: NEVER,
    restart: 4 * SECOND,
    reconciliation: 2 * SECOND,
    failoverTimeout: 100 * SECOND,
  },
}
