/**
 * How long a kubelet waits before it starts a container again (Kubernetes, pkg/kubelet/kubelet.go, MaxContainerBackOff and
 * containerBackOffPeriod, and client-go, util/flowcontrol/backoff.go, v1.34.4).
 */
import { MINUTE, SECOND, type Time } from '../../sim/engine/time.ts'

const FIRST: Time = 10 * SECOND
const LONGEST: Time = 5 * MINUTE
/** A container that ran for twice the longest back-off begins anew. */
const FORGIVEN_AFTER: Time = 2 * LONGEST

/** Starts that came to an end one after another, the one that has just ended included, when it ran for so long. */
export function crashesInRow(before: number, ran: Time): number {
  return ran >= FORGIVEN_AFTER ? 1 : before + 1
}

/** The pause after so many: none after the first, then 10 s, 20 s, … up to 5 min. */
export function restartPause(crashes: number): Time {
  let pause = 0
  for (let i = 1; i < crashes && pause < LONGEST; i++) pause = pause === 0 ? FIRST : 2 * pause
  return Math.min(pause, LONGEST)
}
