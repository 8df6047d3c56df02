/**
 * Random controllers of Kubernetes.
 */
import fc from 'fast-check'
import { MILLISECOND, NEVER } from '../../sim/engine/time.ts'
import { systems } from '../../systems/catalogue.ts'
import type { FrameworkSpec } from '../../systems/generic/spec.ts'
import type { ControllerManagerSpec } from '../../systems/kubernetes/framework/spec.ts'

const controllerManager = systems['kubernetes-controllers']!.frameworks.find(
  ({ kind }) => kind === 'kube-controller-manager',
) as ControllerManagerSpec

/** What controllers of Kubernetes make of jobs, in place of the framework of `short`; null: nothing. */
export const controllers: fc.Arbitrary<((short: FrameworkSpec) => ControllerManagerSpec) | null> = fc.option(
  fc
    .record({
      apiQps: fc.constantFrom(0, 20, 2),
      apiBurst: fc.constantFrom(1, 30),
      parallelism: fc.constantFrom(0, 1, 2),
      backoffLimit: fc.constantFrom(1, 6),
      restart: fc.constantFrom<ControllerManagerSpec['restart'][]>('never', 'on-failure'),
      killGrace: fc.constantFrom(0, 400 * MILLISECOND),
      toleration: fc.constantFrom(0, 1000 * MILLISECOND, NEVER),
    })
    .map(changes => ({ name, takes, weight }: FrameworkSpec) => ({
      ...controllerManager,
      ...changes,
      name,
      takes,
      weight,
    })),
  { nil: null },
)
