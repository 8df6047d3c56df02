/**
 * Manifests of what pods refer to: PriorityClasses and PodDisruptionBudgets.
 */
import type { DisruptionBudgetSpec } from '../objects/disruption-budget-spec.ts'
import { type PriorityClass, systemPriorityClasses } from '../objects/priority-class.ts'
import { readAmount } from './amount.ts'
import type { Fields } from './fields.ts'
import type { Metadata } from './metadata.ts'
import { checkSelector } from './placement-rules.ts'
import { readSelector } from './selectors.ts'

/** Values above are those of the classes of the system (Kubernetes, pkg/apis/scheduling/types.go, v1.34.4). */
const HIGHEST_USER_PRIORITY = 1_000_000_000

/** Its fields stand beside its metadata, without a `spec`. */
export function readPriorityClass({ name }: Metadata, fields: Fields): PriorityClass {
  const value = fields.whole('value', 0, -(2 ** 31))
  if (!fields.has('value')) fields.expected('value', undefined, 'the priority of its pods')
  if (name.startsWith('system-') && !systemPriorityClasses.some(each => each.name === name))
    fields
      .inside('metadata')
      .expected(
        'name',
        name,
        'another name: those with system- are for the cluster itself',
        'rename the class',
      )
  if (value > HIGHEST_USER_PRIORITY && !name.startsWith('system-'))
    fields.expected('value', value, `at most ${HIGHEST_USER_PRIORITY}; more is for classes of the system`)
  return {
    name,
    value,
    globalDefault: fields.flag('globalDefault'),
    neverPreempts:
      fields.oneOf('preemptionPolicy', ['Never', 'PreemptLowerPriority'], 'PreemptLowerPriority') === 'Never',
  }
}

const unreadyPolicies = ['IfHealthyBudget', 'AlwaysAllow'] as const

export function readBudgetSpec({ namespace, name, labels }: Metadata, spec: Fields): DisruptionBudgetSpec {
  const budget: DisruptionBudgetSpec = {
    kind: 'PodDisruptionBudget',
    namespace,
    name,
    labels,
    selector: readSelector(spec, 'selector'),
    minAvailable: readAmount(spec, 'minAvailable', 100),
    maxUnavailable: readAmount(spec, 'maxUnavailable', 100),
    evictsUnready:
      spec.oneOf('unhealthyPodEvictionPolicy', unreadyPolicies, 'IfHealthyBudget') === 'AlwaysAllow',
  }
  checkSelector(spec.inside('selector'))
  if (spec.has('minAvailable') && spec.has('maxUnavailable'))
    spec.expected(
      'maxUnavailable',
      spec.anything('maxUnavailable'),
      'minAvailable or maxUnavailable, not both',
    )
  spec.end()
  return budget
}
