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

  /** Is the object counted with another one? A ReplicaSet or a Job between the two may be missing. */
  isCountedElsewhere({ metadata }: Owned): boolean {
    const { owner, namespace } = metadata
    if (owner === null) return false
    const here = this.#here.get(keyOf(owner.kind, namespace, owner.name))
    if (here !== undefined) return owner.uid === '' || here.uid === '' || owner.uid === here.uid
    if (owner.kind === 'ReplicaSet') return this.#isOfDeployment(metadata, owner.name)
    return owner.kind === 'Job' && this.#isOfCronJob(namespace, owner.name)
  }

  /** A Deployment calls its ReplicaSets by its own name and the hash of their template, which their pods carry. */
  #isOfDeployment({ namespace, labels }: Metadata, replicaSet: string): boolean {
    const end = `-${labels.get(HASH) ?? ''}`
    if (!labels.has(HASH) || !replicaSet.endsWith(end)) return false
    const deployment = this.#deployments.get(keyOf('Deployment', namespace, replicaSet.slice(0, -end.length)))
    return deployment !== undefined && selects(deployment.selector, labels)
  }

  /** A CronJob calls its Jobs by its own name and the minute that they were due. */
  #isOfCronJob(namespace: string, job: string): boolean {
    const name = /^(.+)-\d+$/.exec(job)?.[1]
    return name !== undefined && this.#here.has(keyOf('CronJob', namespace, name))
  }
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`
}
