/**
 * Laws of both allocators over random scripts of all that can happen to them, held against a ledger that is kept beside.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { Engine } from '../../../sim/engine/engine.ts'
import { SECOND, seconds } from '../../../sim/engine/time.ts'
import type { AllocatorParts } from '../../../systems/mesos/allocator.ts'
import { Allocator10 } from '../../../systems/mesos/allocator-1.0.ts'
import { HeadAllocator } from '../../../systems/mesos/allocator-head.ts'
import { openOffers } from '../../../systems/mesos/outstanding-offers.ts'
import type { Holding } from '../../../systems/mesos/protocol.ts'
import { Quantities } from '../../../systems/mesos/quantities.ts'
import { topLevel } from '../../../systems/mesos/resource-kind.ts'
import { formatResources, parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'
import { Resources } from '../../../systems/mesos/resources.ts'

const ROLES = ['q', 'r', 's']
const NESTED = ['q', 'q/x', 'r', 'r/y', 's']
const GUARANTEES = new Map([
  ['q', parseQuantities('cpus:9;mem:900')],
  ['r', parseQuantities('cpus:5')],
])
const NAMES = ['cpus', 'mem']

const steps = fc.array(
  fc.record({
    what: fc.constantFrom(
      ...(['agent', 'agent', 'framework', 'framework', 'decline', 'decline', 'release', 'release'] as const),
      ...(['run', 'run', 'end', 'remove', 'leave', 'deactivate', 'activate', 'suppress', 'revive'] as const),
      ...(['grow', 'weigh', 'guarantee', 'forget', 'wait', 'wait', 'part'] as const),
    ),
    pick: fc.nat(1000),
    amount: fc.integer({ min: 1, max: 8 }),
  }),
  { minLength: 10, maxLength: 80, size: 'max' },
)
type Step = typeof steps extends fc.Arbitrary<readonly (infer S)[]> ? S : never

class Script<A extends HeadAllocator | Allocator10> {
  readonly engine = new Engine()
  readonly allocator: A
  /** Offered and not answered. */
  offered: Holding[] = []
  running: Holding[] = []
  readonly totals = new Map<string, Resources>()
  readonly frameworks = new Map<string, string>()
  readonly weights = new Map<string, number>()
  readonly guaranteed = new Set<string>()
  /** What the last step led to. */
  given: Holding[] = []
  readonly #roles: readonly string[]
  #next = 0

  constructor(make: (parts: AllocatorParts) => A, roles: readonly string[]) {
    this.#roles = roles
    this.allocator = make({
      clock: this.engine,
      random: new Streams('oak').stream('agents'),
      listener: {
        offered: rounds => {
          const offers = openOffers(rounds)
          this.offered.push(...offers)
          this.given.push(...offers)
        },
        inverseOffered() {},
      },
      options: {
        interval: SECOND,
        minAllocatable: [parseQuantities('cpus:0.01'), parseQuantities('mem:32')],
        filterGpuResources: true,
        excludedFromShares: new Set(),
      },
    })
  }

  take({ what, pick, amount }: Step): void {
    const { allocator, engine } = this
    this.given = []
    const agent = [...this.totals.keys()][pick % Math.max(1, this.totals.size)]
    const framework = [...this.frameworks.keys()][pick % Math.max(1, this.frameworks.size)]
    const role = ROLES[pick % ROLES.length]!
    if (what === 'agent') this.#addAgent(`m${this.#next++}`, amount)
    else if (what === 'framework') {
      const own = this.#roles[pick % this.#roles.length]!
      this.frameworks.set(`f${this.#next}`, own)
      allocator.addFramework({ id: `f${this.#next++}`, roles: [own] })
    } else if (what === 'wait') engine.run(engine.now + seconds(amount))
    else if (what === 'weigh') {
      this.weights.set(role, amount)
      allocator.updateWeights([[role, amount]])
    } else if (what === 'guarantee') this.#guarantee(role)
    else if (what === 'forget') this.#forget(role)
    else if (['decline', 'release', 'run', 'part'].includes(what)) this.#answer(what, pick, amount)
    else if (what === 'end') for (const task of this.running.splice(pick, 1)) allocator.recoverResources(task)
    else if (agent !== undefined && what === 'remove') {
      this.totals.delete(agent)
      this.offered = this.offered.filter(offer => offer.agent !== agent)
      this.running = this.running.filter(task => task.agent !== agent)
      allocator.removeAgent(agent)
    } else if (agent !== undefined && what === 'grow') {
      const total = this.totals.get(agent)!.plus(parseResources(`cpus:${amount}`))
      this.totals.set(agent, total)
      allocator.updateAgent(agent, total)
    } else if (framework !== undefined) this.#change(what, framework)
    engine.run(engine.now)
  }

  #addAgent(id: string, amount: number): void {
    const total = parseResources(`cpus:${amount};mem:${amount * 100};cpus(r):1;ports:[1-9]`)
    this.totals.set(id, total)
    this.allocator.addAgent({ id, total })
  }

  #guarantee(role: string): void {
    const guarantees = GUARANTEES.get(role)
    if (guarantees === undefined) return
    this.guaranteed.add(role)
    if (this.allocator instanceof HeadAllocator)
      this.allocator.updateQuota(role, { guarantees, limits: new Quantities() })
    else this.allocator.setQuota(role, guarantees)
  }

  #forget(role: string): void {
    if (this.guaranteed.delete(role)) this.allocator.removeQuota(role)
  }

  #answer(what: string, pick: number, amount: number): void {
    const [offer] = this.offered.splice(pick % Math.max(1, this.offered.length), 1)
    if (offer === undefined) return
    if (what === 'run') this.running.push(offer)
    else if (what === 'part') {
      const wanted = offer.resources.cutTo(parseQuantities('cpus:0.5;mem:50'), 'nothing')
      const rest = offer.resources.minus(wanted)
      if (!wanted.isEmpty) this.running.push({ ...offer, resources: wanted })
      this.allocator.recoverResources({ ...offer, resources: rest }, seconds(amount))
    } else this.allocator.recoverResources(offer, what === 'decline' ? seconds(amount) : undefined)
  }

  #change(what: Step['what'], framework: string): void {
    const { allocator } = this
    if (what === 'deactivate') allocator.deactivateFramework(framework)
    else if (what === 'activate') allocator.activateFramework(framework)
    else if (what === 'suppress') allocator.suppressOffers(framework, [])
    else if (what === 'revive') allocator.reviveOffers(framework, [])
    else if (what === 'leave') {
      // As the master does: its tasks are killed and its offers taken back before it is forgotten.
      for (const held of [...this.offered, ...this.running])
        if (held.framework === framework) allocator.recoverResources(held)
      this.offered = this.offered.filter(offer => offer.framework !== framework)
      this.running = this.running.filter(task => task.framework !== framework)
      this.frameworks.delete(framework)
      allocator.removeFramework(framework)
    }
  }

  get held(): Holding[] {
    return [...this.offered, ...this.running]
  }
}

const sumOf = (holdings: readonly Holding[]): Resources =>
  holdings.reduce((sum, { resources }) => sum.plus(resources), Resources.NONE)

/** What is held is what runs and what is offered, by agent, framework and role; and none of it twice. */
function checkHoldings({ allocator, held, totals }: Script<HeadAllocator | Allocator10>): void {
  const texts = new Map<string, string>()
  for (const agent of allocator.knownAgents) {
    const own = held.filter(holding => holding.agent === agent.id)
    expect(agent.total.equals(totals.get(agent.id)!)).toBe(true)
    expect(agent.total.contains(sumOf(own))).toBe(true)
    expect(agent.held.equals(sumOf(own))).toBe(true)
    expect(agent.available.equals(agent.total.minus(agent.held))).toBe(true)
    for (const [{ framework, role }, resources] of allocator.holdingsOn(agent))
      texts.set(`${agent.id} ${framework} ${role}`, formatResources(resources))
  }
  const expected = new Map<string, Resources>()
  for (const { agent, framework, role, resources } of held) {
    const key = `${agent} ${framework} ${role}`
    expected.set(key, (expected.get(key) ?? Resources.NONE).plus(resources))
  }
  expect(texts).toEqual(new Map([...expected].map(([key, resources]) => [key, formatResources(resources)])))
}

/** Roles' shares follow from what is held and what there is. */
function checkShares({ allocator, held, totals, weights }: Script<HeadAllocator | Allocator10>): void {
  const all = [...totals.values()].reduce((sum, total) => sum.plus(total), Resources.NONE)
  for (const role of ROLES) {
    const own = sumOf(held.filter(holding => topLevel(holding.role) === role))
    const shares = NAMES.map(name => own.quantities.get(name) / (all.quantities.get(name) || 1))
    const share = Math.max(...shares) / (weights.get(role) ?? 1)
    // A role that has roles below it alone is no client of its own.
    if (allocator.roleShare(role) > 0) expect(allocator.roleShare(role)).toBeCloseTo(share, 12)
  }
}

describe('whatever happens to an allocator', () => {
  test('at head, all is held once, and nothing goes beyond a guarantee that another needs', () => {
    fc.assert(
      fc.property(steps, script => {
        const run = new Script(parts => new HeadAllocator(parts), NESTED)
        const { allocator, guaranteed } = run
        for (const step of script) {
          run.take(step)
          checkHoldings(run)
          checkShares(run)
          // Wherever somebody was given more than he is guaranteed, enough is left for all who lack something.
          for (const name of NAMES) {
            let unmet = 0
            for (const role of guaranteed) unmet += allocator.quotas.unmet(role).get(name)
            const beyond = run.given.some(({ role, resources }) => {
              const most = guaranteed.has(topLevel(role)) ? GUARANTEES.get(topLevel(role))!.get(name) : 0
              const own = resources.burst.quantities.get(name)
              return own > 0 && allocator.quotas.consumed(topLevel(role)).get(name) > most
            })
            if (beyond && step.what !== 'wait')
              expect(allocator.quotas.headroom.get(name)).toBeGreaterThanOrEqual(unmet)
          }
        }
      }),
      { numRuns: 150, seed: 1887 },
    )
  })

  test('in 1.0, all is held once, and a role with a guarantee is given nothing unreserved when it has it', () => {
    fc.assert(
      fc.property(steps, script => {
        const run = new Script(parts => new Allocator10(parts), ROLES)
        for (const step of script) {
          run.take(step)
          checkHoldings(run)
          checkShares(run)
          if (step.what === 'wait') continue
          for (const role of run.guaranteed) {
            // Whole agents are given, before anybody's reservations are: without the last of them the role was short.
            const own = run.held.filter(holding => holding.role === role && !run.given.includes(holding))
            const given = run.given.filter(offer => offer.role === role && !offer.resources.burst.isEmpty)
            if (given.length === 0) continue
            const before = sumOf([...own, ...given.slice(0, -1)])
            expect(before.quantities.contains(GUARANTEES.get(role)!)).toBe(false)
          }
        }
      }),
      { numRuns: 150, seed: 1887 },
    )
  })
})
