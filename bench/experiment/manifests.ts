/**
 * Manifests of an experiment: the nodes of a cluster, what runs on it, and what is to run.
 */
import type { Workload } from '../../sim/contracts.ts'
import type { Instant } from '../../systems/calendar/zone.ts'
import type { PodMaker } from '../../systems/kubernetes/objects/cluster-objects.ts'
import type { DisruptionBudgetSpec } from '../../systems/kubernetes/objects/disruption-budget-spec.ts'
import type { WrittenCluster } from '../../systems/kubernetes/objects/written-cluster.ts'
import type { WrittenObject } from '../../systems/kubernetes/objects/written-object.ts'
import { growing } from '../../workloads/synthetic/growing.ts'
import { sentence } from './faults.ts'
import type { Inputs } from './inputs.ts'
import { type ManifestObjects, type NamedManifests, readManifestFiles } from './manifest-files.ts'
import { type Idle, LACKS_DURATION, type ObjectPart, partOf } from './manifest-parts.ts'
import type { WrittenManifests } from './manifest-schema.ts'
import type { Path, Report } from './validation.ts'

type Remarks = NonNullable<Workload['remarks']>

export interface PlannedManifests {
  readonly cluster: WrittenCluster
  /** By class of jobs. */
  readonly objects: Readonly<Record<string, WrittenObject>>
  readonly parts: readonly ObjectPart[]
  readonly budgets: readonly DisruptionBudgetSpec[]
  /** How the objects were read, and what of them nothing honours. */
  readonly remarks: Remarks
}

/** Objects with what depends on no system and no time. */
interface Read extends ManifestObjects {
  readonly groups: readonly Group[]
}

/** Objects that are alike, in a class of their own: one, or pods of an owner that is not here. */
interface Group {
  readonly jobClass: string
  readonly object: PodMaker
  readonly places: (string | null)[]
}

/** What was read for an experiment, whose combinations mostly name the same files. */
const known = new WeakMap<Inputs, Map<string, Read | undefined>>()

/** Where an experiment names manifests. */
export interface NamingSections {
  readonly cluster: WrittenManifests | undefined
  readonly manifests: WrittenManifests | undefined
}

/** When the run begins by the calendar, when submissions end, and how much larger the workload is than it is written. */
export interface ManifestClock {
  readonly begins: Instant | undefined
  readonly submitUntil: number | undefined
  readonly growth: number
}

/** Undefined where the experiment names none; null after reporting faults where it names the files. */
export function planManifests(
  named: NamingSections,
  { begins, submitUntil, growth }: ManifestClock,
  inputs: Inputs,
  report: Report,
): PlannedManifests | undefined | null {
  const { cluster, manifests } = named
  if (cluster === undefined && manifests === undefined) return undefined
  const read = readOnce(named, inputs, report)
  if (read === undefined || begins === undefined || submitUntil === undefined) return null
  const { nodes, services, namespaces, budgets } = read.objects
  const parts: ObjectPart[] = []
  const objects: Record<string, WrittenObject> = {}
  const idle = new Map<string, number>()
  const lacking = new Map<Path, string[]>()
  const grow = growing(1 + growth)
  for (const { jobClass, object: written, places } of read.groups) {
    const { at } = read.namedOf(written)
    const object = 'replicas' in written ? { ...written, replicas: grow(written.replicas) } : written
    const jobDuration = (at[0] === 'cluster' ? cluster : manifests)?.['job-duration']
    const part = partOf(jobClass, object, places.length || 1, {
      nodes,
      begins,
      until: submitUntil,
      jobDuration,
    })
    if (part === LACKS_DURATION) lacking.set(at, [...(lacking.get(at) ?? []), jobClass])
    else if (isIdle(part)) idle.set(part.idle, (idle.get(part.idle) ?? 0) + 1)
    else {
      parts.push(part)
      objects[jobClass] = { object, places: placesOn(nodes, object, places, idle) }
    }
  }
  for (const [at, classes] of lacking) tellLacking(at, classes, report)
  if (lacking.size > 0) return null
  return {
    cluster: { nodes, services, namespaces },
    objects,
    parts,
    budgets,
    remarks: [
      ...read.remarks.map(each => ({ ...each, about: 'manifests' as const })),
      ...[...idle].map(([remark, count]) => ({ remark, count, about: 'manifests' as const })),
      ...fieldRemarks(read.notHonoured),
    ],
  }
}

function isIdle(part: ObjectPart | Idle): part is Idle {
  return 'idle' in part
}

function readOnce(written: NamingSections, inputs: Inputs, report: Report): Read | undefined {
  const read = known.get(inputs) ?? new Map()
  known.set(inputs, read)
  const key = JSON.stringify([written.cluster?.files, written.cluster?.status, written.manifests?.files])
  if (!read.has(key)) {
    const files = [
      ...namesIn(written.cluster, ['cluster']),
      ...namesIn(written.manifests, ['workload', 'manifests']),
    ]
    const status = written.cluster?.status ?? 'keep'
    const objects = readManifestFiles(files, { status }, inputs, report)
    read.set(key, objects && { ...objects, groups: groupsOf(objects) })
  }
  return read.get(key)
}

function namesIn(written: WrittenManifests | undefined, path: Path): NamedManifests[] {
  return (written?.files ?? []).map((name, i) => ({ name, at: [...path, ...written!.at, i] }))
}

/** `deployment/shop/web`; pods of one owner that are alike are one class. */
function groupsOf(read: ManifestObjects): Group[] {
  const groups = new Map<string, Group>()
  for (const object of read.objects.makers) {
    const { kind, namespace, name } = object
    const classOf = (name: string) => `${kind.toLowerCase()}/${namespace}/${name}`
    if (object.kind !== 'Pod') {
      const jobClass = classOf(name)
      groups.set(jobClass, { jobClass, object, places: [...(read.places.get(object) ?? [])] })
      continue
    }
    const owner = read.origins.get(object)!.owner
    const ofOwner = groups.get(classOf(owner === '' ? name : owner))
    const isAlike = ofOwner?.object.kind === 'Pod' && ofOwner.object.pod === object.pod
    if (isAlike) ofOwner.places.push(object.nodeName)
    else {
      const jobClass = classOf(owner === '' || ofOwner !== undefined ? name : owner)
      groups.set(jobClass, { jobClass, object, places: [object.nodeName] })
    }
  }
  return [...groups.values()]
}

/** Nodes that are here; a pod on any other is placed anew. */
function placesOn(
  nodes: WrittenCluster['nodes'],
  { kind }: PodMaker,
  places: readonly (string | null)[],
  remarks: Map<string, number>,
): (string | null)[] {
  // The pods of a DaemonSet are where its nodes are.
  if (kind === 'DaemonSet') return []
  const names = new Set(nodes.map(({ name }) => name))
  const remark = 'pods on nodes that are not here, placed anew'
  return places.map(place => {
    if (place === null || names.has(place)) return place
    remarks.set(remark, (remarks.get(remark) ?? 0) + 1)
    return null
  })
}

function tellLacking(at: Path, classes: readonly string[], report: Report): void {
  const shown =
    classes.length > 3
      ? `${classes.slice(0, 3).join(', ')} and ${classes.length - 3} more`
      : classes.join(', ')
  const section = at[0] === 'cluster' ? 'cluster' : 'workload.manifests'
  report(
    at,
    sentence({
      found: `pods that come to an end (${shown}), whose manifests do not say when`,
      expected: 'how long they run',
      remedy: `write ${section}: { files: […], job-duration: 10 min }`,
    }),
  )
}

function fieldRemarks(all: ManifestObjects['notHonoured']): Remarks {
  if (all.size === 0) return []
  const names = [...all.keys()].sort((a, b) => (a < b ? -1 : 1))
  return [{ remark: names.join(', '), count: Math.max(...all.values()), about: 'manifest fields' }]
}
