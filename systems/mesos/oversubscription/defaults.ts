/**
 * Defaults of what agents do about oversubscription.
 */
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import type { OversubscriptionSpec } from './spec.ts'

export const oversubscriptionDefaults: OversubscriptionSpec = {
  // Mesos comes with estimator and controller that do nothing (src/slave/resource_estimators/noop.cpp, qos_controllers/noop.cpp).
  resourceEstimator: 'none',
  qosController: 'none',
  // --oversubscribed_resources_interval, src/slave/flags.cpp.
  oversubscribedResourcesInterval: 15 * SECOND,
  // --qos_correction_interval_min is 0, so that a controller is asked all the time; 15 s is what the threshold modules advise.
  qosCorrectionInterval: 15 * SECOND,
  // The shorter one of the two averages that Mesos' load controller looks at.
  loadAverage: 5 * MINUTE,
}
