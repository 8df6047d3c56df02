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

describe('a framework that is removed', () => {
  it('leaves what it held free at head, and held until it is recovered in 1.0', () => {
    const [now, then] = [head(), era10()]
    for (const { allocator, engine, outstanding } of [now, then]) {
      allocator.addFramework({ id: 'a', roles: ['*'] })
      allocator.addAgent(agent('m', 'cpus:2'))
      engine.run(0)
      allocator.addFramework({ id: 'b', roles: ['*'] })
      allocator.removeFramework('a')
      engine.run(seconds(1.5))
      // At head this is of no use any more.
      allocator.recoverResources(outstanding[0]!)
      engine.run(seconds(3))
    }
    expect(now.log).toEqual(['0 a m cpus:2', '0 b m cpus:2'])
    expect(then.log).toEqual(['0 a m cpus:2', '2 b m cpus:2'])
  })
})

describe('a framework that suppressed its offers and is disconnected', () => {
  it('is offered nothing at head before it revives, and in 1.0 when it is back', () => {
    const [now, then] = [head(), era10()]
    for (const { allocator, engine } of [now, then]) {
      allocator.addFramework({ id: 'a', roles: ['*'] })
      allocator.suppressOffers('a', [])
      allocator.addAgent(agent('m', 'cpus:2'))
      allocator.deactivateFramework('a')
      allocator.activateFramework('a')
      engine.run(seconds(1))
    }
    expect(now.log).toEqual([])
    expect(then.log).toEqual(['0 a m cpus:2'])
  })

  it('forgets at head what it refused in a role that it suppresses no more', () => {
    const { engine, allocator, log, outstanding } = head()
    allocator.addFramework({ id: 'a', roles: ['r'] })
    allocator.addAgent(agent('m', 'cpus:2'))
    engine.run(0)
    allocator.recoverResources(outstanding[0]!, seconds(1000))
    // It suppressed nothing, so the refusal stands.
    allocator.updateFramework({ id: 'a', roles: ['r'] })
    engine.run(seconds(1))
    allocator.suppressOffers('a', [])
    allocator.updateFramework({ id: 'a', roles: ['r'] })
    engine.run(seconds(2))
    expect(log).toEqual(['0 a m cpus:2', '2 a m cpus:2'])
  })
})

describe('an agent that learns to have several roles', () => {
  it('is offered at once, and once', () => {
    const { engine, allocator, log } = head()
    allocator.addFramework({ id: 'a', roles: ['r'], capabilities: ['MULTI_ROLE'] })
    allocator.addAgent({ ...agent('m', 'cpus:2'), multiRole: false })
    engine.run(seconds(0.5))
    const total = parseResources('cpus:2')
    allocator.updateAgent('m', total)
    allocator.updateAgent('m', total, { multiRole: true })
    engine.run(seconds(0.5))
    expect(log).toEqual(['0 a m cpus:2'])
  })
})

describe('an allocation that is paused', () => {
  it('forgets what was asked for, and goes on with the next batch', () => {
    const { engine, allocator, log } = head()
    allocator.rounds.pause()
    allocator.addFramework({ id: 'a', roles: ['*'] })
    allocator.addAgent(agent('m', 'cpus:2'))
    engine.run(seconds(1.5))
    allocator.rounds.resume()
    allocator.addAgent(agent('n', 'cpus:1'))
    engine.run(seconds(3))
    expect(log).toEqual(['1 a n cpus:1', '2 a m cpus:2'])
  })
})

describe('a role with a limit and one below it', () => {
  it('share one allocation as if what goes below counted for nothing, and the next as if it did', () => {
    const { engine, allocator, log, outstanding } = head()
    const limits = parseQuantities('cpus:4')
    allocator.updateQuota('a', { guarantees: parseQuantities(''), limits })
    for (const id of ['top', 'x']) allocator.addFramework({ id, roles: [id === 'x' ? 'a/x' : 'a'] }, false)
    for (const id of ['k', 'l', 'm', 'n']) allocator.addAgent(agent(id, 'cpus:2'))
    engine.run(0)
    for (const id of ['top', 'x']) allocator.activateFramework(id)
    engine.run(0)
    const cores = (id: string) =>
      outstanding
        .filter(({ framework }) => framework === id)
        .reduce((sum, { resources }) => sum + resources.cpus, 0)
    expect([cores('top'), cores('x')]).toEqual([4000, 4000])
    allocator.addAgent(agent('o', 'cpus:2'))
    engine.run(0)
    expect(log.slice(4)).toEqual(['0 x o cpus:2'])
  })
})

describe('a guarantee of 1.0 that nobody takes', () => {
  const guarantee = (amount: string) => {
    const it = era10()
    it.allocator.setQuota('q', parseQuantities(amount))
    return it
  }

  it('keeps nothing of what is reserved for another role, which is offered to it', () => {
    const { engine, allocator, log } = guarantee('cpus:6')
    allocator.addAgent(agent('m', 'cpus:4'))
    allocator.addAgent(agent('n', 'cpus(r):4'))
    allocator.addFramework({ id: 'a', roles: ['r'] })
    engine.run(0)
    expect(log).toEqual(['0 a n cpus(r):4'])
  })

  it('is not served by it', () => {
    const { engine, allocator, log } = guarantee('cpus:3')
    // Of 8 cores that nobody reserved 5 may go, which is one agent; 9 are reserved beside them.
    for (const id of ['k', 'l']) allocator.addAgent(agent(id, 'cpus:4'))
    allocator.addAgent(agent('m', 'cpus(r):9'))
    allocator.addFramework({ id: 'a', roles: ['*'] })
    engine.run(0)
    expect(log).toHaveLength(1)
    allocator.addFramework({ id: 'b', roles: ['r'] })
    engine.run(0)
    expect(log[1]).toBe('0 b m cpus(r):9')
  })

  it('counts what was held before there was one', () => {
    const { engine, allocator, log, outstanding } = era10()
    allocator.addFramework({ id: 'a', roles: ['*'] })
    for (const id of ['k', 'l']) allocator.addAgent(agent(id, 'cpus:4'))
    engine.run(0)
    allocator.recoverResources(outstanding[0]!)
    // 4 cores are free, and 1 of them is to stay so.
    allocator.setQuota('q', parseQuantities('cpus:1'))
    engine.run(seconds(1))
    expect(log).toHaveLength(2)
    allocator.removeQuota('q')
    engine.run(seconds(1))
    expect(log).toHaveLength(3)
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
            const parts = [...known.holdings.values()].flatMap(held => [...held.values()])
            expect(parts.reduce((sum, part) => sum.plus(part), Resources.NONE).equals(known.held)).toBe(true)
            left += known.available.burst.quantities.get('cpus')
            for (const held of known.holdings.values())
              consumed += (held.get('q') ?? Resources.NONE).burst.quantities.get('cpus')
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
