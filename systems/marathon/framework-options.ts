/**
 * What an experiment can set of a Marathon.
 */
import { backoffOption, scaleOption } from '../generic/frameworks.ts'
import type { FrameworkSpec } from '../generic/spec.ts'
import type { OptionsOf } from '../options.ts'
import type { MarathonSpec } from './spec.ts'

export const marathonOptions: OptionsOf<Omit<MarathonSpec, 'apps'>, FrameworkSpec> = {
  maxInstancesPerOffer: {
    is: 'whole',
    least: 1,
    about: 'Marathon: instances that are launched on one offer at most (--max_tasks_per_offer).',
  },
  launchTokens: {
    is: 'whole',
    least: 1,
    about: 'Marathon: launches that are not yet known to run, at most (--launch_tokens).',
  },
  launchTokenRefreshInterval: {
    is: 'duration',
    about: 'Marathon: after so long they are forgotten (--launch_token_refresh_interval).',
  },
  declineOfferDuration: {
    is: 'duration',
    about: 'Marathon: for so long an offer that nobody wants is declined (--decline_offer_duration).',
  },
  minReviveOffersInterval: {
    is: 'duration',
    about: 'Marathon: least time between two revives (--min_revive_offers_interval).',
  },
  offerMatchingTimeout: {
    is: 'duration',
    about: 'Marathon: apps may be asked about an offer for so long (--offer_matching_timeout).',
  },
  taskLaunchConfirmTimeout: {
    is: 'duration',
    about: 'Marathon: a launch that Mesos knows nothing of is given up after so long.',
  },
  taskLaunchTimeout: {
    is: 'duration',
    about: 'Marathon: a task that Mesos knows, and that does not run, is killed after so long.',
  },
  draining: {
    is: 'duration',
    zero: true,
    about:
      'Marathon at head: agents are left alone from so long before their maintenance on (--draining_seconds).',
  },
  backoff: backoffOption,
  backoffFactor: {
    is: 'ratio',
    about: 'Marathon: with each further failure the pause grows by this factor, 1 or more.',
  },
  maxLaunchDelay: {
    is: 'duration',
    about: 'Marathon: the longest pause (maxLaunchDelaySeconds).',
  },
  constraints: {
    is: 'list',
    of: {
      is: 'list',
      of: { is: 'text', expected: 'a field, an operator, or a value' },
      least: 2,
      expected: 'a constraint such as [hostname, UNIQUE]',
    },
    expected: 'constraints such as [[hostname, UNIQUE]]',
    about: 'Marathon: constraints of every app, such as [[hostname, UNIQUE]]. A list.',
  },
  volumes: {
    is: 'list',
    of: {
      is: 'map',
      of: {
        sizeMiB: { is: 'memory', about: "Its size, out of the machine's disk, which is listed in MiB." },
      },
    },
    expected: 'volumes such as [{ size: 10 GiB }]',
    about:
      'Marathon: persistent volumes of every instance: it reserves what it needs, and comes back to it. A list.',
  },
  ports: {
    is: 'whole',
    least: 0,
    about: 'Marathon: ports of its host that an instance asks for, whichever; agents must offer some.',
  },
  minimumHealthCapacity: {
    is: 'part',
    ends: true,
    about: 'Marathon: the share of instances that stays healthy during an upgrade.',
  },
  maximumOverCapacity: {
    is: 'part',
    ends: true,
    about: 'Marathon: how many instances more there may be during an upgrade, as a share.',
  },
  killSelection: {
    is: 'word',
    of: ['YOUNGEST_FIRST', 'OLDEST_FIRST'],
    about: 'Marathon: which instances go first when there are too many.',
  },
  unreachable: {
    is: 'map',
    of: {
      inactiveAfter: {
        is: 'duration',
        zero: true,
        about: 'An instance that is unreachable for longer is inactive, and another is started in its place.',
      },
      expungeAfter: {
        is: 'duration',
        zero: true,
        about: 'One that is unreachable for longer is expunged, and killed should it come back.',
      },
    },
    or: 'disabled',
    about:
      'Marathon at head, which is PARTITION_AWARE: what becomes of instances on agents that are given up (unreachableStrategy); disabled: they are waited for.',
  },
  healthCheck: {
    is: 'map',
    of: {
      grace: { is: 'duration', zero: true, about: 'Failures of a younger instance are forgiven.' },
      interval: { is: 'duration', about: 'From one check to the next.' },
      timeout: { is: 'duration', about: 'A check without an answer has failed after so long.' },
      maxConsecutiveFailures: {
        is: 'whole',
        least: 0,
        about: 'So many failures in a row are borne; 0: any number.',
      },
    },
    about: 'Marathon: the health check of every app; left out: there is none.',
  },
  readinessCheck: {
    is: 'map',
    of: { interval: { is: 'duration', about: 'From one check to the next.' } },
    about: 'Marathon: the readiness check of every app; left out: there is none.',
  },
  dependencies: {
    is: 'by-name',
    of: { is: 'list', of: { is: 'text', expected: 'a class of jobs' }, least: 1 },
    about: 'Marathon: by class of jobs, the classes whose apps are deployed before.',
  },
  failing: {
    is: 'part',
    ends: true,
    about: 'Marathon: the share of instances that fail every health check. An assumption.',
  },
  healthyAfter: {
    is: 'duration',
    zero: true,
    about: 'Marathon: from the start of an instance until it answers health checks. An assumption.',
  },
  readyAfter: {
    is: 'duration',
    zero: true,
    about: 'Marathon: from the start of an instance until it says that it is ready. An assumption.',
  },
  whenUnwell: {
    is: 'word',
    of: ['refuses', 'hangs'],
    about:
      'Marathon: a check of an instance that is not well fails at once, or by its timeout. An assumption.',
  },
  whenDone: {
    is: 'word',
    of: ['remove', 'relaunch'],
    about:
      'Marathon: an instance whose job is done is taken away by whoever deployed it, or its command ended and is launched again.',
  },
  matchTime: {
    is: 'duration',
    zero: true,
    about: 'Marathon: to ask one app about one offer, one after the other. An assumption.',
  },
  deploymentCost: {
    is: 'duration',
    zero: true,
    about: 'Marathon: what a deployment costs for each app of its group, one after the other. An assumption.',
  },
  scale: scaleOption,
  upgrades: {
    is: 'list',
    of: {
      is: 'map',
      of: {
        at: { is: 'duration', zero: true, about: 'When every app that is there gets another configuration.' },
        failing: {
          is: 'part',
          ends: true,
          optional: true,
          about: 'The share of its instances that fail every health check; left out: as before.',
        },
      },
    },
    expected: 'upgrades such as [{ at: 1 h }]',
    about: 'Marathon: rolling upgrades of all apps. A list.',
  },
}
