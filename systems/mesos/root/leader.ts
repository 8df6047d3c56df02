/**
 * A master from its election to its death: what it knows, its clock and what waits to be handled. The next one starts anew.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Engine } from '../../../sim/engine/engine.ts'
import { MINUTE, type Time } from '../../../sim/engine/time.ts'
import type { Allocator } from '../allocator.ts'
import { Allocator10 } from '../allocator-1.0.ts'
import { HeadAllocator } from '../allocator-head.ts'
import { Master, type MasterListener } from '../master.ts'
import type { AllocatorOptions } from '../protocol.ts'
import { ONE, Quantities } from '../quantities.ts'
import type { SerialActor } from '../serial-actor.ts'
import type { MesosSpec, RoleAmounts } from '../spec.ts'
import { CPUS, MEM } from './agent-resources.ts'
import { MessageQueue } from './message-queue.ts'
import { TermClock } from './term-clock.ts'

export interface LeaderParts {
  readonly engine: Engine
  readonly random: Random
  readonly options: MesosSpec
  /** Weights by role. */
  readonly weights: ReadonlyMap<string, number>
  readonly actor: SerialActor
  readonly listener: MasterListener
}

/** With quota nothing is offered after an election before so many of the agents are back (AGENT_RECOVERY_FACTOR). */
const RECOVERY_FACTOR = 0.8

/** It waits so long at most, however long agents may take (ALLOCATION_HOLD_OFF_RECOVERY_TIMEOUT, both eras). */
export const RECOVERY_TIMEOUT: Time = 10 * MINUTE

export class Leader {
  readonly clock: TermClock
  readonly master: Master
  readonly queue: MessageQueue
  /** Frameworks that have registered, by number. */
  readonly frameworks = new Set<number>()
  readonly #hasQuota: boolean
  /** Agents that must be back before anything is offered; 0: none. */
  #awaited = 0

  constructor({ engine, random, options, weights, actor, listener }: LeaderParts) {
    const { era, guarantees, limits } = options
    this.#hasQuota = Object.keys(guarantees).length + Object.keys(limits).length > 0
    this.clock = new TermClock(engine)
    this.queue = new MessageQueue(this.clock, actor, options.messageCost)
    const sorters = { roles: options.roleSorter, frameworks: options.frameworkSorter }
    const newAllocator = (parts: ConstructorParameters<typeof Allocator10>[0]): Allocator =>
      era === '1.0' ? new Allocator10(parts) : new HeadAllocator({ ...parts, sorters })
    const parts = { clock: this.clock, random, options: allocatorOptions(options) }
    this.master = new Master(parts, newAllocator, options, listener)
    const { allocator } = this.master
    allocator.updateWeights(weights)
    if (allocator instanceof Allocator10) {
      for (const [role, amounts] of Object.entries(guarantees))
        allocator.setQuota(role, quantitiesOf(amounts))
    } else if (allocator instanceof HeadAllocator) {
      for (const role of new Set([...Object.keys(guarantees), ...Object.keys(limits)]))
        allocator.updateQuota(role, {
          guarantees: quantitiesOf(guarantees[role] ?? {}),
          limits: quantitiesOf(limits[role] ?? {}),
        })
    }
  }

  /** It was elected with so many agents in its registry, none of which has come back yet. */
  recovers(agents: number): void {
    const { allocator } = this.master
    if (!this.#hasQuota) return
    this.#awaited = Math.floor(agents * RECOVERY_FACTOR)
    if (this.#awaited === 0) return
    allocator.rounds.pause()
    this.clock.at(
      this.clock.now + RECOVERY_TIMEOUT,
      this.clock.on(() => allocator.rounds.resume()),
      0,
      0,
    )
  }

  /** One more agent is back. */
  agentIsBack(): void {
    if (this.#awaited > 0 && --this.#awaited === 0) this.master.allocator.rounds.resume()
  }

  /** It dies. */
  end(): void {
    this.clock.end()
    this.queue.close()
  }
}

function allocatorOptions(options: MesosSpec): AllocatorOptions {
  return {
    interval: options.interval,
    minAllocatable: [
      new Quantities([[CPUS, options.minimumCpuMilli]]),
      new Quantities([[MEM, options.minimumMemoryMiB * ONE]]),
    ],
    filterGpuResources: true,
    excludedFromShares: new Set(),
  }
}

function quantitiesOf({ cpuMilli, memoryMiB }: RoleAmounts): Quantities {
  const quantities = new Quantities()
  if (cpuMilli !== undefined) quantities.addTo(CPUS, cpuMilli)
  if (memoryMiB !== undefined) quantities.addTo(MEM, memoryMiB * ONE)
  return quantities
}
