/**
 * A KubeSchedulerConfiguration (kubescheduler.config.k8s.io/v1) as the profiles and settings of the scheduler (Kubernetes,
 * staging/src/k8s.io/kube-scheduler/config/v1/types.go and pkg/scheduler/apis/config/validation/validation.go, v1.34.4).
 */
import type { Time } from '../../../sim/engine/time.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { defaultBackoff } from '../backoff.ts'
import { DEFAULT_SCHEDULER } from '../pod.ts'
import { defaultPreemptionArgs } from '../preemption.ts'
import { defaultArgs, defaultProfile } from '../profile.ts'
import type { NamedProfile } from '../profiles.ts'
import type { Fields, Reading } from './fields.ts'
import { between, readPluginArgs } from './plugin-args.ts'
import { readPluginSets } from './plugin-sets.ts'

const VERSION = 'kubescheduler.config.k8s.io/v1'
const KIND = 'KubeSchedulerConfiguration'

/** They say how the process runs, not what it decides. */
const inert = [
  'parallelism',
  'leaderElection',
  'healthzBindAddress',
  'metricsBindAddress',
  'enableProfiling',
  'enableContentionProfiling',
  'delayCacheUntilActive',
]

export interface SchedulerConfiguration {
  readonly profiles: readonly NamedProfile[]
  /** Settings that the file has; absent where it does not speak of them. */
  readonly percentageOfNodesToScore?: number
  readonly podInitialBackoff?: Time
  readonly podMaxBackoff?: Time
  readonly qps?: number
  readonly burst?: number
}

/** What decides where there is no file: the default profile alone. */
export function defaultProfiles(percentageOfNodesToScore: number): readonly NamedProfile[] {
  return [
    {
      name: DEFAULT_SCHEDULER,
      profile: defaultProfile(defaultArgs, percentageOfNodesToScore),
      args: defaultArgs,
      preemption: defaultPreemptionArgs,
    },
  ]
}

/** Faults and fields that are not modelled are in `reading` afterwards. */
export function readSchedulerConfiguration(value: unknown, reading: Reading): SchedulerConfiguration {
  const fields = reading.fields(value)
  for (const [key, expected] of [
    ['apiVersion', VERSION],
    ['kind', KIND],
  ] as const)
    if (fields.text(key) !== expected) fields.expected(key, fields.text(key), expected)
  const percentage = fields.has('percentageOfNodesToScore')
    ? between(fields, 'percentageOfNodesToScore', 0, 0, 100)
    : undefined
  const initial = seconds(fields, 'podInitialBackoffSeconds')
  const max = seconds(fields, 'podMaxBackoffSeconds')
  if ((initial ?? defaultBackoff.initial) > (max ?? defaultBackoff.max))
    fields.expected(
      'podInitialBackoffSeconds',
      (initial ?? defaultBackoff.initial) / SECOND,
      'at most podMaxBackoffSeconds',
    )
  const client = fields.fields('clientConnection')
  const qps = client.has('qps') ? client.whole('qps', 0) : undefined
  const burst = client.has('burst') ? client.whole('burst', 1, 1) : undefined
  client.end(['kubeconfig', 'acceptContentTypes', 'contentType'])
  if ((fields.list('extenders', () => null) ?? []).length > 0) fields.unmodelled('extenders')
  const names = new Set<string>()
  const profiles = fields.list('profiles', profile => {
    const read = readProfile(profile, percentage ?? 0)
    if (names.has(read.name)) profile.expected('schedulerName', read.name, 'another name for each profile')
    names.add(read.name)
    return read
  })
  fields.end(inert)
  return {
    profiles: profiles === null || profiles.length === 0 ? defaultProfiles(percentage ?? 0) : profiles,
    ...(percentage !== undefined && { percentageOfNodesToScore: percentage }),
    ...(initial !== undefined && { podInitialBackoff: initial }),
    ...(max !== undefined && { podMaxBackoff: max }),
    ...(qps !== undefined && { qps }),
    ...(burst !== undefined && { burst }),
  }
}

function readProfile(fields: Fields, percentage: number): NamedProfile {
  const name = fields.text('schedulerName', DEFAULT_SCHEDULER)
  const own = fields.has('percentageOfNodesToScore')
    ? between(fields, 'percentageOfNodesToScore', 0, 0, 100)
    : percentage
  const { plugins: args, preemption } = readPluginArgs(fields)
  const defaults = fields.attempt(['pluginConfig'], defaultProfile(defaultArgs, own), () =>
    defaultProfile(args, own),
  )
  const { preempts, ...sets } = readPluginSets(fields, defaults.plugins)
  fields.end()
  return {
    name,
    profile: { ...sets, percentageOfNodesToScore: own },
    args,
    preemption: preempts ? preemption : null,
  }
}

function seconds(fields: Fields, key: string): Time | undefined {
  return fields.has(key) ? fields.whole(key, 1, 1) * SECOND : undefined
}
