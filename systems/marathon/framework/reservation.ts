/**
 * What a resident app has reserved for one of its instances: resources of one agent with volumes on its disk, to which whatever
 * instance takes the place of the last one comes back (Marathon, InstanceOpFactoryImpl.scala, v1.3.6 and 90619da).
 */
import type { MachineId } from '../../../sim/world/handles.ts'
import type { OfferMatch } from '../matcher.ts'
import type { Agent, Offer, Resource } from '../offer.ts'
import { labelsOf, reservationOf } from './offer-resources.ts'

type Match = Extract<OfferMatch, { matches: true }>

export class Reservation {
  readonly id: string
  readonly machine: MachineId
  readonly agent: Agent
  /** Of the app when an instance was last launched on it, or when it was made. */
  version: number
  /** An instance has it; else it waits for one. */
  isTaken = false
  /** Its instance did not end by itself: the app has fewer, or is being changed. */
  isLeft = false

  constructor(id: string, machine: MachineId, agent: Agent, version: number) {
    this.id = id
    this.machine = machine
    this.agent = agent
    this.version = version
  }

  /** Is what it has reserved in the offer? */
  isIn(offer: Offer): boolean {
    return offer.resources.some(resource => reservationOf(resource) === this.id)
  }

  /** The volumes on it, as they are offered. */
  volumesIn(offer: Offer): Resource[] {
    return offer.resources.filter(
      resource =>
        resource.name === 'disk' && resource.volume !== undefined && reservationOf(resource) === this.id,
    )
  }
}

/** What a match takes, as it is when it is reserved for the role; disks for volumes have these on them. */
export function reserved({ taken, disks }: Match, id: string, role: string): Resource[] {
  const labels = labelsOf(id)
  const volumes = disks.flatMap(({ resource, milli, volume }): Resource[] =>
    volume === null ? [] : [{ ...resource, milli, role, labels, volume: `${volume}` }],
  )
  const scratch = disks.flatMap(({ resource, milli, volume }): Resource[] =>
    volume === null ? [{ ...resource, milli, role, labels }] : [],
  )
  const others = taken.filter(({ name }) => name !== 'disk')
  return [...others.map((part): Resource => ({ ...part, role, labels })), ...scratch, ...volumes]
}

/** The same as nobody's again. */
export const unreserved = (parts: readonly Resource[]): Resource[] =>
  parts.map((part): Resource => {
    const labels = labelsOf('')
    if (part.name === 'ports') return { ...part, role: '*', labels }
    const { volume: _, ...disk } = part
    return { ...disk, role: '*', labels }
  })
