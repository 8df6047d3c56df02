/**
 * An offer of Mesos on Marathon's desk: what is left of it, and what was decided to launch on it.
 */
import { Claims } from '../../../sim/world/claims.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import type { Jobs } from '../../../sim/world/jobs.ts'
import type { OutstandingOffer } from '../../mesos/outstanding-offers.ts'
import type { Resources } from '../../mesos/resources.ts'
import type { Conversion } from '../../mesos/root/mesos-scheduler.ts'
import { type Agent, type Offer, type Resource, remainder } from '../offer.ts'
import { offered, reservationOf, taken } from './offer-resources.ts'
import { type Reservation, unreserved } from './reservation.ts'
import type { AppInstance, RunningApp } from './running-app.ts'

export class LiveOffer {
  readonly mesos: OutstandingOffer
  readonly machine: MachineId
  readonly agent: Agent
  readonly claims = new Claims()
  readonly parts: Resources[] = []
  readonly instances: AppInstance[] = []
  /** Operations that come before the launches, and the reservation that each makes; none: it undoes one. */
  readonly conversions: (Conversion & { readonly makes?: readonly [RunningApp, Reservation] })[] = []
  /** What is left. */
  left: Offer

  constructor(mesos: OutstandingOffer, agent: Agent) {
    this.mesos = mesos
    this.machine = Number(mesos.agent)
    this.agent = agent
    const { unavailableFrom: start } = mesos.on
    const resources = offered(mesos.resources)
    this.left = { ...agent, resources, ...(start !== undefined && { unavailability: { start } }) }
  }

  /** How many operations there are on it, launches included. */
  get operations(): number {
    return this.claims.count + this.conversions.length
  }

  /** The instance is to start on these parts. */
  launch(instance: AppInstance, parts: readonly Resource[], jobs: Jobs): void {
    this.left = remainder(this.left, parts)
    this.parts.push(taken(parts))
    this.instances.push(instance)
    this.claims.addHeld(instance.machine, instance.app.job, jobs)
    jobs.claimed[instance.app.job]!++
  }

  /** These parts become others, which the next offer brings. */
  convert(
    before: readonly Resource[],
    after: readonly Resource[],
    makes?: readonly [RunningApp, Reservation],
  ): void {
    this.left = remainder(this.left, before)
    this.conversions.push({
      before: taken(before),
      after: taken(after),
      done: false,
      ...(makes !== undefined && { makes }),
    })
  }

  /** What is reserved there for instances of apps that are gone is given up. */
  release(isWanted: (reservation: string) => boolean): void {
    const parts = this.left.resources.filter(resource => {
      const reservation = reservationOf(resource)
      return reservation !== '' && !isWanted(reservation)
    })
    if (parts.length > 0) this.convert(parts, unreserved(parts))
  }
}
