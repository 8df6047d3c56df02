/**
 * An offer of Mesos on Kafka's desk, in Kafka's words, and the broker that is launched on it.
 */
import { Claims } from '../../../sim/world/claims.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import type { Jobs } from '../../../sim/world/jobs.ts'
import type { Agent } from '../../marathon/offer.ts'
import type { OutstandingOffer } from '../../mesos/outstanding-offers.ts'
import type { Resource } from '../../mesos/resource.ts'
import { kindOf } from '../../mesos/resource-kind.ts'
import { Resources, scalar } from '../../mesos/resources.ts'
import { type Offer, type OfferedResource, type Reservation, reservationOf } from '../reservation.ts'
import type { Station } from './station.ts'

export class LiveOffer {
  readonly mesos: OutstandingOffer
  readonly machine: MachineId
  readonly offer: Offer
  readonly claims = new Claims()
  readonly parts: Resources[] = []
  station: Station | null = null

  constructor(mesos: OutstandingOffer, { hostname, attributes }: Agent) {
    this.mesos = mesos
    this.machine = Number(mesos.agent)
    this.offer = {
      hostname,
      attributes: Object.fromEntries(
        attributes.flatMap(({ name, type, value }) => (type === 'TEXT' ? [[name, value]] : [])),
      ),
      resources: offered(mesos.resources),
    }
  }

  launch(station: Station, jobs: Jobs): void {
    const { broker, job } = station
    this.station = station
    this.parts.push(taken(reservationOf(this.offer, broker.settings)))
    this.claims.addHeld(this.machine, job, jobs)
    jobs.claimed[job]!++
  }
}

/** What Kafka knows a use for: cores, memory and ports. */
function offered(resources: Resources): OfferedResource[] {
  return resources.entries.flatMap(({ kind, amount }): OfferedResource[] => {
    const { name, role } = kind
    if (kind.revocable) return []
    // What somebody reserved while running is not for brokers.
    const held = { role, principal: kind.reservation === '' ? null : kind.reservation }
    if (amount.type === 'scalar' && (name === 'cpus' || name === 'mem'))
      return [{ ...held, name, milli: amount.value }]
    return amount.type === 'ranges' && name === 'ports' ? [{ ...held, name, ranges: amount.ranges }] : []
  })
}

/** The same in Mesos' words. */
function taken({ role, shared, ofRole }: Reservation): Resources {
  const entries: Resource[] = []
  for (const [{ cpus, mem, port }, owner] of [[shared, undefined] as const, [ofRole, role] as const]) {
    const kind = (name: string) => kindOf(owner == null ? { name } : { name, role: owner })
    entries.push({ kind: kind('cpus'), amount: scalar(cpus) }, { kind: kind('mem'), amount: scalar(mem) })
    if (port !== null)
      entries.push({ kind: kind('ports'), amount: { type: 'ranges', ranges: [[port, port]] } })
  }
  return Resources.of(entries)
}
