import type { Random } from '../../../sim/chance/random.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import type { SharePolicy } from '../../../sim/contracts.ts'
import type { Timers } from '../../../sim/engine/engine.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { type FrameworkId, type MachineId, NONE } from '../../../sim/world/handles.ts'
import type { Scheduler } from '../scheduler/scheduler.ts'
import { GangTurn } from './gang-turn.ts'
import { Offer } from './offer.ts'
import { OfferFilters } from './offer-filters.ts'
import { OfferPieces } from './offer-pieces.ts'

export interface AllocatorOptions {
  /** Wishes and freed resources are collected this long before a decision. */
  readonly interval: Time
  /** Time of one decision, while what it offers is locked already. */
  readonly think: Time
  /** One offer a machine, or everything free to one framework. */
  readonly slice: 'machine' | 'cluster'
  /** A machine is offered if either is reached; for a cluster slice, cores are compared alone (the Omega simulator). */
  readonly minimumCpuMilli: number
  readonly minimumMemoryMiB: number
  /** For so long at most, offers are held together for a framework whose gang found too little room; 0: never. */
  readonly gangHold: Time
  /** A framework keeps offers with too little room for a gang until they time out; 0: it declines them at once. */
  readonly offerTimeout: Time
  /** The decision is made at once when its timer goes off, not at the end of the instant (other simulators). */
  readonly passPerEvent: boolean
}

/**
 * Who is offered what: the first level of two-level scheduling.
 *
 * It decides one interval after something changed; nothing happens then unless somebody wants resources. Machines are gone through in a random
 * order (Mesos shuffles its agents), each given whole to the framework with the smallest share at that moment, what is
 * offered already included; so a round is linear in the machines that have something free.
 */
export class Allocator {
  /** Every offer ever needed at once, by number; closed ones are used again. */
  readonly offers: Offer[] = []
  readonly filters: OfferFilters
  readonly pieces: OfferPieces
  private readonly cluster: Cluster
  private readonly schedulers: readonly Scheduler[]
  private readonly share: SharePolicy
  private readonly options: AllocatorOptions
  private readonly timers: Timers
  private readonly send: (offer: number, after: Time) => void
  private readonly random: Random
  private readonly order: Int32Array
  private readonly decides: number
  private readonly turns: GangTurn
  private readonly turnsChange: number
  /** Scratch of `allocate`: who wants resources in this round. */
  private readonly wanting: boolean[] = []
  private armed = false

  constructor(
    cluster: Cluster,
    schedulers: readonly Scheduler[],
    share: SharePolicy,
    options: AllocatorOptions,
    timers: Timers,
    send: (offer: number, after: Time) => void,
  ) {
    this.cluster = cluster
    this.schedulers = schedulers
    this.share = share
    this.options = options
    this.timers = timers
    this.send = send
    this.filters = new OfferFilters(schedulers.length, cluster.machines.count)
    this.pieces = new OfferPieces(schedulers.length, cluster.machines.count)
    this.turns = new GangTurn(options.gangHold)
    this.turnsChange = timers.on(() => this.arm())
    this.random = cluster.streams.stream('allocator/machines')
    this.order = Int32Array.from({ length: cluster.machines.count }, (_, i) => i)
    const decide = () => {
      this.allocate()
      this.armed = false
    }
    const decidesLast = cluster.engine.on(decide)
    this.decides = timers.on(() => {
      if (options.passPerEvent) decide()
      else cluster.engine.atEndOfInstant(decidesLast, 0, 0)
    })
  }

  /** Something changed: decide one interval from now, unless that is planned already. */
  arm(): void {
    if (this.armed) return
    this.armed = true
    const { engine } = this.cluster
    this.timers.at(engine.now + this.options.interval, this.decides, 0, 0)
  }

  private wants(framework: FrameworkId): boolean {
    const scheduler = this.schedulers[framework]!
    if (!scheduler.hungry || !this.cluster.frameworks.connected[framework]!) return false
    // Machines that have room for a gang only together would miss each other if some were offered while others are out.
    return this.keepsOffers || !scheduler.shortGang.waits || !this.pieces.hasOpen(framework)
  }

  /** Do frameworks keep offers that have too little room for a gang? */
  get keepsOffers(): boolean {
    const { offerTimeout, gangHold, slice } = this.options
    return offerTimeout > 0 && gangHold === 0 && slice === 'machine'
  }

  private allocate(): void {
    for (let framework = 0; framework < this.schedulers.length; framework++)
      this.wanting[framework] = this.wants(framework)
    if (this.options.slice === 'cluster') this.offerCluster()
    else this.offerMachines()
  }

  private offerCluster(): void {
    const { machines } = this.cluster
    if (machines.totalFreeCpuMilli < this.options.minimumCpuMilli) return
    const framework = this.neediest(
      this.filters.whole,
      machines.totalFreeCpuMilli,
      machines.totalFreeMemoryMiB,
    )
    if (framework === NONE) return
    const number = this.take(framework)
    const offer = this.offers[number]!
    offer.lockAll()
    this.schedulers[framework]!.measured.offersMade++
    if (offer.lockedCpuMilli === 0 && offer.lockedMemoryMiB === 0) offer.close()
    else this.send(number, this.options.think)
  }

  private offerMachines(): void {
    const { machines } = this.cluster
    const building: number[] = this.schedulers.map(() => NONE)
    const turn = this.turn()
    this.shuffle()
    for (const machine of this.order) {
      const cpuMilli = machines.freeCpuMilli[machine]!
      const memoryMiB = machines.freeMemoryMiB[machine]!
      if (cpuMilli < this.options.minimumCpuMilli && memoryMiB < this.options.minimumMemoryMiB) continue
      const framework = turn === NONE ? this.neediest(machine, cpuMilli, memoryMiB) : turn
      if (framework === NONE || !this.wanting[framework]) continue
      if (building[framework] === NONE) building[framework] = this.take(framework)
      this.offers[building[framework]!]!.lock(machine)
      this.schedulers[framework]!.measured.offersMade++
    }
    for (const number of building) if (number !== NONE) this.send(number, this.options.think)
  }

  /** The framework for which all machines are held together now, whatever it declined before. */
  private turn(): FrameworkId {
    const { engine, frameworks } = this.cluster
    const isShort = (framework: FrameworkId) =>
      this.schedulers[framework]!.shortGang.waits && frameworks.connected[framework]!
    return this.turns.of(engine.now, this.schedulers.length, isShort, (framework, ends, next) => {
      this.filters.revive(framework)
      this.timers.at(ends, this.turnsChange, 0, 0)
      this.timers.at(next, this.turnsChange, 0, 0)
    })
  }

  /** The framework that wants resources and has the smallest share; NONE if none may be offered this. */
  private neediest(machine: MachineId, cpuMilli: number, memoryMiB: number): FrameworkId {
    const { now } = this.cluster
    let neediest: FrameworkId = NONE
    let smallest = Number.POSITIVE_INFINITY
    for (let framework = 0; framework < this.schedulers.length; framework++) {
      if (!this.wanting[framework]) continue
      if (this.filters.blocks(framework, machine, cpuMilli, memoryMiB, now)) continue
      if (machine !== this.filters.whole && this.pieces.waitsForRest(framework, machine)) continue
      const share = this.share.share(framework, this.cluster)
      if (share >= smallest) continue
      neediest = framework
      smallest = share
    }
    return neediest
  }

  /** An offer to fill. */
  private take(framework: FrameworkId): number {
    let number = this.offers.findIndex(offer => !offer.open && !offer.answering)
    if (number < 0) {
      number = this.offers.length
      this.offers.push(new Offer(this.cluster, this.options.slice, this.pieces))
    }
    this.offers[number]!.begin(framework)
    return number
  }

  private shuffle(): void {
    for (let i = this.order.length - 1; i > 0; i--) {
      const j = this.random.below(i + 1)
      const machine = this.order[i]!
      this.order[i] = this.order[j]!
      this.order[j] = machine
    }
  }
}
