/**
 * How fast pods of a DaemonSet that fail are deleted, node by node (Kubernetes, pkg/controller/daemon/daemon_controller.go and
 * client-go/util/flowcontrol/backoff.go, v1.34).
 */
import { MINUTE, SECOND, type Time } from '../../../sim/engine/time.ts'

/** The first pause; it doubles with each pod that fails. */
export const FAILED_POD_BACKOFF: Time = SECOND
export const MAX_FAILED_POD_BACKOFF: Time = 15 * MINUTE
/** After so long without another it is as if none had failed. */
const FORGETS: Time = 2 * MAX_FAILED_POD_BACKOFF

/** What happened on a node of late. */
interface Failures {
  readonly pause: Time
  /** When the last pod that failed was deleted. */
  readonly at: Time
  /** While the next one waits: when it is looked at again. */
  lookAt: Time | null
}

export class FailedPodBackoff {
  readonly #nodes = new Map<string, Failures>()

  /** Null: a pod that failed there may go now, and counts as gone. Else when to look again. */
  holdsUp(nodeName: string, now: Time): Time | null {
    const known = this.#nodes.get(nodeName)
    const last = known !== undefined && now - known.at <= FORGETS ? known : undefined
    if (last !== undefined && now < last.at + last.pause) {
      // A whole pause from when it is first noticed, though a part of it is over; whoever looks before that may find it over.
      last.lookAt ??= now + last.pause
      return last.lookAt
    }
    const pause = last === undefined ? FAILED_POD_BACKOFF : Math.min(2 * last.pause, MAX_FAILED_POD_BACKOFF)
    this.#nodes.set(nodeName, { pause, at: now, lookAt: null })
    return null
  }
}
