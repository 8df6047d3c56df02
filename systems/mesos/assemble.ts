/**
 * From a system as written down to Mesos as its root: which framework is in which role, and what roles weigh.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import type { FrameworkSpec, MesosSpec, SystemSpec } from '../generic/spec.ts'
import { type MesosParts, MesosRoot } from './root.ts'

/** @throws SwitchyardError when two frameworks of one role have different weights. */
export function mesosRoot(options: MesosSpec, system: SystemSpec, takerOf: MesosParts['takerOf']): MesosRoot {
  return new MesosRoot({
    options,
    takerOf,
    roles: system.frameworks.map(roleOf),
    weights: weightsOf(system),
  })
}

/** Nobody's role is everybody's. */
const roleOf = ({ role }: FrameworkSpec): string => role ?? '*'

/**
 * Weights are of roles: the frameworks of a role share one.
 *
 * @throws SwitchyardError when two of them have different ones.
 */
function weightsOf({ name, frameworks }: SystemSpec): Map<string, number> {
  const weights = new Map<string, number>()
  for (const framework of frameworks) {
    const role = roleOf(framework)
    const before = weights.get(role) ?? framework.weight
    if (before !== framework.weight) {
      throw new SwitchyardError(
        `System '${name}' has frameworks of weights ${before} and ${framework.weight} in the role '${role}', but under Mesos a role has one weight: give them roles of their own, or one weight.`,
      )
    }
    weights.set(role, before)
  }
  return weights
}
