/**
 * Resource estimators: how many cores of an agent can be given away a second time. Pure; the agent asks.
 */
import type { OversubscriptionSpec } from './spec.ts'

/** What an agent sees of itself, thousandths of a core. */
export interface AgentUse {
  /** What it has. */
  readonly cpuMilli: number
  /** Held by regular tasks that have come to it. */
  readonly heldCpuMilli: number
  /** What those use of it. */
  readonly usedCpuMilli: number
  /** Held by revocable tasks that have come to it. */
  readonly revocableCpuMilli: number
  /** The load average of all that runs. */
  readonly load: number
}

type EstimatorSpec = Pick<
  OversubscriptionSpec,
  'resourceEstimator' | 'oversubscribedCpuMilli' | 'estimatorLoadThreshold' | 'slackShare'
>

/**
 * Cores that can be given away beyond those that revocable tasks hold (`ResourceEstimator::oversubscribable`), whole thousandths:
 *
 * - `fixed`: a number less what they hold (src/slave/resource_estimators/fixed.cpp; both eras);
 * - `threshold`: the same, and nothing while the load is above the threshold (blue-yonder/mesos-threshold-oversubscription,
 *   threshold_resource_estimator.cpp);
 * - `slack`: what regular tasks hold and do not use, or a part of it, less what they hold: the usage slack of Mesos'
 *   documentation (docs/oversubscription.md). What nobody holds is offered as regular and is no slack here.
 */
export function oversubscribable(spec: EstimatorSpec, agent: AgentUse): number {
  const most = Math.floor(mostRevocable(spec, agent))
  return Math.max(0, most - agent.revocableCpuMilli)
}

function mostRevocable(
  {
    resourceEstimator,
    oversubscribedCpuMilli = 0,
    estimatorLoadThreshold = 1,
    slackShare = 1,
  }: EstimatorSpec,
  { cpuMilli, heldCpuMilli, usedCpuMilli, load }: AgentUse,
): number {
  if (resourceEstimator === 'slack') return slackShare * (heldCpuMilli - usedCpuMilli)
  if (resourceEstimator === 'threshold' && load > estimatorLoadThreshold * cpuMilli) return 0
  return oversubscribedCpuMilli
}

/**
 * Revocable cores that the agent tells the master of: those that its revocable tasks hold, and what can be given away beyond them
 * (Slave::_forwardOversubscribed; both eras).
 */
export const toldRevocable = (spec: EstimatorSpec, agent: AgentUse): number =>
  agent.revocableCpuMilli + oversubscribable(spec, agent)
