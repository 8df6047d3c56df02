/**
 * Which framework of a system runs the objects of manifests, and what of them it does not honour.
 */
import type { FrameworkSpec } from '../../systems/generic/spec.ts'
import type { ControllerManagerSpec } from '../../systems/kubernetes/framework/spec.ts'
import type { KubernetesSpec } from '../../systems/kubernetes/spec.ts'
import type { PlannedManifests } from './manifests.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { TakingSystem } from './taking-system.ts'

/** Said of systems that know of no pods. */
const ONLY = 'all but the number, requests, priority and duration of pods'

/**
 * The system with the objects for its controller manager, and the nodes for its root. Elsewhere services are for who takes
 * `service`, and what comes to an end for who takes `batch`. What the experiment gives to somebody stays there.
 */
export function takingManifests(system: PlannedSystem, manifests: PlannedManifests): TakingSystem {
  const { spec } = system
  const { parts, objects, budgets, cluster, remarks } = manifests
  const taken = new Set(spec.frameworks.flatMap(({ takes }) => takes))
  const left = parts.filter(({ jobClass }) => !taken.has(jobClass))
  const controllers = spec.frameworks.find(isControllerManager)
  const takerOf = (kind: string) =>
    controllers ??
    spec.frameworks.find(({ takes }) => takes.includes(kind === 'services' ? 'service' : 'batch'))
  const frameworks = spec.frameworks.map(framework => {
    const own = left.filter(({ kind }) => takerOf(kind) === framework).map(({ jobClass }) => jobClass)
    const takes = [...framework.takes, ...own]
    return isControllerManager(framework)
      ? { ...framework, takes, objects, budgets }
      : { ...framework, takes }
  })
  const root =
    spec.root.kind === 'kubernetes' ? ({ ...spec.root, written: cluster } as KubernetesSpec) : spec.root
  const isHonoured = controllers !== undefined
  const count = parts.length
  return {
    system: { ...system, spec: { ...spec, root, frameworks } },
    remarks: isHonoured ? remarks : [...remarks, { remark: ONLY, count, about: 'manifest fields' }],
  }
}

function isControllerManager(framework: FrameworkSpec): framework is ControllerManagerSpec {
  return framework.kind === 'kube-controller-manager'
}
