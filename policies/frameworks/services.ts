import { Batch } from './batch.ts'
import type { FailureOptions } from './failure-rule.ts'

/** Marathon's defaults: each failure lengthens the pause before the next launch by 15 %, up to 5 minutes. */
const BACKOFF_FACTOR = 1.15
const MAX_BACKOFF = 300_000_000

/**
 * Services: instances that must stay up. An instance that ends badly is launched again, after a pause that grows with
 * the job's failures (Marathon: backoffFactor 1.15, maxLaunchDelaySeconds 300; models/dcos.md §3.2).
 */
export class Services extends Batch {
  constructor(name: string, failure: Omit<FailureOptions, 'backoffFactor' | 'maxBackoff'>) {
    super(name, { ...failure, backoffFactor: BACKOFF_FACTOR, maxBackoff: MAX_BACKOFF })
  }
}
