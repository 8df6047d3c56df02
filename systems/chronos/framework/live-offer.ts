/**
 * An offer of Mesos on Chronos' desk: what is left of it, and what is launched on it.
 */
import { Claims } from '../../../sim/world/claims.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import type { Jobs } from '../../../sim/world/jobs.ts'
import type { Agent, Attribute } from '../../marathon/offer.ts'
import type { OutstandingOffer } from '../../mesos/outstanding-offers.ts'
import type { OpenOffer } from '../launching.ts'
import type { Unit } from './work.ts'

export class LiveOffer implements OpenOffer {
  readonly mesos: OutstandingOffer
  readonly machine: MachineId
  readonly hostname: string
  readonly attributes: readonly Attribute[]
  readonly claims = new Claims()
  readonly units: Unit[] = []
  cpus: number
  mem: number
  disk: number

  constructor(mesos: OutstandingOffer, { hostname, attributes }: Agent) {
    const { quantities } = mesos.resources
    this.mesos = mesos
    this.machine = Number(mesos.agent)
    this.hostname = hostname
    this.attributes = attributes
    this.cpus = quantities.get('cpus')
    this.mem = quantities.get('mem')
    this.disk = quantities.get('disk')
  }

  launch(unit: Unit, jobs: Jobs): void {
    const { job } = unit.work
    this.units.push(unit)
    this.claims.addHeld(this.machine, job, jobs)
    jobs.claimed[job]!++
  }
}
