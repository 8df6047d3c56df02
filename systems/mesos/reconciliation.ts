/**
 * What a master answers about a task when a scheduler asks (src/master/master.cpp, reconcileTasks, both eras), and how often a
 * scheduler asks that has no answer.
 */
import { MINUTE, SECOND, type Time } from '../../sim/engine/time.ts'

/** What the master knows of the agent of a task that it does not know. */
export type AgentState = 'registered' | 'recovering' | 'unreachable' | 'unknown'

/**
 * The state of a task that the master does not know; null: it does not answer. Frameworks that are not PARTITION_AWARE are told
 * LOST in each of these cases, as in 1.0 everybody is. An agent that the registry has may come back with the task: nothing is said of
 * it before.
 */
export function stateOfUnknown(agent: AgentState): 'GONE' | 'UNREACHABLE' | 'UNKNOWN' | null {
  if (agent === 'recovering') return null
  if (agent === 'registered') return 'GONE'
  return agent === 'unreachable' ? 'UNREACHABLE' : 'UNKNOWN'
}

/** The first pause of a scheduler of the house that waits for answers, and the longest. Assumed: Mesos says that they should double. */
export const SHORTEST_PAUSE: Time = 10 * SECOND
export const LONGEST_PAUSE: Time = 10 * MINUTE

/** The pause after so many attempts in a row. */
export const reconciliationPause = (attempts: number): Time =>
  Math.min(SHORTEST_PAUSE * 2 ** Math.min(attempts, 30), LONGEST_PAUSE)
