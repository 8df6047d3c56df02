/**
 * An offer of Mesos on Marathon's desk: what is left of it, and what was decided to launch on it.
 */
import { Claims } from '../../../sim/world/claims.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import type { Jobs } from '../../../sim/world/jobs.ts'
import type { OutstandingOffer } from '../../mesos/outstanding-offers.ts'
import type { Resources } from '../../mesos/resources.ts'
import { type Agent, type Offer, type Resource, remainder } from '../offer.ts'
import { offered, taken } from './offer-resources.ts'
import type { AppInstance } from './running-app.ts'

export class LiveOffer {
  readonly mesos: OutstandingOffer
  readonly machine: MachineId
  readonly agent: Agent
  readonly claims = new Claims()
  readonly parts: Resources[] = []
  readonly instances: AppInstance[] = []
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

  /** The instance is to start on these parts. */
  launch(instance: AppInstance, parts: readonly Resource[], jobs: Jobs): void {
    this.left = remainder(this.left, parts)
    this.parts.push(taken(parts))
    this.instances.push(instance)
    this.claims.addHeld(instance.machine, instance.app.job, jobs)
    jobs.claimed[instance.app.job]!++
  }
}
