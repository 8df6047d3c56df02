/**
 * What both allocators of Mesos offer in a long walk through all that can happen to them: counts to be read, and a digest of every
 * offer.
 */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { type Random, Streams } from '../../../sim/chance/random.ts'
import { Engine } from '../../../sim/engine/engine.ts'
import { SECOND, seconds } from '../../../sim/engine/time.ts'
import type { AllocatorParts } from '../../../systems/mesos/allocator.ts'
import { Allocator10 } from '../../../systems/mesos/allocator-1.0.ts'
import { HeadAllocator } from '../../../systems/mesos/allocator-head.ts'
import { openOffers } from '../../../systems/mesos/outstanding-offers.ts'
import type { Capability, Holding } from '../../../systems/mesos/protocol.ts'
import { Quantities } from '../../../systems/mesos/quantities.ts'
import { formatResources, parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'

const STEPS = 1500

const AGENTS = [
  'cpus:4;mem:800',
  'cpus:8;mem:400;ports:[1-9]',
  'cpus:2;mem:200;cpus(a):1;mem(a):100',
  'cpus:4;mem:400;cpus{REV}:2',
  'cpus:6;mem:600;gpus:2',
  'cpus:3;mem:300;disk[MOUNT]:50;disk:20;disk(a){SHARED=v}:5',
  'cpus:0.005;mem:10',
]
const CAPABILITIES: readonly (readonly Capability[])[] = [
  [],
  [],
  ['REVOCABLE_RESOURCES'],
  ['GPU_RESOURCES', 'SHARED_RESOURCES'],
  ['MULTI_ROLE', 'RESERVATION_REFINEMENT'],
]

class Walk<A extends HeadAllocator | Allocator10> {
  readonly engine = new Engine()
  readonly allocator: A
  readonly log: string[] = []
  readonly counts: Record<string, number> = {}
  readonly #random: Random
  readonly #roles: readonly string[]
  #offered: Holding[] = []
  #running: Holding[] = []
  #agents: string[] = []
  #frameworks: string[] = []
  #next = 0

  constructor(make: (parts: AllocatorParts) => A, roles: readonly string[]) {
    this.#roles = roles
    const streams = new Streams('oak')
    this.#random = streams.stream('walk')
    this.allocator = make({
      clock: this.engine,
      random: streams.stream('agents'),
      listener: {
        offered: rounds => {
          for (const offer of openOffers(rounds)) {
            this.#offered.push(offer)
            this.#note(
              'offer',
              `${offer.framework} ${offer.role} ${offer.agent} ${formatResources(offer.resources)}`,
            )
          }
        },
        inverseOffered: offers => {
          for (const { framework, agent } of offers) this.#note('inverse', `${framework} ${agent}`)
        },
      },
      options: {
        interval: SECOND,
        minAllocatable: [parseQuantities('cpus:0.01'), parseQuantities('mem:32')],
        filterGpuResources: true,
        excludedFromShares: new Set(['gpus']),
      },
    })
  }

  #note(what: string, text: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1
    this.log.push(`${this.engine.now} ${what} ${text}`)
  }

  #one<T>(of: readonly T[]): T {
    return of[this.#random.below(of.length)]!
  }

  run(): void {
    for (let step = 0; step < STEPS; step++) {
      this.#step(step < 12 ? step % 2 : this.#random.below(22))
      this.engine.run(this.engine.now)
      for (const role of this.#roles) this.log.push(`${role} ${this.allocator.roleShare(role)}`)
    }
  }

  #step(what: number): void {
    const { allocator, engine } = this
    if (what === 0) this.#addAgent()
    else if (what === 1) this.#addFramework()
    else if (what <= 4) engine.run(engine.now + seconds(1 + this.#random.below(3)))
    else if (what <= 11) this.#answer()
    else if (what <= 13)
      for (const task of this.#running.splice(this.#random.below(5), 1)) allocator.recoverResources(task)
    else if (what === 14) allocator.updateWeights([[this.#one(this.#roles), 1 + this.#random.below(3)]])
    else if (what === 15) this.#quota()
    else if (what <= 18) this.#changeFramework(this.#one(this.#frameworks), this.#random.below(6))
    else this.#changeAgent(this.#one(this.#agents), this.#random.below(6))
  }

  #addAgent(): void {
    const id = `m${this.#next++}`
    this.#agents.push(id)
    this.allocator.addAgent({
      id,
      total: parseResources(this.#one(AGENTS)),
      multiRole: this.#random.below(5) > 0,
    })
  }

  #addFramework(): void {
    const id = `f${this.#next++}`
    this.#frameworks.push(id)
    const role = this.#one(this.#roles)
    const capabilities = this.#one(CAPABILITIES)
    this.allocator.addFramework({ id, roles: [role], capabilities })
  }

  /** An offer is used whole, in part, or declined for a while. */
  #answer(): void {
    if (this.#offered.length === 0) return
    const [offer] = this.#offered.splice(this.#random.below(this.#offered.length), 1)
    const how = this.#random.below(4)
    if (how === 0) this.#running.push(offer!)
    else if (how === 1) this.allocator.recoverResources(offer!, seconds(1 + this.#random.below(8)))
    else if (how === 2) this.allocator.recoverResources(offer!)
    else {
      const part = offer!.resources.cutTo(parseQuantities('cpus:1;mem:100'), 'nothing')
      if (!part.isEmpty) this.#running.push({ ...offer!, resources: part })
      this.allocator.recoverResources({ ...offer!, resources: offer!.resources.minus(part) }, seconds(5))
    }
  }

  #quota(): void {
    const role = this.#one(this.#roles.filter(each => !each.includes('/') && each !== '*'))
    const guarantees = parseQuantities(this.#one(['cpus:2', 'cpus:4;mem:200', 'mem:300']))
    if (this.#random.below(3) === 0) this.allocator.removeQuota(role)
    else if (this.allocator instanceof HeadAllocator) {
      const limits = this.#random.below(2) === 0 ? new Quantities() : parseQuantities('cpus:6;mem:600')
      this.allocator.updateQuota(role, { guarantees, limits })
    } else this.allocator.setQuota(role, guarantees)
  }

  #changeFramework(id: string | undefined, how: number): void {
    if (id === undefined) return
    const { allocator } = this
    if (how === 0) allocator.deactivateFramework(id)
    else if (how <= 2) allocator.activateFramework(id)
    else if (how === 3) allocator.suppressOffers(id, [])
    else if (how === 4) allocator.reviveOffers(id, [])
    else if (this.#frameworks.length > 3) {
      for (const held of [...this.#offered, ...this.#running])
        if (held.framework === id) allocator.recoverResources(held)
      this.#offered = this.#offered.filter(({ framework }) => framework !== id)
      this.#running = this.#running.filter(({ framework }) => framework !== id)
      this.#frameworks = this.#frameworks.filter(each => each !== id)
      allocator.removeFramework(id)
    }
  }

  #changeAgent(id: string | undefined, how: number): void {
    if (id === undefined) return
    const { allocator, engine } = this
    if (how === 0) allocator.setAgentActivated(id, false)
    else if (how <= 2) allocator.setAgentActivated(id, true)
    else if (how === 3)
      allocator.updateUnavailability(id, this.#random.below(2) === 0 ? undefined : engine.now + SECOND)
    else if (how === 4) allocator.updateWhitelist(this.#random.below(2) === 0 ? null : this.#agents.slice(1))
    else if (this.#agents.length > 3) {
      this.#offered = this.#offered.filter(({ agent }) => agent !== id)
      this.#running = this.#running.filter(({ agent }) => agent !== id)
      this.#agents = this.#agents.filter(each => each !== id)
      allocator.removeAgent(id)
    }
  }
}

const HEAD = ['a', 'a/x', 'b', 'c', 'c/y', '*']

it.each([
  ['head', () => new Walk(parts => new HeadAllocator(parts), HEAD)],
  ['1.0', () => new Walk(parts => new Allocator10(parts), ['a', 'b', 'c', '*'])],
] as const)('a walk of the allocator of %s is as it is written down', (_, make) => {
  const walk = make()
  walk.run()
  const digest = createHash('sha256').update(walk.log.join('\n')).digest('hex').slice(0, 16)
  expect(walk.counts['offer']).toBeGreaterThan(300)
  expect({ ...walk.counts, digest }).toMatchSnapshot()
})
