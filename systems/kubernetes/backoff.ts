/**
 * How long a pod that failed stays away (Kubernetes, pkg/scheduler/backend/queue/backoff_queue.go, v1.34.4).
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'

export interface BackoffArgs {
  /** `podInitialBackoffSeconds`. */
  readonly initial: Time
  /** `podMaxBackoffSeconds`. */
  readonly max: Time
  /**
   * Ends of back-off are cut down to multiples of this, so that within one the more important pod is first
   * (SchedulerPopFromBackoffQ, on since 1.33); 0 leaves them as they are.
   */
  readonly window: Time
}

/** Defaults of pkg/scheduler/apis/config/v1/defaults.go, v1.34.4. */
export const defaultBackoff: BackoffArgs = { initial: SECOND, max: 10 * SECOND, window: SECOND }

/** Doubles with each failure up to the longest; none before the first. */
export function backoffDuration(failures: number, { initial, max }: BackoffArgs): Time {
  if (failures === 0) return 0
  let duration = initial
  for (let i = 1; i < failures; i++) {
    if (duration > max - duration) return max
    duration += duration
  }
  return duration
}

/** When the back-off of a pod ends that came into the queue at `queuedAt`. */
export function backoffEnd(queuedAt: Time, failures: number, args: BackoffArgs): Time {
  return aligned(queuedAt + backoffDuration(failures, args), args)
}

/** One that ends now still lasts, and with windows one that ends in the running one. */
export function isBackingOff(end: Time, now: Time, args: BackoffArgs): boolean {
  return end >= aligned(now, args)
}

function aligned(time: Time, { window }: BackoffArgs): Time {
  return window === 0 ? time : Math.floor(time / window) * window
}
