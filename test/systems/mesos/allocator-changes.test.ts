/**
 * Frameworks that go, come back and say other things, agents that learn, pauses, and what counts for quota: timelines worked out by hand.
 */
import { describe, expect, it } from 'vitest'
import { seconds } from '../../../sim/engine/time.ts'
import { parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'
import { agent, era10, head } from './allocators.ts'

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

describe('a framework that the master does not know yet', () => {
  it.each([
    ['head', head],
    ['1.0', era10],
  ])('holds what runs on its agents until it ends, in the allocator of %s', (_, make) => {
    const { allocator, engine, log } = make()
    const used = { framework: 'a', role: '*', resources: parseResources('cpus:1') }
    allocator.addFramework({ id: 'b', roles: ['*'] })
    allocator.addAgent({ ...agent('m', 'cpus:2'), used: [used] })
    engine.run(0)
    allocator.recoverResources({ ...used, agent: 'm' })
    engine.run(seconds(1))
    expect(log).toEqual(['0 b m cpus:1', '1 b m cpus:1'])
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

  it('is offered by the next batch when it updates itself at head, and at once in 1.0, where it has to revive', () => {
    const logs = [head(), era10()].map(({ allocator, engine, log, outstanding }) => {
      allocator.addFramework({ id: 'a', roles: ['*'] })
      allocator.addAgent(agent('m', 'cpus:2'))
      engine.run(0)
      allocator.recoverResources(outstanding[0]!, seconds(1000))
      allocator.suppressOffers('a', [])
      engine.run(seconds(1.5))
      // Engine.now is the batch of 1 s.
      allocator.unsuppressOffers('a')
      engine.run(seconds(2))
      return log
    })
    expect(logs).toEqual([
      ['0 a m cpus:2', '2 a m cpus:2'],
      ['0 a m cpus:2', '1 a m cpus:2'],
    ])
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
