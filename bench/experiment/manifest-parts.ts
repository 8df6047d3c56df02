/**
 * Objects of manifests as parts of a workload: each object is a class of jobs, in which it is alone.
 */
import { NEVER } from '../../sim/engine/time.ts'
import { Concurrency } from '../../sim/world/batch.ts'
import type { Instant } from '../../systems/calendar/zone.ts'
import { UTC, zoneOf } from '../../systems/calendar/zone.ts'
import { parseCronSchedule } from '../../systems/kubernetes/controllers/cron-schedule.ts'
import { nodeVerdict, tolerationsOf } from '../../systems/kubernetes/controllers/daemon-node.ts'
import type { Node } from '../../systems/kubernetes/node.ts'
import type { PodMaker } from '../../systems/kubernetes/objects/cluster-objects.ts'
import type { CronJob } from '../../systems/kubernetes/objects/cron-job.ts'
import type { DaemonSet } from '../../systems/kubernetes/objects/daemon-set.ts'
import type { JobSpec } from '../../systems/kubernetes/objects/job.ts'
import type { PodTemplateSpec } from '../../systems/kubernetes/objects/pod-template-spec.ts'
import type { CronPart, DistributionSpec, ServicesPart } from '../../workloads/spec.ts'
import { MIB, THOUSANDTHS } from './node-machines.ts'
import { MOST_MOMENTS, momentsOf } from './run-times.ts'

/** What parts depend on besides their object. */
export interface PartSetting {
  readonly nodes: readonly Node[]
  /** What the calendar shows at time 0. */
  readonly begins: Instant
  /** End of submissions. */
  readonly until: number
  /** How long a pod runs that comes to an end; undefined: nobody says it. */
  readonly jobDuration: DistributionSpec | undefined
}

export type ObjectPart = ServicesPart | CronPart

/** Why an object makes no pods, as a remark: `Jobs that are suspended`. */
export interface Idle {
  readonly idle: string
}

/** It runs for a time that nobody has said. */
export const LACKS_DURATION = 'lacks duration'

/** The part of so many objects that are alike, in a class. */
export function partOf(
  jobClass: string,
  object: PodMaker,
  count: number,
  setting: PartSetting,
): ObjectPart | Idle | typeof LACKS_DURATION {
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
      if (object.replicas === 0) return { idle: `${object.kind}s of no replicas` }
      return service(jobClass, object.pod, object.replicas, 1, setting)
    case 'DaemonSet': {
      const nodes = setting.nodes.length === 0 ? 1 : nodesFor(object, setting.nodes)
      if (nodes === 0) return { idle: 'DaemonSets that no node takes' }
      return service(jobClass, object.pod, nodes, 1, setting)
    }
    case 'Pod':
      if (object.pod.restartPolicy === 'Always') return service(jobClass, object.pod, 1, count, setting)
      return job(jobClass, object.pod, 1, onceEach(count), setting)
    case 'Job':
      if (object.suspend) return { idle: 'Jobs that are suspended' }
      if (podsOf(object) === 0) return { idle: 'Jobs of no pods' }
      return job(jobClass, object.pod, podsOf(object), onceEach(1), setting)
    case 'CronJob':
      return cron(jobClass, object, setting)
  }
}

const podsOf = ({ completions, parallelism }: JobSpec) => completions ?? parallelism

function nodesFor(object: DaemonSet, nodes: readonly Node[]): number {
  const pods = { ...object.pod.template, tolerations: tolerationsOf(object) }
  return nodes.filter(node => nodeVerdict(pods, node) === 'wanted').length
}

const constant = (value: number): DistributionSpec => ({ kind: 'constant', value })

/** What one pod holds. Whole mebibytes, rounded down as those of nodes are: what fits the real one fits. */
function held({ template }: PodTemplateSpec, nodes: readonly Node[]) {
  const { cpuMilli = 0, memoryBytes = 0, scalars = new Map<string, number>() } = template.requests.requests
  const known = [...scalars].filter(
    ([name, amount]) => amount > 0 && nodes.some(({ allocatable }) => allocatable.scalars?.has(name)),
  )
  const resources = Object.fromEntries(known.map(([name, amount]) => [name, amount * THOUSANDTHS]))
  return {
    ofObject: true as const,
    cpuMilli: constant(cpuMilli),
    memoryMiB: constant(Math.floor(memoryBytes / MIB)),
    meanTimeToFailure: NEVER,
    priority: template.priority,
    ...(known.length > 0 && { extras: { resources, needs: {} } }),
  }
}

function service(
  jobClass: string,
  pod: PodTemplateSpec,
  instances: number,
  count: number,
  { nodes }: PartSetting,
): ServicesPart {
  return { kind: 'services', jobClass, count, within: 0, instances: constant(instances), ...held(pod, nodes) }
}

/** All of them at the start. */
const onceEach = (count: number): CronPart['runs'] =>
  count === 1
    ? { kind: 'fixed', first: 0, every: NEVER }
    : { kind: 'listed', times: Array.from({ length: count }, () => 0) }

function job(
  jobClass: string,
  pod: PodTemplateSpec,
  tasks: number,
  runs: CronPart['runs'],
  { nodes, jobDuration }: PartSetting,
): CronPart | typeof LACKS_DURATION {
  if (jobDuration === undefined) return LACKS_DURATION
  return {
    kind: 'cron',
    jobClass,
    runs,
    concurrency: Concurrency.Allow,
    tasks: constant(tasks),
    duration: jobDuration,
    gang: false,
    ...held(pod, nodes),
  }
}

const policies = {
  Allow: Concurrency.Allow,
  Forbid: Concurrency.Forbid,
  Replace: Concurrency.Replace,
} as const

function cron(
  jobClass: string,
  object: CronJob,
  setting: PartSetting,
): CronPart | Idle | typeof LACKS_DURATION {
  const { schedule, timeZone, suspend, concurrencyPolicy, job: spec } = object
  if (suspend || spec.suspend) return { idle: 'CronJobs that are suspended' }
  if (podsOf(spec) === 0) return { idle: 'CronJobs of no pods' }
  const zone = timeZone === null ? UTC : zoneOf(timeZone, '')
  const times = momentsOf(parseCronSchedule(schedule, ''), zone, setting.begins, setting.until)
  if (times.length === 0) return { idle: 'CronJobs that are not due before submissions end' }
  const runs = { kind: 'listed', times: times.slice(0, MOST_MOMENTS) } as const
  const part = job(jobClass, spec.pod, podsOf(spec), runs, setting)
  return part === LACKS_DURATION ? part : { ...part, concurrency: policies[concurrencyPolicy] }
}
