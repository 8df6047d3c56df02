/**
 * CronJobs.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { JobSpec } from './job.ts'
import type { ObjectMeta } from './object-name.ts'

export interface CronJob extends ObjectMeta {
  readonly kind: 'CronJob'
  /** As it is written; that it can be read was checked. */
  readonly schedule: string
  /** A name of the IANA database; null means that of the controller manager. */
  readonly timeZone: string | null
  readonly concurrencyPolicy: 'Allow' | 'Forbid' | 'Replace'
  /** NEVER where there is none. */
  readonly startingDeadline: Time
  readonly suspend: boolean
  readonly job: JobSpec
}
