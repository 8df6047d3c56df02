import { describe, expect, it } from 'vitest'
import { Agent } from '../../../systems/mesos/agent.ts'
import { AgentColumns } from '../../../systems/mesos/agent-columns.ts'
import type { AgentInfo, AllocatorOptions, FrameworkInfo } from '../../../systems/mesos/protocol.ts'
import { RegisteredFramework } from '../../../systems/mesos/registered-framework.ts'
import { formatResources, parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'

const options: AllocatorOptions = {
  interval: 0,
  minAllocatable: [parseQuantities('cpus:1'), parseQuantities('mem:100')],
  filterGpuResources: true,
  excludedFromShares: new Set(),
}
const framework = (info: Partial<FrameworkInfo> = {}) =>
  new RegisteredFramework({ id: 'f', roles: ['a', 'b'], ...info })
const agent = (total: string, info: Partial<AgentInfo> = {}) =>
  new Agent({ id: 'm', total: parseResources(total), ...info }, 0, 0, new AgentColumns())

describe('a framework', () => {
  it('says anew who it is when it subscribes again', () => {
    const one = framework({ suppressed: ['a'], capabilities: ['GPU_RESOURCES'] })
    expect([[...one.suppressed], one.can('GPU_RESOURCES')]).toEqual([['a'], true])
    one.update({ id: 'f', roles: ['c'], suppressed: ['c'] })
    expect([[...one.roles], [...one.suppressed], one.can('GPU_RESOURCES')]).toEqual([['c'], ['c'], false])
    one.update({ id: 'f', roles: ['c'] })
    expect([...one.suppressed]).toEqual([])
  })

  it('means all its roles where it names none', () => {
    expect([framework().rolesOr([]), framework().rolesOr(['b'])]).toEqual([['a', 'b'], ['b']])
    expect([[...framework().suppressed], framework().active]).toEqual([[], false])
  })

  it('is offered GPUs, roles below others and old agents where both know of them', () => {
    const gpus = agent('cpus:1;gpus:1')
    expect([
      framework().suits(gpus, 'a', options),
      framework({ capabilities: ['GPU_RESOURCES'] }).suits(gpus, 'a', options),
    ]).toEqual([false, true])
    expect(framework().suits(gpus, 'a', { ...options, filterGpuResources: false })).toBe(true)
    const old = agent('cpus:1', { multiRole: false })
    expect([
      framework().suits(old, 'a', options),
      framework({ capabilities: ['MULTI_ROLE'] }).suits(old, 'a', options),
    ]).toEqual([true, false])
    const flat = agent('cpus:1', { hierarchicalRole: false })
    expect([framework().suits(flat, 'a', options), framework().suits(flat, 'a/x', options)]).toEqual([
      true,
      false,
    ])
    expect(framework().suits(agent('cpus:1'), 'a/x', options)).toBe(true)
  })

  it('takes what its role may have and it can handle', () => {
    const all = parseResources('cpus:1;cpus(a):2;cpus(b):3;cpus{REV}:4;mem(a){REFINED}:5;disk(a){SHARED=v}:6')
    const taken = (role: string, ...capabilities: FrameworkInfo['capabilities'] & readonly unknown[]) =>
      formatResources(framework({ capabilities }).takeable(all, role))
    expect(taken('a')).toBe('cpus(a):2;cpus:1')
    expect(taken('c')).toBe('cpus:1')
    expect(taken('a/x')).toBe('cpus(a):2;cpus:1')
    expect(taken('c', 'REVOCABLE_RESOURCES')).toBe('cpus:1;cpus{REV}:4')
    expect(taken('a', 'RESERVATION_REFINEMENT', 'SHARED_RESOURCES')).toBe(
      'cpus(a):2;cpus:1;disk(a){SHARED=v}:6;mem(a){REFINED}:5',
    )
    const open = parseResources('cpus:1')
    expect(framework().takeable(open, 'a')).toBe(open)
  })

  it('is offered what is enough for the master, or for what it says of a role', () => {
    const enough = (of: RegisteredFramework, text: string, role = 'a') =>
      parseResources(text).suffice(of.leastIn(role, options))
    expect(['cpus:1', 'mem:100', 'cpus:0.9;mem:99', ''].map(text => enough(framework(), text))).toEqual([
      ...[true, true, false, false],
    ])
    const own = framework({
      minAllocatable: new Map([
        ['a', [parseQuantities('cpus:2')]],
        ['b', []],
      ]),
    })
    expect([enough(own, 'cpus:1.9'), enough(own, 'cpus:2')]).toEqual([false, true])
    // Nothing is asked for in b, and c has the master's setting.
    expect([enough(own, 'cpus:0.1', 'b'), enough(own, '', 'b'), enough(own, 'cpus:0.9', 'c')]).toEqual([
      true,
      false,
      false,
    ])
  })
})

it('shared volumes are free however many hold them', () => {
  const one = agent('cpus:2;disk(a){SHARED=v}:5')
  one.take(parseResources('cpus:1;disk(a){SHARED=v}:5'))
  expect(formatResources(one.available)).toBe('cpus:1;disk(a){SHARED=v}:5')
  one.take(parseResources('disk(a){SHARED=v}:5'))
  expect(formatResources(one.available)).toBe('cpus:1;disk(a){SHARED=v}:5')
})
