/**
 * QoS controllers: which revocable tasks an agent kills so that the regular ones have what they use. Pure; the agent asks.
 */
import type { TaskId } from '../../../sim/world/handles.ts'
import type { OversubscriptionSpec } from './spec.ts'

/**
 * The tasks to kill, of the revocable ones on the agent, the newest first (`QoSController::corrections`):
 *
 * - `load`: all of them while the load average is above the threshold (src/slave/qos_controllers/load.cpp; both eras);
 * - `threshold`: one of them (blue-yonder/mesos-threshold-oversubscription, threshold_qos_controller.cpp). Which one is the order
 *   of a hash table there; here the one that came last, which has the least to lose.
 */
export function corrections(
  { qosController, qosLoadThreshold = 1 }: Pick<OversubscriptionSpec, 'qosController' | 'qosLoadThreshold'>,
  load: number,
  cpuMilli: number,
  revocable: readonly TaskId[],
): readonly TaskId[] {
  if (qosController === 'none' || load <= qosLoadThreshold * cpuMilli) return []
  return qosController === 'load' ? revocable : revocable.slice(0, 1)
}
