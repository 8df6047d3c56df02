/**
 * What an experiment can set of the controller manager.
 */
import { scaleOption } from '../../generic/frameworks.ts'
import type { FrameworkSpec } from '../../generic/spec.ts'
import { marathonOptions } from '../../marathon/framework-options.ts'
import { metronomeOptions } from '../../metronome/framework-options.ts'
import type { OptionsOf } from '../../options.ts'
import type { ControllerManagerSpec } from './spec.ts'

export const controllerOptions: OptionsOf<
  Omit<ControllerManagerSpec, 'objects' | 'budgets'>,
  FrameworkSpec
> = {
  apiQps: {
    is: 'whole',
    least: 0,
    about:
      'Kubernetes: requests a second that each controller may send to the API server, one for each pod that it creates or deletes (--kube-api-qps); 0: no limit.',
  },
  apiBurst: { is: 'whole', least: 1, about: 'Kubernetes: so many may go at once (--kube-api-burst).' },
  strategy: {
    is: 'word',
    of: ['rolling-update', 'recreate'],
    about:
      'Kubernetes: a Deployment replaces its pods little by little, or ends all before it makes new ones.',
  },
  maxSurge: {
    is: 'part',
    ends: true,
    about:
      'Kubernetes: how many pods more than wanted a Deployment may have meanwhile, as a share; rounded up.',
  },
  maxUnavailable: {
    is: 'part',
    ends: true,
    about: 'Kubernetes: how many pods fewer may be available meanwhile, as a share; rounded down.',
  },
  minReady: {
    is: 'duration',
    zero: true,
    about: 'Kubernetes: how long a pod is ready before it counts as available (minReadySeconds).',
  },
  progressDeadline: {
    is: 'duration',
    never: true,
    about:
      'Kubernetes: a rollout that has not come forward for so long is said to have stalled (progressDeadlineSeconds).',
  },
  statefulSets: {
    is: 'list',
    of: { is: 'text', expected: 'a class of jobs' },
    about: 'Kubernetes: classes whose services are StatefulSets; others are Deployments. A list.',
  },
  podManagement: {
    is: 'word',
    of: ['ordered-ready', 'parallel'],
    about: 'Kubernetes: a StatefulSet makes one pod after the other is ready, or all at once.',
  },
  readyAfter: {
    is: 'duration',
    zero: true,
    about: "Kubernetes: from the start of a service's pod until it is ready. An assumption.",
  },
  toleration: {
    is: 'duration',
    never: true,
    about:
      'Kubernetes: how long pods stay on a node that is unreachable (tolerationSeconds), once their node is tainted.',
  },
  parallelism: {
    is: 'whole',
    least: 0,
    about: 'Kubernetes: how many pods of a Job run beside each other at most; 0: all.',
  },
  backoffLimit: {
    is: 'whole',
    least: 0,
    about: 'Kubernetes: so many failures of its pods a Job bears; one more, and it is given up.',
  },
  activeDeadline: {
    is: 'duration',
    never: true,
    about: 'Kubernetes: a Job that is older is given up, whatever runs (activeDeadlineSeconds).',
  },
  restart: {
    is: 'word',
    of: ['never', 'on-failure'],
    about:
      "Kubernetes: a Job's pod that fails is over, or its container is started again on its node (restartPolicy).",
  },
  startsAt: metronomeOptions.startsAt,
  schedules: {
    ...metronomeOptions.schedules,
    about:
      'Kubernetes: CronJobs, beside those of the workload; a time of the schedule is missed for good when its starting deadline is over. A list.',
  },
  scale: scaleOption,
  upgrades: {
    ...marathonOptions.upgrades,
    about:
      'Kubernetes: when all Deployments and StatefulSets get another template, some share of whose pods may never become ready; left out: none. A list.',
  },
}
