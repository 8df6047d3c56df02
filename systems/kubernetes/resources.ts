/**
 * Amounts of resources, of a pod or a node.
 */

/** An absent amount is 0, but for scores: there a container that names no CPU or memory counts with a default. */
export interface Resources {
  readonly cpuMilli?: number
  readonly memoryBytes?: number
  readonly ephemeralStorageBytes?: number
  /** Extended resources and huge pages, by name, in order of their names. */
  readonly scalars?: ReadonlyMap<string, number>
}

/** CPU, memory, ephemeral storage, or a scalar. */
export type Kind = 0 | 1 | 2 | 3

const kinds: readonly string[] = ['cpu', 'memory', 'ephemeral-storage']

export function kindOf(name: string): Kind {
  const kind = kinds.indexOf(name)
  return (kind < 0 ? 3 : kind) as Kind
}

/** Amounts that are counted up and down; all of one shape, for filters and scores read them a million times. */
export class Amounts {
  cpuMilli = 0
  memoryBytes = 0
  ephemeralStorageBytes = 0
  readonly scalars = new Map<string, number>()

  at(kind: Kind, name: string): number {
    switch (kind) {
      case 0:
        return this.cpuMilli
      case 1:
        return this.memoryBytes
      case 2:
        return this.ephemeralStorageBytes
      case 3:
        return this.scalars.get(name) ?? 0
    }
  }

  /** `sign` 1 adds, −1 takes away. */
  add({ cpuMilli = 0, memoryBytes = 0, ephemeralStorageBytes = 0, scalars }: Resources, sign: 1 | -1): void {
    this.cpuMilli += sign * cpuMilli
    this.memoryBytes += sign * memoryBytes
    this.ephemeralStorageBytes += sign * ephemeralStorageBytes
    if (scalars === undefined) return
    for (const [name, amount] of scalars)
      this.scalars.set(name, (this.scalars.get(name) ?? 0) + sign * amount)
  }
}

/** `cpu`, `memory`, `ephemeral-storage` or the name of a scalar. */
export function amountOf(of: Resources, name: string): number {
  switch (name) {
    case 'cpu':
      return of.cpuMilli ?? 0
    case 'memory':
      return of.memoryBytes ?? 0
    case 'ephemeral-storage':
      return of.ephemeralStorageBytes ?? 0
    default:
      return of.scalars?.get(name) ?? 0
  }
}

/** Resources of the node itself, which every pod uses; all others count only for pods that ask for them. */
export function isNative(name: string): boolean {
  return kinds.includes(name)
}

/** Of each resource what `combine` makes of the two; a resource that neither names stays unnamed. */
export function combine(one: Resources, other: Resources, how: (a: number, b: number) => number): Resources {
  const both = (a: number | undefined, b: number | undefined) =>
    a === undefined && b === undefined ? undefined : how(a ?? 0, b ?? 0)
  const names = [...new Set([...(one.scalars?.keys() ?? []), ...(other.scalars?.keys() ?? [])])].sort()
  return named(
    both(one.cpuMilli, other.cpuMilli),
    both(one.memoryBytes, other.memoryBytes),
    both(one.ephemeralStorageBytes, other.ephemeralStorageBytes),
    new Map(names.map(name => [name, both(one.scalars?.get(name), other.scalars?.get(name))!])),
  )
}

/** Resources with only the named amounts. */
export function named(
  cpuMilli: number | undefined,
  memoryBytes: number | undefined,
  ephemeralStorageBytes: number | undefined,
  scalars: ReadonlyMap<string, number>,
): Resources {
  return {
    ...(cpuMilli === undefined ? {} : { cpuMilli }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(ephemeralStorageBytes === undefined ? {} : { ephemeralStorageBytes }),
    ...(scalars.size === 0 ? {} : { scalars }),
  }
}
