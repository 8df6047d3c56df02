/**
 * Which nodes answer, and what is done about those that do not (Kubernetes,
 * pkg/controller/nodelifecycle/node_lifecycle_controller.go, v1.34).
 *
 * The controller looks at all nodes every few seconds. A node whose heartbeats stay away becomes `Unknown` and is tainted with
 * NoSchedule at once; at the next look it queues for the taint NoExecute, which is given at a rate that depends on how its zone is.
 * Nodes are numbers here. A look at nodes that are all well changes nothing, so it is only made while some are not.
 */
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { NodeLifeOptions } from './options.ts'
import { TaintQueue } from './taint-queue.ts'
import { taintRate, type ZoneState, zoneState } from './zone-state.ts'

export interface NodeOrders {
  /** The condition Ready; with Unknown, those of its pods become False. */
  setReady(node: number, ready: 'True' | 'Unknown'): void
  /** The taint `unreachable` of this effect. */
  taint(node: number, effect: 'NoSchedule' | 'NoExecute', isTainted: boolean): void
  /** Its turn has come to get the taint NoExecute, which follows. */
  evicts(node: number): void
}

export interface MonitoredNode {
  readonly zone: string
  /** When it sends its first heartbeat. */
  readonly firstHeartbeat: Time
}

/** A node that does not answer, or is not what it is after that. */
interface Suspect {
  /** When the last heartbeat was noticed. */
  probedAt: Time
  answers: boolean
  ready: 'True' | 'Unknown'
  isEvicting: boolean
}

interface Zone {
  readonly nodes: number
  unready: number
  state: ZoneState
  readonly queue: TaintQueue
}

export class NodeMonitor {
  readonly #nodes: readonly MonitoredNode[]
  readonly #options: NodeLifeOptions
  readonly #orders: NodeOrders
  readonly #zones = new Map<string, Zone>()
  readonly #suspects = new Map<number, Suspect>()
  #lastLook: Time = -1

  constructor(nodes: readonly MonitoredNode[], options: NodeLifeOptions, orders: NodeOrders) {
    this.#nodes = nodes
    this.#options = options
    this.#orders = orders
    const sizes = new Map<string, number>()
    for (const { zone } of nodes) sizes.set(zone, (sizes.get(zone) ?? 0) + 1)
    for (const [zone, size] of sizes) {
      const queue = new TaintQueue(options.evictionRate)
      this.#zones.set(zone, { nodes: size, unready: 0, state: 'Initial', queue })
    }
  }

  stateOf(zone: string): ZoneState {
    return this.#zones.get(zone)!.state
  }

  /** The node never was there: it is Unknown from the beginning, and nobody is on it. */
  absent(node: number): void {
    this.#suspects.set(node, { probedAt: 0, answers: false, ready: 'Unknown', isEvicting: true })
    this.#zoneOf(node).unready++
    this.#orders.setReady(node, 'Unknown')
    this.#orders.taint(node, 'NoSchedule', true)
    this.#orders.taint(node, 'NoExecute', true)
  }

  /** The node sends no heartbeats from now on. */
  stopped(node: number, now: Time): void {
    const { heartbeatInterval, monitorPeriod } = this.#options
    const { firstHeartbeat } = this.#nodes[node]!
    const known = this.#suspects.get(node)
    if (known?.answers === false) return
    // Before its first heartbeat it counts from the start, when it was there.
    const beats = Math.floor((now - firstHeartbeat) / heartbeatInterval)
    const heartbeat = beats < 0 ? 0 : firstHeartbeat + beats * heartbeatInterval
    const probedAt = Math.ceil(heartbeat / monitorPeriod) * monitorPeriod
    if (known === undefined)
      this.#suspects.set(node, { probedAt, answers: false, ready: 'True', isEvicting: false })
    else {
      known.answers = false
      known.probedAt = probedAt
    }
  }

  /** Its kubelet says at once that it is ready; the taint NoExecute stays until the next look. */
  back(node: number): void {
    const suspect = this.#suspects.get(node)
    if (suspect === undefined || suspect.answers) return
    suspect.answers = true
    if (suspect.ready === 'True') return
    suspect.ready = 'True'
    this.#zoneOf(node).unready--
    this.#orders.setReady(node, 'True')
    this.#orders.taint(node, 'NoSchedule', false)
  }

  /** Does what is due now. Call it at the times that `nextAt` says. */
  run(now: Time): void {
    if (now % this.#options.monitorPeriod === 0 && this.#lastLook !== now) this.#look(now)
    for (const { queue } of this.#zones.values()) queue.run(now, node => this.#evict(node))
  }

  /** When there is something to do next, after `now`; NEVER while nothing changes unless a node does. */
  nextAt(now: Time): Time {
    if (this.#isSettled) return NEVER
    const { monitorPeriod } = this.#options
    let next = (Math.floor(now / monitorPeriod) + 1) * monitorPeriod
    for (const { queue } of this.#zones.values()) next = Math.min(next, Math.max(now + 1, queue.nextAt))
    return next
  }

  /** All nodes are well, or given up. */
  get #isSettled(): boolean {
    for (const { answers, isEvicting } of this.#suspects.values()) if (answers || !isEvicting) return false
    return true
  }

  #look(now: Time): void {
    this.#lastLook = now
    for (const [node, suspect] of this.#suspects) this.#lookAt(node, suspect, now)
    this.#judgeZones(now)
  }

  #lookAt(node: number, suspect: Suspect, now: Time): void {
    const { queue } = this.#zoneOf(node)
    // What was observed decides about NoExecute; what this look finds out counts at the next.
    if (suspect.ready === 'Unknown') {
      if (!suspect.isEvicting) queue.remove(node)
      queue.add(node)
      return
    }
    queue.remove(node)
    if (suspect.isEvicting) this.#orders.taint(node, 'NoExecute', false)
    suspect.isEvicting = false
    if (suspect.answers) {
      this.#suspects.delete(node)
      return
    }
    // A look takes a moment, so that after whole periods the grace is over.
    if (now < suspect.probedAt + this.#options.gracePeriod) return
    suspect.ready = 'Unknown'
    this.#zoneOf(node).unready++
    this.#orders.setReady(node, 'Unknown')
    this.#orders.taint(node, 'NoSchedule', true)
  }

  /** While no zone has a node that is ready, the fault is likely to be the controller's own, and nobody is evicted. */
  #judgeZones(now: Time): void {
    const zones = [...this.#zones.values()]
    const states = zones.map(({ nodes, unready }) => zoneState(nodes, unready, this.#options))
    const areAllDown = states.every(state => state === 'FullDisruption')
    const wereAllDown = zones.every(({ state }) => state === 'FullDisruption')
    if (areAllDown && wereAllDown) return
    if (areAllDown) this.#forgive()
    for (const [i, zone] of zones.entries()) {
      const state = states[i]!
      const rate = areAllDown ? 0 : taintRate(state, zone.nodes, this.#options)
      if (areAllDown || wereAllDown || state !== zone.state) zone.queue.setRate(rate, now)
      zone.state = state
    }
    if (wereAllDown) for (const suspect of this.#suspects.values()) suspect.probedAt = now
  }

  /** All nodes lose their taints NoExecute. */
  #forgive(): void {
    for (const [node, suspect] of this.#suspects) {
      this.#zoneOf(node).queue.remove(node)
      if (!suspect.isEvicting) continue
      suspect.isEvicting = false
      this.#orders.taint(node, 'NoExecute', false)
    }
  }

  #evict(node: number): void {
    const suspect = this.#suspects.get(node)
    // It is ready again, and the next look takes it off the queue.
    if (suspect === undefined || suspect.ready === 'True') return
    suspect.isEvicting = true
    this.#orders.evicts(node)
    this.#orders.taint(node, 'NoExecute', true)
  }

  #zoneOf(node: number): Zone {
    return this.#zones.get(this.#nodes[node]!.zone)!
  }
}
