/**
 * How agents and schedulers find a master again: after a random pause, and then again and again, each time after a random part
 * of a pause that doubles (src/slave/slave.cpp, doReliableRegistration; src/sched/sched.cpp; both eras).
 */
import { uniform } from '../../sim/chance/distributions.ts'
import type { Random } from '../../sim/chance/random.ts'
import { MINUTE, SECOND, type Time } from '../../sim/engine/time.ts'

/** `--registration_backoff_factor` of an agent. */
export const AGENT_BACKOFF: Time = SECOND

/** The factor of the scheduler driver. */
export const SCHEDULER_BACKOFF: Time = 2 * SECOND

/** The longest pause (REGISTER_RETRY_INTERVAL_MAX, both). */
export const LONGEST_BACKOFF: Time = MINUTE

/** The pause before attempt number `attempt`, the first being 0. Whole microseconds. */
export function registrationPause(attempt: number, factor: Time, random: Random): Time {
  let most = factor
  for (let i = 0; i < attempt && most < LONGEST_BACKOFF; i++) most *= 2
  return Math.floor(uniform(random, 0, Math.min(most, LONGEST_BACKOFF)))
}

/** `--agent_reregister_timeout`, the same in both eras: agents that a new master has not heard of by then are given up. */
export const AGENT_REREGISTER_TIMEOUT: Time = 10 * MINUTE

/** `--zk_session_timeout`: a dead master is noticed when its session ends; the election itself takes no time to speak of. */
export const ZOOKEEPER_SESSION: Time = 10 * SECOND
