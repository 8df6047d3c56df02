import { describe, expect, it } from 'vitest'
import { seconds } from '../../../sim/engine/time.ts'
import type { Holder } from '../../../systems/mesos/holder.ts'
import { formatResources, parseResources } from '../../../systems/mesos/resource-text.ts'
import type { Resources } from '../../../systems/mesos/resources.ts'
import { agent, era10, head } from './allocators.ts'

const texts = (holdings: readonly (readonly [Holder, Resources])[]) =>
  holdings.map(([{ framework, role }, held]) => `${framework} ${role} ${formatResources(held)}`)

describe.each([
  ['head', head],
  ['1.0', era10],
] as const)('what the allocator of %s knows', (era, make) => {
  /** a in the role r, and b in s; all of m is offered to a. */
  function offered() {
    const bench = make()
    const { allocator, engine } = bench
    allocator.addFramework({ id: 'a', roles: ['r'] })
    allocator.addAgent(agent('m', 'cpus:4;mem:128'))
    engine.run(0)
    allocator.addFramework({ id: 'b', roles: ['s'] })
    engine.run(0)
    return bench
  }

  it('is who holds what, also of an agent that is offered as a whole', () => {
    const { allocator } = offered()
    const [m] = [...allocator.knownAgents]
    expect([formatResources(m!.held), formatResources(m!.available)]).toEqual(['cpus:4;mem:128', ''])
    expect(texts(allocator.holdingsOn(m!))).toEqual(['a r cpus:4;mem:128'])
  })

  it('is the shares of frameworks in their roles', () => {
    const { allocator, outstanding } = offered()
    // All of the only agent: everything.
    expect([allocator.frameworkShare('a', 'r'), allocator.roleShare('r')]).toEqual([1, 1])
    expect([allocator.frameworkShare('b', 's'), allocator.frameworkShare('a', 's')]).toEqual([0, 0])
    expect([allocator.roleShare('s'), allocator.roleShare('t')]).toEqual([0, 0])
    allocator.recoverResources({ ...outstanding[0]!, resources: parseResources('cpus:3;mem:32') })
    // A core of four, and 96 of 128 MiB. In 1.0 shares are worked out when frameworks are put in order.
    expect(allocator.frameworkShare('a', 'r')).toBe(era === 'head' ? 0.75 : 1)
  })

  it('is changed by an operator where nobody holds it', () => {
    const { allocator, engine, log, outstanding } = offered()
    const reserve = () =>
      allocator.updateAvailable('m', parseResources('cpus:1'), parseResources('cpus(s):1'))
    expect(reserve).toThrow("Agent 'm' has not all of that free.")
    allocator.recoverResources(outstanding[0]!, seconds(1000))
    reserve()
    // An allocation of the agent follows in 1.0; at head b waits for the next batch. a refuses what is less than it refused.
    engine.run(seconds(1))
    expect(log.slice(1)).toEqual([`${era === 'head' ? 1 : 0} b m cpus(s):1;cpus:3;mem:128`])
    const [m] = [...allocator.knownAgents]
    expect(formatResources(m!.total)).toBe('cpus(s):1;cpus:3;mem:128')
  })

  it('is more resources of an agent, of which some are in use', () => {
    const { allocator } = offered()
    allocator.addResourceProvider('m', parseResources('disk:100'), [
      { framework: 'b', role: 's', resources: parseResources('disk:30') },
      // Of one that is not there nothing is counted but that it is held.
      { framework: 'gone', role: 't', resources: parseResources('disk:20') },
    ])
    const [m] = [...allocator.knownAgents]
    expect(formatResources(m!.total)).toBe('cpus:4;disk:100;mem:128')
    expect(formatResources(m!.available)).toBe('disk:50')
    if (era === 'head') expect(allocator.frameworkShare('b', 's')).toBe(0.3)
    expect(texts(allocator.holdingsOn(m!))).toEqual(['a r cpus:4;mem:128', 'b s disk:30', 'gone t disk:20'])
  })

  it('has every framework and agent once', () => {
    const { allocator } = offered()
    expect(() => allocator.addFramework({ id: 'a', roles: ['x'] })).toThrow(
      "The allocator has a framework 'a' already.",
    )
    expect(() => allocator.addAgent(agent('m', 'cpus:1'))).toThrow("The allocator has an agent 'm' already.")
    expect(() => allocator.removeFramework('ghost')).toThrow("The allocator knows no framework 'ghost'.")
    expect(() => allocator.removeAgent('ghost')).toThrow("The allocator knows no agent 'ghost'.")
    const gone = { framework: 'a', role: 'r', agent: 'ghost', resources: parseResources('cpus:1') }
    expect(() => allocator.recoverResources(gone)).not.toThrow()
  })
})
