import { describe, expect, it } from 'vitest'
import { failureMessage } from '../../../systems/kubernetes/decision.ts'
import { violating } from '../../../systems/kubernetes/disruption-budgets.ts'
import { candidatesWanted, defaultPreemptionArgs } from '../../../systems/kubernetes/preemption.ts'
import { defaultArgs, defaultProfile } from '../../../systems/kubernetes/profile.ts'
import { Scheduler } from '../../../systems/kubernetes/scheduler.ts'
import { selectorOf } from '../../../systems/kubernetes/selector.ts'
import { asking, bound, clusterOf, node, pod } from './pods.ts'

const labels = new Map([['app', 'db']])
const cpu = (cpuMilli: number, priority: number, named = 'p', changes = {}) =>
  pod(named, { requests: asking({ cpuMilli }), priority, ...changes })

function scheduled(...names: string[]) {
  const cluster = clusterOf(...names.map(name => node(name)))
  const scheduler = new Scheduler({ cluster, profile: defaultProfile(defaultArgs, 100), ties: 'first' })
  return { cluster, scheduler }
}

describe('preemption', () => {
  it('takes the fewest and least important pods of one node', () => {
    const { cluster, scheduler } = scheduled('a', 'b')
    for (const name of ['a', 'b']) bound(cluster, cpu(2000, 5, `${name}-high`), name)
    bound(cluster, cpu(2000, 2, 'a-low'), 'a')
    bound(cluster, cpu(2000, 1, 'b-low'), 'b')
    const decision = scheduler.attempt(cpu(1500, 9))
    const { best, candidates } = decision.preemption!
    expect(candidates.map(({ victims }) => victims.map(({ key }) => key))).toEqual([
      ['default/a-low'],
      ['default/b-low'],
    ])
    expect(best.map(({ info }) => info.node.name)).toEqual(['b'])
    expect(failureMessage(decision)).toBe('0/2 nodes are available: 2 Insufficient cpu.')
  })

  // Of an equal priority nobody goes, and no node need be tried; one less important pod anywhere, and all are.
  it('says the same whether or not a node has to be tried', () => {
    const { cluster, scheduler } = scheduled('a', 'b', 'c')
    for (const name of ['a', 'b', 'c']) bound(cluster, cpu(3000, 5, name), name)
    const seen = () => {
      const decision = scheduler.attempt(cpu(2000, 5))
      const { rejections } = decision.preemption!
      return [
        failureMessage(decision),
        rejections.map(({ info, status }) => [info.node.name, status.reasons[0]]),
      ]
    }
    expect(cluster.hasPodsBelow(5)).toBe(false)
    const untried = seen()
    const low = bound(cluster, cpu(0, 1, 'low'), 'c')
    expect(cluster.hasPodsBelow(5)).toBe(true)
    expect(cluster.hasPodsBelow(1)).toBe(false)
    const tried = seen()
    expect(untried).toEqual([
      '0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
      ['a', 'b', 'c'].map(name => [name, 'No preemption victims found for incoming pod']),
    ])
    expect(tried[1]!.slice(0, 2)).toEqual(untried[1]!.slice(0, 2))
    expect(tried[1]![2]).toEqual(['c', 'Insufficient cpu'])
    cluster.removePod(low)
    cluster.removePod(low)
    expect(cluster.hasPodsBelow(5)).toBe(false)
    bound(cluster, cpu(0, 1, 'low'), 'c')
    cluster.removeNode('c')
    expect(cluster.hasPodsBelow(5)).toBe(false)
  })

  it('says where it would not help', () => {
    const { cluster, scheduler } = scheduled('a', 'b')
    bound(cluster, cpu(3000, 5), 'a')
    cluster.updateNode(node('b', {}, { unschedulable: true }))
    expect(failureMessage(scheduler.attempt(cpu(2000, 5)))).toBe(
      '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable. no new claims to deallocate, ' +
        'preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, ' +
        '1 Preemption is not helpful for scheduling.',
    )
    expect(failureMessage(scheduler.attempt(cpu(2000, 9, 'q', { neverPreempts: true })))).toContain(
      'preemption: not eligible due to preemptionPolicy=Never.',
    )
  })

  /**
   * Of each node two pods would go, of priorities 3 and 1: equal by all that counts first. Then the node goes whose more important
   * victim started last; when the others started does not matter.
   */
  it('takes the pods that started last, of those of the highest priority', () => {
    const { cluster, scheduler } = scheduled('a', 'b')
    const at = (startTime: number, each: ReturnType<typeof pod>, name: string) => {
      each.startTime = startTime
      bound(cluster, each, name)
    }
    at(5, cpu(2000, 3, 'a-high'), 'a')
    at(90, cpu(2000, 1, 'a-low'), 'a')
    at(7, cpu(2000, 3, 'b-high'), 'b')
    at(1, cpu(2000, 1, 'b-low'), 'b')
    const { best } = scheduler.attempt(cpu(4000, 9)).preemption!
    expect(best.map(({ info }) => info.node.name)).toEqual(['b'])
  })

  // Of three nodes with equal pods the first draw is where to begin, the second which of them is taken.
  it('draws among nodes that are equal in everything, where ties are drawn', () => {
    const chosen = [0, 1, 2].map(draw => {
      const cluster = clusterOf(node('a'), node('b'), node('c'))
      for (const name of ['a', 'b', 'c']) bound(cluster, cpu(4000, 1, name), name)
      const ties = { uniform: () => 0, below: () => draw }
      const scheduler = new Scheduler({ cluster, profile: defaultProfile(defaultArgs, 100), ties })
      const { best } = scheduler.attempt(cpu(1000, 9)).preemption!
      expect(best).toHaveLength(3)
      return best[0]!.info.node.name
    })
    expect(chosen).toEqual(['a', 'b', 'c'])
  })

  it('spares pods that a budget protects, as long as others can go', () => {
    const { cluster, scheduler } = scheduled('a')
    bound(cluster, cpu(2000, 1, 'protected', { labels }), 'a')
    bound(cluster, cpu(2000, 3, 'plain'), 'a')
    scheduler.budgets = [
      { namespace: 'default', name: 'db', selector: selectorOf(labels), allowed: 0, disrupted: new Set() },
    ]
    expect(scheduler.attempt(cpu(2000, 9)).preemption?.best[0]).toMatchObject({
      victims: [{ key: 'default/plain' }],
      violations: 0,
    })
  })

  it('keeps the room for the pod: others see it, and the node is tried first', () => {
    const { cluster, scheduler } = scheduled('a')
    const victim = bound(cluster, cpu(4000, 1, 'victim'), 'a')
    const first = cpu(4000, 9, 'first')
    const decision = scheduler.attempt(first)
    cluster.removePod(victim)
    expect(scheduler.nominate(decision)).toEqual({ lost: [], cleared: false })
    expect(scheduler.attempt(cpu(1000, 8, 'second')).info).toBeNull()
    const more = scheduler.attempt(cpu(4000, 10, 'third'))
    expect(more.info?.node.name).toBe('a')
    expect(scheduler.attempt(first).info?.node.name).toBe('a')
    scheduler.assume(more, 0)
    // The room is gone, and nothing less important is there to make new room.
    const again = scheduler.attempt(first)
    expect(scheduler.nominate(again)).toEqual({ lost: [], cleared: true })
  })

  it('waits for pods that terminate for it', () => {
    const { cluster, scheduler } = scheduled('a')
    const victim = bound(cluster, cpu(4000, 1, 'victim'), 'a')
    const first = cpu(4000, 9, 'first')
    scheduler.nominate(scheduler.attempt(first))
    scheduler.terminate(victim, true)
    const waiting = scheduler.attempt(first)
    expect(waiting.preemption?.ineligible).toBe(
      'not eligible due to a terminating pod on the nominated node.',
    )
    expect(scheduler.nominate(waiting)).toEqual({ lost: [], cleared: false })
    expect(first.nominatedNodeName).toBe('a')
  })

  it('takes the nomination of a less important pod to the same node', () => {
    const { cluster, scheduler } = scheduled('a')
    bound(cluster, cpu(4000, 1, 'victim'), 'a')
    const less = cpu(4000, 5, 'less')
    scheduler.nominate(scheduler.attempt(less))
    expect(scheduler.nominate(scheduler.attempt(cpu(4000, 9, 'more')))).toEqual({
      lost: [less],
      cleared: false,
    })
    expect(less.nominatedNodeName).toBeNull()
  })

  it('tries a tenth of the nodes, but a hundred at least', () => {
    expect([50, 500, 5000].map(nodes => candidatesWanted(nodes, defaultPreemptionArgs))).toEqual([
      50, 100, 500,
    ])
  })
})

it('budgets are counted down over all pods, in their order', () => {
  const pods = ['p', 'q', 'r'].map(name => pod(name, { labels }))
  const budget = { namespace: 'default', name: 'db', selector: selectorOf(labels), allowed: 1 }
  expect(violating(pods, [{ ...budget, disrupted: new Set() }])).toEqual(new Set([pods[1], pods[2]]))
  expect(violating(pods, [{ ...budget, disrupted: new Set(['p']) }])).toEqual(new Set([pods[2]]))
  expect(violating(pods, [{ ...budget, selector: [], disrupted: new Set() }]).size).toBe(0)
})
