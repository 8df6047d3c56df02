/**
 * All objects of a cluster from its manifests, as `kubectl get -o yaml` prints them or as people write them.
 */
import type { BarePod } from '../objects/bare-pod.ts'
import type { ClusterObjects, PodMaker } from '../objects/cluster-objects.ts'
import type { PriorityClass } from '../objects/priority-class.ts'
import { PriorityAdmission } from './admission.ts'
import { podState, readBarePod } from './bare-pod.ts'
import { readBudgetSpec, readPriorityClass } from './cluster-wide.ts'
import { readDaemonSet, readDeployment, readReplicaSet, readStatefulSet } from './controllers.ts'
import { type FoundObject, findObjects, tellFault } from './found-objects.ts'
import { isOver, readCronJob, readJob } from './jobs.ts'
import type { ReadKind } from './kinds.ts'
import type { ManifestDocument } from './manifest-document.ts'
import { namespacesOf } from './namespaces.ts'
import { readStoredNode } from './node.ts'
import { NotHonoured } from './not-honoured.ts'
import { Ownership } from './ownership.ts'
import { Places } from './places.ts'
import { readService } from './service.ts'
import { SharedTemplates } from './shared-templates.ts'

export interface ClusterReadingOptions {
  /**
   * `keep`: what is over is left out, and pods that nobody owns are where their `nodeName` says. `drop`: nothing has happened
   * yet, and everything is placed anew.
   */
  readonly status: 'keep' | 'drop'
}

/** What was read, and what is to be said of how it was read: counts by what they count. */
export interface ReadCluster {
  readonly objects: ClusterObjects
  readonly remarks: readonly { readonly remark: string; readonly count: number }[]
  /** Nodes of the pods that are counted with an object, in order of the pods. */
  readonly places: ReadonlyMap<PodMaker, readonly string[]>
  /** The owner of pods that stand for themselves though somebody made them, by its name; the documents of all that make pods. */
  readonly origins: ReadonlyMap<PodMaker, Origin>
  /** Fields and kinds that say something and that no model honours, each with the number of objects that have it. */
  readonly notHonoured: ReadonlyMap<string, number>
}

export interface Origin {
  readonly document: ManifestDocument
  /** Who made the pod, and is not here; '' where nobody did, or it is no pod. */
  readonly owner: string
}

/** Reads the documents; every fault is told to the document that it is in. */
export function readClusterObjects(
  documents: Iterable<ManifestDocument>,
  options: ClusterReadingOptions,
): ReadCluster {
  return new ClusterReader(options).read(documents)
}

const makers = {
  Deployment: readDeployment,
  ReplicaSet: readReplicaSet,
  StatefulSet: readStatefulSet,
  DaemonSet: readDaemonSet,
  Job: readJob,
  CronJob: readCronJob,
} as const

type OwnerKind = keyof typeof makers

class ClusterReader {
  readonly #drops: boolean
  readonly #remarks = new Map<string, number>()
  readonly #notHonoured = new NotHonoured()
  readonly #ownership = new Ownership()
  readonly #places = new Places()
  readonly #origins = new Map<PodMaker, Origin>()
  readonly #templates = new SharedTemplates()

  constructor({ status }: ClusterReadingOptions) {
    this.#drops = status === 'drop'
  }

  read(documents: Iterable<ManifestDocument>): ReadCluster {
    const { objects, passedOver, repeated } = findObjects(documents)
    const of = (kind: ReadKind) => objects.filter(object => object.kind === kind)
    const priorityClasses = of('PriorityClass').map(each => this.#priorityClass(each))
    const admission = new PriorityAdmission(priorityClasses)
    const makers = this.#makers(objects, admission)
    const read: ClusterObjects = {
      nodes: of('Node').map(each => this.#finish(each, readStoredNode(each.fields))),
      makers,
      services: of('Service').map(each => this.#finish(each, readService(each.metadata, each.fields))),
      budgets: of('PodDisruptionBudget').map(each =>
        this.#finish(each, readBudgetSpec(each.metadata, each.fields.fields('spec'))),
      ),
      priorityClasses,
      namespaces: namespacesOf(
        of('Namespace').map(each => this.#finish(each, [each.metadata.name, each.metadata.labels] as const)),
        makers.map(({ namespace }) => namespace),
      ),
    }
    if (repeated > 0) this.#remarks.set('objects that stand there again, counted once', repeated)
    for (const [kind, count] of passedOver) this.#notHonoured.add(kind, count)
    return {
      objects: read,
      places: this.#places.of(read.makers),
      origins: this.#origins,
      remarks: [...this.#remarks].map(([remark, count]) => ({ remark, count })),
      notHonoured: this.#notHonoured.all,
    }
  }

  /** In the order of the files. Deployments are read first, for they tell by their selectors which pods are theirs. */
  #makers(objects: readonly FoundObject[], admission: PriorityAdmission): PodMaker[] {
    for (const { kind, metadata } of objects) this.#ownership.add(kind, metadata)
    const read = new Map<FoundObject, PodMaker>()
    const take = (object: FoundObject) => {
      if (this.#isLeftOut(object)) return
      const maker = this.#maker(object, admission)
      if (maker === undefined) return
      read.set(object, maker)
      const owner = maker.kind === 'Pod' ? (object.metadata.owner?.name ?? '') : ''
      this.#origins.set(maker, { document: object.document, owner })
      if (maker.kind === 'Deployment') this.#ownership.addDeployment(object.metadata, maker.selector)
    }
    const ofPods = objects.filter(({ kind }) => kind === 'Pod' || isOwner(kind))
    for (const object of ofPods) if (object.kind === 'Deployment') take(object)
    for (const object of ofPods) if (object.kind !== 'Deployment') take(object)
    return ofPods.flatMap(object => read.get(object) ?? [])
  }

  #maker(object: FoundObject, admission: PriorityAdmission): PodMaker | undefined {
    const { kind, metadata, fields } = object
    if (!isOwner(kind)) return this.#barePod(object, admission)
    const maker = this.#finish(object, makers[kind](metadata, fields.fields('spec'), admission))
    if (kind === 'Job' && !this.#drops && isOver(fields.fields('status'))) {
      this.#count('Jobs that are over, and are not run again')
      return undefined
    }
    if (metadata.owner !== null) this.#count(`${kind}s whose owner is not here`)
    return maker
  }

  #barePod(object: FoundObject, admission: PriorityAdmission): BarePod | undefined {
    const { phase, nodeName } = podState(object.fields)
    const { owner } = object.metadata
    const read = this.#finish(object, readBarePod(object.metadata, object.fields, admission))
    const pod = { ...read, pod: this.#templates.of(read.pod) }
    if (!this.#drops && (phase === 'Succeeded' || phase === 'Failed')) {
      this.#count('pods that are over, and hold nothing')
      return undefined
    }
    // A kubelet runs what a folder of its own names: such a pod is nowhere else.
    const isStatic = owner?.kind === 'Node'
    if (owner !== null && !isStatic) this.#count('pods whose owner is not here, each for itself')
    if (nodeName === '') return pod
    if (this.#drops && !isStatic) {
      this.#count('pods whose nodeName is dropped')
      return pod
    }
    this.#count(
      isStatic ? 'pods of kubelets, which stay on their nodes' : 'pods that stay where their nodeName says',
    )
    return { ...pod, nodeName }
  }

  /** Is it counted with its owner, or on its way out? */
  #isLeftOut(object: FoundObject): boolean {
    const owner = this.#ownership.countedWith(object)
    if (owner !== null) {
      this.#count(`${object.kind}s counted with their owners`)
      this.#places.owns(owner, object)
      if (object.kind === 'Pod') this.#place(object)
      return true
    }
    if (!object.metadata.isTerminating || this.#drops) return false
    this.#count('objects that are being deleted, left out')
    return true
  }

  /** Where a pod is that is counted with its owner. */
  #place(object: FoundObject): void {
    const { phase, nodeName } = podState(object.fields)
    if (nodeName === '' || phase === 'Succeeded' || phase === 'Failed' || object.metadata.isTerminating)
      return
    if (this.#drops) this.#count('pods whose nodeName is dropped')
    else {
      this.#count('pods that stay where their nodeName says')
      this.#places.add(object, nodeName)
    }
  }

  #priorityClass(object: FoundObject): PriorityClass {
    const priorityClass = readPriorityClass(object.metadata, object.fields)
    object.fields.anything('description')
    return this.#finish(object, priorityClass)
  }

  /** Tells what is wrong, and notes what is not honoured. */
  #finish<T>(object: FoundObject, read: T): T {
    object.fields.end(['apiVersion', 'kind', 'metadata', 'spec', 'status'])
    for (const fault of object.fields.reading.faults) tellFault(object, fault)
    this.#notHonoured.take(object)
    return read
  }

  #count(remark: string): void {
    this.#remarks.set(remark, (this.#remarks.get(remark) ?? 0) + 1)
  }
}

function isOwner(kind: ReadKind): kind is OwnerKind {
  return Object.hasOwn(makers, kind)
}
