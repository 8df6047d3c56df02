/**
 * Kubernetes with as many settings at work as go together.
 */
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { FrameworkSpec, SystemSpec } from '../../../systems/generic/spec.ts'
import type { ControllerManagerSpec } from '../../../systems/kubernetes/framework/spec.ts'
import type { KubernetesSpec } from '../../../systems/kubernetes/spec.ts'
import type { Eventful } from './eventful-run.ts'
import { dying, flows, jobs, latency, named, scale, upgrades } from './frameworks.ts'

const controllers = (changes: Partial<ControllerManagerSpec> = {}): ControllerManagerSpec => ({
  ...(named('kubernetes-controllers', 'controllers') as ControllerManagerSpec),
  takes: ['web', 'db', 'batch', 'short', '*'],
  statefulSets: ['db'],
  apiQps: 10,
  apiBurst: 5,
  killGrace: 2 * SECOND,
  readyAfter: SECOND,
  minReady: 2 * SECOND,
  toleration: 20 * SECOND,
  parallelism: 2,
  backoffLimit: 3,
  scale,
  upgrades,
  schedules: [
    { cron: '* * * * *', cpuMilli: 500, memoryMiB: 64, duration: 90 * SECOND, concurrency: 'replace' },
    { cron: '*/2 * * * *', cpuMilli: 1000, memoryMiB: 128, duration: 130 * SECOND, concurrency: 'forbid' },
  ],
  ...changes,
})

function kubernetes(root: Partial<KubernetesSpec>, frameworks: readonly FrameworkSpec[]): SystemSpec {
  const base = systems['kubernetes-controllers']!
  const own: Partial<KubernetesSpec> = {
    nodeMonitorGracePeriod: 8 * SECOND,
    nodeMonitorPeriod: 2 * SECOND,
    heartbeatInterval: 3 * SECOND,
    podMaxBackoff: 6 * SECOND,
    qps: 20,
    burst: 10,
    ...root,
  }
  return {
    ...base,
    name: 'kubernetes',
    latency,
    frameworks,
    root: { ...(base.root as KubernetesSpec), ...own },
  }
}

export const kubernetesScenarios: Readonly<Record<string, Eventful>> = {
  'Kubernetes with controllers': { system: kubernetes({}, [controllers()]) },
  'Kubernetes with controllers of the other sort, and no hints': {
    system: kubernetes(
      { queueingHints: false, amongEquals: 'first', percentageOfNodesToScore: 40, maxPods: 6 },
      [
        controllers({
          strategy: 'recreate',
          podManagement: 'parallel',
          progressDeadline: 20 * SECOND,
          parallelism: 0,
          restart: 'on-failure',
          activeDeadline: 60 * SECOND,
          toleration: NEVER,
        }),
      ],
    ),
  },
  'Kubernetes with priorities, which preempts': {
    system: kubernetes({ qps: 0, nodeEvictionRate: 0.2 }, [
      controllers({ takes: ['web', 'db'] }),
      { ...jobs, takes: ['batch'] },
      { ...flows, takes: ['*'] },
    ]),
    pipelines: true,
    extras: true,
    priorities: true,
  },
  'Kubernetes whose controllers die, with few requests a second': {
    system: kubernetes({ qps: 2, burst: 1, bindingLatency: SECOND, podInitialBackoff: 2 * SECOND }, [
      controllers({ apiQps: 1, apiBurst: 1, toleration: 5 * SECOND, restart: 'never', ...dying }),
    ]),
    extras: true,
    priorities: true,
  },
}
