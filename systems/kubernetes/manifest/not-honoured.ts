/**
 * What manifests say and no model honours: every field once, however many objects have it.
 */

import type { Path } from './fields.ts'
import type { FoundObject } from './found-objects.ts'

export class NotHonoured {
  readonly #objects = new Map<string, number>()

  /** Notes what was found on the way through the object. */
  take({ fields: { reading } }: FoundObject): void {
    const names = [...reading.unmodelled, ...reading.passedOver].map(nameOf)
    for (const name of new Set(names)) this.add(name, 1)
  }

  add(name: string, objects: number): void {
    this.#objects.set(name, (this.#objects.get(name) ?? 0) + objects)
  }

  /** With the number of objects that have it, in order of names. */
  get all(): ReadonlyMap<string, number> {
    return new Map([...this.#objects].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}

/** `containers.lifecycle` of a pod, wherever its template stands; else with the kind: `StatefulSet.volumeClaimTemplates`. */
function nameOf(at: Path): string {
  const words = at.filter(part => typeof part === 'string')
  const template = words.lastIndexOf('template')
  const ofPod = template >= 0 ? words.slice(template + 1) : words[0] === 'Pod' ? words.slice(1) : null
  return [
    ...(ofPod === null ? [words[0]!] : []),
    ...(ofPod ?? words.slice(1)).filter((word, i) => i > 0 || word !== 'spec'),
  ].join('.')
}
