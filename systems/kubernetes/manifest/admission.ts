/**
 * What the API server makes of a pod before it stores it, as far as priorities go (Kubernetes,
 * plugin/pkg/admission/priority/admission.go, v1.34.4).
 */
import { type PriorityClass, systemPriorityClasses } from '../objects/priority-class.ts'
import type { Fields } from './fields.ts'

export interface Priority {
  readonly priority: number
  readonly neverPreempts: boolean
}

export class PriorityAdmission {
  readonly #classes: ReadonlyMap<string, PriorityClass>
  readonly #default: PriorityClass | undefined

  /** Of several classes that are the default, the one with the smallest value counts. */
  constructor(written: readonly PriorityClass[]) {
    this.#classes = new Map([...systemPriorityClasses, ...written].map(each => [each.name, each]))
    this.#default = written
      .filter(({ globalDefault }) => globalDefault)
      .reduce<PriorityClass | undefined>(
        (least, each) => (least && least.value <= each.value ? least : each),
        undefined,
      )
  }

  /** The priority of a pod by its `spec`. A pod that was admitted before may name a class that is not here. */
  of(spec: Fields): Priority {
    const name = spec.text('priorityClassName')
    const written = spec.has('priority') ? spec.whole('priority', 0, -(2 ** 31)) : undefined
    const policy = spec.oneOf('preemptionPolicy', ['Never', 'PreemptLowerPriority', ''], '')
    const known = name === '' ? this.#default : this.#classes.get(name)
    if (known === undefined && name !== '' && written === undefined)
      spec.expected('priorityClassName', name, this.#names(), 'add the PriorityClass, or correct the name')
    return {
      priority: written ?? known?.value ?? 0,
      neverPreempts: policy === '' ? (known?.neverPreempts ?? false) : policy === 'Never',
    }
  }

  #names(): string {
    return `the name of a PriorityClass that is there: ${[...this.#classes.keys()].join(', ')}`
  }
}
