/**
 * What a task of a job asks for, as the template of a pod.
 */
import { NOTHING_MORE } from '../../../sim/world/extras.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import type { World } from '../../../sim/world/world.ts'
import { DEFAULT_SCHEDULER, type Owner, type PodTemplate } from '../pod.ts'
import { podRequests } from '../pod-requests.ts'
import { named } from '../resources.ts'
import type { Labels } from '../selector.ts'

const MIB = 1024 ** 2
/** Amounts of named resources are counted in thousandths. */
const THOUSANDTHS = 1000
export const NAMESPACE = 'default'

export function taskTemplate(
  job: JobId,
  labels: Labels,
  owner: Owner,
  { jobs, machines }: World,
): PodTemplate {
  const number = jobs.extra[job]!
  const { kinds, amounts, needs } = machines.extras.get(number)
  const scalars = Array.from(
    kinds,
    (kind, i) => [machines.kinds[kind]!, amounts[i]! / THOUSANDTHS] as const,
  ).sort(([a], [b]) => (a < b ? -1 : 1))
  const requests = named(
    jobs.cpuMilli[job]!,
    jobs.memoryMiB[job]! * MIB,
    undefined,
    new Map(number === NOTHING_MORE ? [] : scalars),
  )
  return {
    namespace: NAMESPACE,
    labels,
    owner,
    images: [],
    requests: podRequests({
      containers: [{ image: '', requests }],
      initContainers: [],
      podLevel: null,
      overhead: null,
    }),
    hostPorts: [],
    nodeSelector: new Map(Object.entries(needs)),
    nodeAffinity: null,
    affinity: null,
    antiAffinity: null,
    tolerations: [],
    spread: [],
    priority: jobs.priority[job]!,
    neverPreempts: false,
    schedulingGates: [],
    requiredNodeName: null,
    schedulerName: DEFAULT_SCHEDULER,
  }
}
