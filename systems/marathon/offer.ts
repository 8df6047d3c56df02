/**
 * What Mesos offers, in Marathon's eyes: an agent with attributes, and resources with their roles and reservations.
 */
import type { Time } from '../../sim/engine/time.ts'

export type Attribute =
  | { readonly name: string; readonly type: 'SCALAR'; readonly value: number }
  | { readonly name: string; readonly type: 'TEXT'; readonly value: string }
  | { readonly name: string; readonly type: 'RANGES'; readonly value: readonly (readonly [number, number])[] }
  | { readonly name: string; readonly type: 'SET'; readonly value: readonly string[] }

/** Where an offer comes from and where an instance is: what constraints look at. */
export interface Agent {
  readonly hostname: string
  readonly attributes: readonly Attribute[]
  readonly region?: string
  readonly zone?: string
}

/** Labels of a dynamic reservation; empty where there is none. */
export type Labels = Readonly<Record<string, string>>

/** Where a disk resource lies. Root is the agent's own file system. */
export interface DiskSource {
  readonly type: 'root' | 'path' | 'mount' | 'raw' | 'block'
  readonly path?: string
}

interface Held {
  /** `*`: anybody's. */
  readonly role: string
  readonly labels: Labels
}

/**
 * One scalar entry of an offer. Amounts are whole thousandths – of a core, of a MiB, of a GPU –, which is the precision of
 * Mesos's scalars.
 */
export interface ScalarResource extends Held {
  readonly name: 'cpus' | 'mem' | 'gpus' | 'disk'
  readonly milli: number
  /** Of a disk only; absent means root. */
  readonly source?: DiskSource
  /** The persistent volume that lies on it. Such a disk is for the instance that made the volume. */
  readonly volume?: string
}

export interface PortRange extends Held {
  readonly name: 'ports'
  readonly from: number
  /** Included. */
  readonly to: number
}

export type Resource = ScalarResource | PortRange

/** From when, and for how long, an agent will be out of service. */
export interface Unavailability {
  readonly start: Time
  /** Absent: for ever. */
  readonly duration?: Time
}

export interface Offer extends Agent {
  readonly resources: readonly Resource[]
  readonly unavailability?: Unavailability
}

/** Thousandths of an amount, as Mesos rounds it. */
export function thousandths(amount: number): number {
  return Math.round(amount * 1000)
}

/** What is left of an offer when the given resources are taken out of it, which must be parts of its own. */
export function remainder<O extends Offer>(offer: O, taken: readonly Resource[]): O {
  let resources = offer.resources
  for (const part of taken)
    resources = part.name === 'ports' ? without(resources, part) : less(resources, part)
  return { ...offer, resources }
}

function less(resources: readonly Resource[], part: ScalarResource): Resource[] {
  let missing = part.milli
  return resources.flatMap(resource => {
    if (missing === 0 || resource.name === 'ports' || !isAlike(resource, part)) return [resource]
    const taken = Math.min(missing, resource.milli)
    missing -= taken
    return taken === resource.milli ? [] : [{ ...resource, milli: resource.milli - taken }]
  })
}

function isAlike(one: ScalarResource, other: ScalarResource): boolean {
  return (
    one.name === other.name &&
    one.role === other.role &&
    one.labels === other.labels &&
    one.volume === other.volume &&
    one.source?.type === other.source?.type &&
    one.source?.path === other.source?.path
  )
}

function without(resources: readonly Resource[], part: PortRange): Resource[] {
  return resources.flatMap(resource => {
    if (resource.name !== 'ports' || resource.role !== part.role || resource.labels !== part.labels)
      return [resource]
    if (part.to < resource.from || part.from > resource.to) return [resource]
    const pieces: PortRange[] = []
    if (resource.from < part.from) pieces.push({ ...resource, to: part.from - 1 })
    if (part.to < resource.to) pieces.push({ ...resource, from: part.to + 1 })
    return pieces
  })
}
