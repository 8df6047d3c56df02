/**
 * The allocators on the engine's clock: timelines worked out by hand, and what holds whatever happens.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seconds } from '../../../sim/engine/time.ts'
import { parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'
import { Resources } from '../../../systems/mesos/resources.ts'
import { agent, era10, head } from './allocators.ts'

describe.each([
  ['head', head],
  ['1.0', era10],
])('the allocator of %s', (_, make) => {
  it('offers declined resources to others first, and again when the filter is over', () => {
    const { engine, allocator, log, outstanding } = make()
    allocator.addFramework({ id: 'a', roles: ['*'] })
    allocator.addAgent(agent('m', 'cpus:2;mem:64'))
    engine.run(0)
    // Declined for 3 s at 0 s. The filter's timer was set before the batch's of 3 s, so the batch of 3 s offers again.
    allocator.recoverResources(outstanding[0]!, seconds(3))
    engine.run(seconds(4))
    expect(log).toEqual(['0 a m cpus:2;mem:64', '3 a m cpus:2;mem:64'])
  })

  it('keeps a refusal that is shorter than the interval until a batch is over', () => {
    const { engine, allocator, log, outstanding } = make()
    allocator.addFramework({ id: 'a', roles: ['*'] })
    allocator.addAgent(agent('m', 'cpus:2;mem:64'))
    engine.run(0)
    // 0.1 s becomes 1 s, which ends just after the batch of 1 s.
    allocator.recoverResources(outstanding[0]!, seconds(0.1))
    engine.run(seconds(2))
    expect(log).toEqual(['0 a m cpus:2;mem:64', '2 a m cpus:2;mem:64'])
  })

  it('forgets refusals on revive, and offers nothing while suppressed', () => {
    const { engine, allocator, log, outstanding } = make()
    allocator.addFramework({ id: 'a', roles: ['*'] })
    allocator.addAgent(agent('m', 'cpus:2'))
    engine.run(0)
    allocator.suppressOffers('a', [])
    allocator.recoverResources(outstanding[0]!, seconds(1000))
    engine.run(seconds(5))
    allocator.reviveOffers('a', [])
    engine.run(seconds(5))
    expect(log).toEqual(['0 a m cpus:2', '5 a m cpus:2'])
  })

  it('asks for agents back before maintenance, once', () => {
    const { engine, allocator, log } = make()
    allocator.addFramework({ id: 'a', roles: ['*'] })
    allocator.addAgent(agent('m', 'cpus:2'))
    engine.run(0)
    allocator.updateUnavailability('m', seconds(60))
    engine.run(seconds(3))
    expect(log).toEqual(['0 a m cpus:2', '0 inverse a m'])
  })

  it('offers GPUs to those alone that can use them', () => {
    const { engine, allocator, log } = make()
    allocator.addFramework({ id: 'a', roles: ['*'] })
    allocator.addFramework({ id: 'b', roles: ['*'], capabilities: ['GPU_RESOURCES'] })
    allocator.addAgent(agent('m', 'cpus:2;gpus:1'))
    engine.run(0)
    expect(log).toEqual(['0 b m cpus:2;gpus:1'])
  })
})

describe('a guarantee of one core on an agent of four', () => {
  const guarantees = parseQuantities('cpus:1')

  it('is served to the core at head, and by the whole agent in 1.0', () => {
    const [now, then] = [head(), era10()]
    now.allocator.updateQuota('q', { guarantees, limits: guarantees })
    then.allocator.setQuota('q', guarantees)
    for (const { allocator, engine } of [now, then]) {
      allocator.addFramework({ id: 'a', roles: ['q'] })
      allocator.addAgent(agent('m', 'cpus:4'))
      engine.run(0)
    }
    expect(now.log).toEqual(['0 a m cpus:1'])
    expect(then.log).toEqual(['0 a m cpus:4'])
  })

  it('triggers an allocation when it is set in 1.0, and waits for the next batch at head', () => {
    const [now, then] = [head(), era10()]
    for (const { allocator, engine } of [now, then]) {
      allocator.addAgent(agent('m', 'cpus:4'))
      allocator.addFramework({ id: 'a', roles: ['q'] }, true)
      engine.run(0)
      allocator.recoverResources({
        framework: 'a',
        role: 'q',
        agent: 'm',
        resources: parseResources('cpus:4'),
      })
    }
    now.allocator.updateQuota('q', { guarantees, limits: guarantees })
    then.allocator.setQuota('q', guarantees)
    for (const { engine } of [now, then]) engine.run(seconds(0.5))
    expect(now.log).toEqual(['0 a m cpus:4'])
    expect(then.log).toEqual(['0 a m cpus:4', '0 a m cpus:4'])
  })
})

describe('whatever happens at head', () => {
  const roles = ['q', 'q/x', 'r']
  const steps = fc.array(
    fc.record({
      what: fc.constantFrom('agent', 'framework', 'decline', 'release', 'remove', 'leave', 'wait'),
      pick: fc.nat(50),
      cpus: fc.integer({ min: 1, max: 8 }),
    }),
    { minLength: 5, maxLength: 60 },
  )

  it('nothing is offered twice, no limit is passed, and what must stay free for a guarantee does', () => {
    fc.assert(
      fc.property(steps, script => {
        const { engine, allocator, outstanding } = head()
        const limits = parseQuantities('cpus:5;mem:2000')
        allocator.updateQuota('q', { guarantees: parseQuantities('cpus:3'), limits })
        const agents = new Set<string>()
        let next = 0
        let frameworks = 0
        for (const { what, pick, cpus } of script) {
          let before = outstanding.length
          if (what === 'agent') {
            const id = `m${next++}`
            agents.add(id)
            allocator.addAgent(agent(id, `cpus:${cpus};mem:${cpus * 100};cpus(r):1;ports:[1-9]`))
          } else if (what === 'framework') {
            allocator.addFramework({ id: `f${frameworks}`, roles: [roles[frameworks++ % roles.length]!] })
          } else if (what === 'wait') engine.run(engine.now + seconds(cpus))
          else if (what === 'remove' && agents.size > 0) {
            const id = [...agents][pick % agents.size]!
            agents.delete(id)
            allocator.removeAgent(id)
          } else if (what === 'leave' && frameworks > 0) allocator.reviveOffers(`f${pick % frameworks}`, [])
          else if (outstanding.length > 0) {
            const [offer] = outstanding.splice(pick % outstanding.length, 1)
            before--
            allocator.recoverResources(offer!, what === 'decline' ? seconds(cpus) : undefined)
          }
          engine.run(engine.now)
          const given = outstanding.slice(before)
          const beyond = given.some(
            ({ role, resources }) => role !== 'q' && resources.burst.quantities.get('cpus') > 0,
          )
          const free = allocator.quotas.headroom.get('cpus')
          // Agents that leave may take what a guarantee needs with them; an offer to somebody else may not.
          if (beyond) expect(free).toBeGreaterThanOrEqual(allocator.quotas.unmet('q').get('cpus'))
          let consumed = 0
          let left = 0
          for (const known of allocator.knownAgents) {
            expect(known.total.contains(known.held)).toBe(true)
            const parts = allocator.holdingsOn(known).map(([, held]) => held)
            expect(parts.reduce((sum, part) => sum.plus(part), Resources.NONE).equals(known.held)).toBe(true)
            left += known.available.burst.quantities.get('cpus')
            for (const [{ role }, held] of allocator.holdingsOn(known))
              if (role === 'q') consumed += held.burst.quantities.get('cpus')
          }
          expect(free).toBe(left)
          // What the role itself holds stays within its limit, whatever a role below it has taken.
          expect(consumed).toBeLessThanOrEqual(limits.get('cpus'))
        }
      }),
      { seed: 7, numRuns: 150 },
    )
  })
})

describe('shuffling only agents that can be offered', () => {
  it('has the distribution of shuffling all: each is first equally often', () => {
    const counts = new Map<string, number>()
    const { engine, allocator, outstanding } = head()
    // The full agents stand between the others, where they would move them if they counted.
    for (const id of ['full1', 'x', 'full2', 'y', 'z', 'full3']) {
      const full = id.startsWith('full')
      const resources = parseResources('cpus:1')
      allocator.addAgent({
        id,
        total: resources,
        used: full ? [{ framework: 'gone', role: 'r', resources }] : [],
      })
    }
    allocator.addFramework({ id: 'a', roles: ['r'] })
    for (let round = 0; round < 3000; round++) {
      engine.run(seconds(round))
      const first = outstanding[0]!.agent
      counts.set(first, (counts.get(first) ?? 0) + 1)
      for (const offer of outstanding.splice(0)) allocator.recoverResources(offer)
    }
    // 1000 expected each; the standard deviation is √(3000 · 1/3 · 2/3) = 26, and 5 of them are 129.
    for (const id of ['x', 'y', 'z']) expect(Math.abs(counts.get(id)! - 1000)).toBeLessThan(129)
  })
})
