/**
 * Services and controllers, as far as they say which pods belong together (Kubernetes,
 * pkg/scheduler/framework/plugins/helper/spread.go, v1.34.4).
 */
import type { PodTemplate } from './pod.ts'
import { type Labels, type Requirement, type Selector, selectorOf } from './selector.ts'

export interface Service {
  readonly namespace: string
  readonly name: string
  /** Null selects no pod. */
  readonly selector: Labels | null
}

export interface Controller {
  readonly kind: 'ReplicaSet' | 'StatefulSet' | 'ReplicationController'
  readonly namespace: string
  readonly name: string
  readonly selector: Selector
}

const versions: Readonly<Record<Controller['kind'], string>> = {
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  ReplicationController: 'v1',
}

export class Workloads {
  readonly #services: readonly Service[]
  readonly #controllers = new Map<string, Controller>()

  constructor(services: readonly Service[] = [], controllers: readonly Controller[] = []) {
    this.#services = services
    for (const controller of controllers) this.addController(controller)
  }

  /** Pods that were looked at before do not count as its own: a controller is there before its pods. */
  addController(controller: Controller): void {
    this.#controllers.set(keyOf(controller), controller)
  }

  removeController(controller: Controller): void {
    this.#controllers.delete(keyOf(controller))
  }

  /**
   * What pods like this one have in common: the selectors of all services that select it, and its controller's. Empty
   * for a pod of neither.
   */
  selectorOf({ namespace, labels, owner }: PodTemplate): Selector {
    const merged = new Map<string, string>()
    for (const service of this.#services) {
      if (service.namespace !== namespace || service.selector === null) continue
      if ([...service.selector].every(([key, value]) => labels.get(key) === value))
        for (const [key, value] of service.selector) merged.set(key, value)
    }
    const common: Requirement[] = [...selectorOf(merged)]
    if (owner === null) return common
    const { apiVersion, kind, name } = owner
    const selector = this.#controllers.get(`${apiVersion} ${kind} ${namespace}/${name}`)?.selector
    if (selector !== undefined && selector !== 'nothing') common.push(...selector)
    return common
  }
}

function keyOf({ kind, namespace, name }: Controller): string {
  return `${versions[kind]} ${kind} ${namespace}/${name}`
}
