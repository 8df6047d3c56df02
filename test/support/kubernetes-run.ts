import { Machines } from '../../sim/world/machines.ts'
import { systems } from '../../systems/catalogue.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import type { ControllerManagerSpec } from '../../systems/kubernetes/framework/spec.ts'
import type { KubernetesSpec } from '../../systems/kubernetes/spec.ts'

/**
 * Kubernetes with its controllers alone, for all classes of jobs. It decides and binds at once, and its clients have no limits, so
 * that times are those of controllers, kubelets and nodes.
 */
export function kubernetesOf(
  changes: Partial<ControllerManagerSpec> = {},
  root: Partial<KubernetesSpec> = {},
): SystemSpec {
  const base = systems['kubernetes-controllers']!
  const controllers = base.frameworks.find(({ kind }) => kind === 'kube-controller-manager')!
  return {
    name: 'kubernetes-controllers',
    ...base,
    latency: { scheduler: 0, machine: 0, status: 0 },
    root: {
      ...(base.root as KubernetesSpec),
      think: { default: { perJob: 0, perTask: 0 } },
      bindingLatency: 0,
      qps: 0,
      amongEquals: 'first',
      ...root,
    },
    frameworks: [{ ...(controllers as ControllerManagerSpec), apiQps: 0, takes: ['*'], ...changes }],
  }
}

export const nodes = (count: number, cores = 4) =>
  new Machines(Array(count).fill(1000 * cores), Array(count).fill(8192))
