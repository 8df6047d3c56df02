import type { Random } from '../../../sim/chance/random.ts'
import { shuffle } from '../../../sim/chance/shuffle.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import type { SharePolicy } from '../../../sim/contracts.ts'
import type { Timers } from '../../../sim/engine/engine.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { type FrameworkId, type MachineId, NONE } from '../../../sim/world/handles.ts'
import type { View } from '../../../sim/world/views.ts'
import { type Allocator, Change, type OfferDesk } from './allocator.ts'
import { Contenders } from './contenders.ts'
import { GangRevival } from './gang-revival.ts'
import { GangTurn } from './gang-turn.ts'
import type { Offer } from './offer.ts'
import { OfferFilters } from './offer-filters.ts'
import type { OfferPieces } from './offer-pieces.ts'
import { PassedOver } from './passed-over.ts'

export interface ShareAllocatorOptions {
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
  /** How long a machine is not offered again to a framework that used nothing of it; 0: no filter. */
  readonly declineFilter: Time
  /** The decision is made at once when its timer goes off, not at the end of the instant (other simulators). */
  readonly passPerEvent: boolean
}

/**
 * Everybody gets by a share: machines are gone through in a random order (Mesos shuffles its agents), each given whole to the
 * framework with the smallest share at that moment, what is offered already included.
 *
 * It decides one interval after something changed; nothing happens then unless somebody wants resources. A round takes a look
 * at every machine, and asks about those that changed, whose filters are over, or that somebody wants anew.
 */
export class ShareAllocator implements Allocator {
  private readonly cluster: Cluster
  private readonly desk: OfferDesk
  private readonly pieces: OfferPieces
  private readonly options: ShareAllocatorOptions
  private readonly timers: Timers
  private readonly filters: OfferFilters
  private readonly random: Random
  private readonly order: Int32Array
  private readonly decides: number
  private readonly expiry: number
  private readonly turns: GangTurn
  private readonly turnsChange: number
  private readonly revival: GangRevival
  private armed = false
  private readonly everybody: Contenders
  /** Those of them who want something since the last round, or everything again. */
  private readonly fresh: Contenders
  private readonly passedOver: PassedOver
  private round = 0
  /** By framework: the last round in which it wanted something, and how often it had been revived by then. */
  private readonly wantedIn: Uint32Array
  private readonly revivals: Int32Array
  /** Scratch of a round: the frameworks that want something, and the offer that is being filled for each. */
  private wanting = new Int32Array(16)
  private readonly building: (Offer | null)[]
  /** Scratch of an answer, 1: a machine of which the framework used something. */
  private readonly isUsed: Uint8Array
  /** The machine that is asked about, and until when those who were asked are held back. */
  private machine: MachineId = 0
  private cpuMilli = 0
  private memoryMiB = 0
  private until: Time = 0

  constructor(
    cluster: Cluster,
    desk: OfferDesk,
    pieces: OfferPieces,
    share: SharePolicy,
    options: ShareAllocatorOptions,
    timers: Timers,
  ) {
    const frameworks = cluster.frameworks.count
    const machines = cluster.machines.count
    this.cluster = cluster
    this.desk = desk
    this.pieces = pieces
    this.options = options
    this.timers = timers
    this.filters = new OfferFilters(frameworks, machines, id => cluster.probes.revived(id))
    this.revival = new GangRevival(frameworks, desk, this.filters, pieces)
    this.turns = new GangTurn(options.gangHold)
    this.everybody = new Contenders(share, cluster)
    this.fresh = new Contenders(share, cluster)
    this.passedOver = new PassedOver(cluster.machines)
    this.wantedIn = new Uint32Array(frameworks)
    this.revivals = new Int32Array(frameworks)
    this.building = new Array<null>(frameworks).fill(null)
    this.isUsed = new Uint8Array(machines)
    this.turnsChange = timers.on(() => this.arm())
    this.random = cluster.streams.stream('allocator/machines')
    this.order = Int32Array.from({ length: machines }, (_, i) => i)
    const decide = () => {
      this.allocate()
      this.armed = false
    }
    const decidesLast = cluster.engine.on(decide)
    this.decides = timers.on(() => {
      if (options.passPerEvent) decide()
      else cluster.engine.atEndOfInstant(decidesLast, 0, 0)
    })
    this.expiry = timers.on(framework => {
      this.revival.filterOver(framework, cluster.now)
      this.arm()
    })
  }

  changed(change: Change, id: number): void {
    if (change === Change.WantsAgain || change === Change.Reconnected) this.filters.revive(id)
    if (change === Change.WantsLess) {
      // Others wait for the end of its turn.
      if (this.turns.isOf(id)) this.arm()
    } else if (change === Change.OfferHome) this.revival.answered(id)
    else this.arm()
  }

  declined(offer: Offer, view: View, used: ReadonlySet<MachineId>): void {
    const { framework } = offer
    const { now } = this.cluster
    const until = now + this.options.declineFilter
    const isFiltered = this.options.declineFilter > 0
    if (offer.slice === 'cluster') {
      if (used.size === 0 && isFiltered) {
        this.filters.add(framework, this.filters.whole, view.freeCpu, view.freeMemory, until, now)
        this.cluster.probes.declined(framework, NONE, until)
      }
    } else {
      const { isUsed } = this
      for (const machine of used) isUsed[machine] = 1
      for (let i = 0; i < view.memberCount; i++) {
        const machine = view.member(i)
        if (isUsed[machine] === 1 || !offer.has(machine)) continue
        this.pieces.decline(framework, machine)
        if (!isFiltered) continue
        const cpuMilli = view.freeCpuMilli[machine]!
        this.filters.add(framework, machine, cpuMilli, view.freeMemoryMiB[machine]!, until, now)
        this.cluster.probes.declined(framework, machine, until)
      }
      for (const machine of used) isUsed[machine] = 0
    }
    this.expectExpiry(framework)
  }

  lapsed(offer: Offer): void {
    const { now } = this.cluster
    const { declineFilter, interval } = this.options
    // The next decision is for others, however short the filter is.
    const lasts = Math.max(declineFilter, interval + 1)
    this.filters.addAll(offer, now + lasts, now)
    this.expectExpiry(offer.framework, lasts)
  }

  /** What the framework declines now is filtered for so long, after which it may be offered again. */
  private expectExpiry(framework: FrameworkId, lasts = this.options.declineFilter): void {
    if (lasts === 0) return
    const until = this.cluster.now + lasts
    this.revival.declined(framework, until)
    this.timers.at(until, this.expiry, framework, 0)
  }

  /** Something changed: decide one interval from now, unless that is planned already. */
  private arm(): void {
    if (this.armed) return
    this.armed = true
    this.timers.at(this.cluster.now + this.options.interval, this.decides, 0, 0)
  }

  private allocate(): void {
    const wanting = this.findWanting()
    if (this.options.slice === 'cluster') this.offerCluster(wanting)
    else this.offerMachines(wanting)
  }

  private findWanting(): Int32Array {
    const mayWant = this.desk.mayWant()
    if (this.wanting.length < mayWant.length) this.wanting = new Int32Array(2 * mayWant.length)
    let count = 0
    for (const framework of mayWant) if (this.desk.wants(framework)) this.wanting[count++] = framework
    return this.wanting.subarray(0, count)
  }

  private offerCluster(wanting: Int32Array): void {
    const { machines, now } = this.cluster
    const { totalFreeCpuMilli, totalFreeMemoryMiB } = machines
    const { whole } = this.filters
    if (totalFreeCpuMilli < this.options.minimumCpuMilli) return
    this.everybody.begin(wanting)
    const mayHave = (each: FrameworkId) =>
      this.filters.heldUntil(each, whole, totalFreeCpuMilli, totalFreeMemoryMiB, now) === 0
    const framework = this.everybody.first(mayHave)
    if (framework === NONE) return
    const offer = this.desk.begin(framework)
    offer.lockAll()
    this.desk.send(offer, this.options.think)
  }

  private offerMachines(wanting: Int32Array): void {
    const { freeCpuMilli, freeMemoryMiB } = this.cluster.machines
    const { minimumCpuMilli, minimumMemoryMiB } = this.options
    const turn = this.turn()
    shuffle(this.order, this.order.length, this.random)
    if (wanting.length === 0) return
    this.beginRound(wanting)
    const isTurned = turn !== NONE
    if (isTurned) this.passedOver.forgetAll()
    if (isTurned && !wanting.includes(turn)) return
    const { order, passedOver } = this
    const nobodyAnew = this.fresh.isEmpty
    for (let i = 0; i < order.length; i++) {
      const machine = order[i]!
      if (nobodyAnew && passedOver.has(machine)) continue
      const cpuMilli = freeCpuMilli[machine]!
      const memoryMiB = freeMemoryMiB[machine]!
      if (cpuMilli < minimumCpuMilli && memoryMiB < minimumMemoryMiB) continue
      const framework = isTurned ? turn : this.neediest(machine, cpuMilli, memoryMiB)
      if (framework === NONE) continue
      const offer = this.building[framework] ?? this.desk.begin(framework)
      this.building[framework] = offer
      offer.lock(machine)
      this.everybody.charge(framework)
      this.fresh.charge(framework)
    }
    for (const framework of wanting) {
      const offer = this.building[framework]!
      if (offer === null) continue
      this.building[framework] = null
      this.desk.send(offer, this.options.think)
    }
  }

  /** Who contends, and who of them did not in the round before or was revived since. */
  private beginRound(wanting: Int32Array): void {
    this.round++
    const fresh: FrameworkId[] = []
    for (const framework of wanting) {
      const revivals = this.filters.revivalsOf(framework)
      const isKnown = this.wantedIn[framework] === this.round - 1 && this.revivals[framework] === revivals
      if (!isKnown) fresh.push(framework)
      this.wantedIn[framework] = this.round
      this.revivals[framework] = revivals
    }
    this.everybody.begin(wanting)
    this.fresh.begin(Int32Array.from(fresh))
    this.passedOver.update(this.cluster.now)
  }

  /** The framework for which all machines are held together now, whatever it declined before. */
  private turn(): FrameworkId {
    const { now, frameworks } = this.cluster
    const isShort = (framework: FrameworkId) =>
      this.desk.isShort(framework) && frameworks.connected[framework]!
    return this.turns.of(now, frameworks.count, isShort, (framework, ends, next) => {
      this.filters.revive(framework)
      this.timers.at(ends, this.turnsChange, 0, 0)
      this.timers.at(next, this.turnsChange, 0, 0)
    })
  }

  /** The framework that wants resources and has the smallest share; NONE if none may be offered this. */
  private neediest(machine: MachineId, cpuMilli: number, memoryMiB: number): FrameworkId {
    const { passedOver } = this
    this.machine = machine
    this.cpuMilli = cpuMilli
    this.memoryMiB = memoryMiB
    this.until = Number.POSITIVE_INFINITY
    const framework = (passedOver.has(machine) ? this.fresh : this.everybody).first(this.mayHave)
    if (framework === NONE) passedOver.note(machine, this.until)
    return framework
  }

  /** May the framework be offered the machine that is asked about? */
  private readonly mayHave = (framework: FrameworkId): boolean => {
    const { machine } = this
    const held = this.filters.heldUntil(framework, machine, this.cpuMilli, this.memoryMiB, this.cluster.now)
    if (held > 0) {
      if (held < this.until) this.until = held
      return false
    }
    return !this.pieces.waitsForRest(framework, machine)
  }
}
