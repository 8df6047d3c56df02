/**
 * Who was made by whom: an object whose owner is here too is counted with its owner.
 */
import { type Selector, selects } from '../selector.ts'
import type { Metadata } from './metadata.ts'

export interface Owned {
  readonly kind: string
  readonly metadata: Metadata
}

interface DeploymentHere {
  readonly metadata: Metadata
  readonly selector: Selector
}

const HASH = 'pod-template-hash'

export class Ownership {
  readonly #here = new Map<string, Metadata>()
  readonly #deployments = new Map<string, DeploymentHere>()

  add(kind: string, metadata: Metadata): void {
    this.#here.set(keyOf(kind, metadata.namespace, metadata.name), metadata)
  }

  addDeployment(metadata: Metadata, selector: Selector): void {
    this.#deployments.set(keyOf('Deployment', metadata.namespace, metadata.name), { metadata, selector })
  }

  /** The object that it is counted with; null where it stands for itself. A ReplicaSet or a Job between the two may be missing. */
  countedWith({ metadata }: Owned): Owned | null {
    const { owner, namespace } = metadata
    if (owner === null) return null
    const here = this.#here.get(keyOf(owner.kind, namespace, owner.name))
    if (here !== undefined) {
      const isAnother = owner.uid !== '' && here.uid !== '' && owner.uid !== here.uid
      return isAnother ? null : { kind: owner.kind, metadata: here }
    }
    if (owner.kind === 'ReplicaSet') return this.#deploymentOf(metadata, owner.name)
    return owner.kind === 'Job' ? this.#cronJobOf(namespace, owner.name) : null
  }

  /** A Deployment calls its ReplicaSets by its own name and the hash of their template, which their pods carry. */
  #deploymentOf({ namespace, labels }: Metadata, replicaSet: string): Owned | null {
    const end = `-${labels.get(HASH) ?? ''}`
    if (!labels.has(HASH) || !replicaSet.endsWith(end)) return null
    const found = this.#deployments.get(keyOf('Deployment', namespace, replicaSet.slice(0, -end.length)))
    if (found === undefined || !selects(found.selector, labels)) return null
    return { kind: 'Deployment', metadata: found.metadata }
  }

  /** A CronJob calls its Jobs by its own name and the minute that they were due. */
  #cronJobOf(namespace: string, job: string): Owned | null {
    const name = /^(.+)-\d+$/.exec(job)?.[1]
    const found = name === undefined ? undefined : this.#here.get(keyOf('CronJob', namespace, name))
    return found === undefined ? null : { kind: 'CronJob', metadata: found }
  }
}

/** `Kind namespace/name`, which is unique among objects. */
export function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`
}
