import { expect, test } from 'vitest'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import type { LeasingSpec } from '../../../systems/kubernetes/leased/spec.ts'
import { agents } from '../../support/marathon-run.ts'
import { type StagedRun, stagedRun } from '../../support/staged-run.ts'

function leasing(changes: Partial<LeasingSpec> = {}): SystemSpec {
  const base = systems['kubernetes-on-dcos']!
  const kubernetes = base.frameworks.find(({ name }) => name === 'kubernetes') as LeasingSpec
  return {
    name: 'kubernetes-on-dcos',
    ...base,
    frameworks: [
      {
        ...kubernetes,
        takes: ['*'],
        killGrace: 0,
        nodes: 2,
        nodeCpuMilli: 4000,
        nodeMemoryMiB: 2048,
        nodeReadyAfter: MINUTE,
        ...changes,
      },
    ],
  }
}

const job = (tasks: number) => [{ submit: 100, run: 50, tasks, memoryMiB: 512 }]

const numbersOf = ({ result }: StagedRun, name: string) =>
  result.rows.find(row => row.scope === (name === '' ? 'all' : 'class') && row.name === name)!.numbers

// One agent of 10 cores and 8 GiB gives two nodes of 4 cores and 2 GiB: the offer, the answer and the launch take a millisecond each, so
// they run from 3 ms on, and are held from 2 ms on. An attempt takes 1.25 ms, a binding 5 ms and the message to the node 1 ms.

test('a pod starts on a leased node without an offer, and what it uses is counted once', async () => {
  const run = await stagedRun(leasing(), agents(1, 10), job(1), { until: 200 * SECOND })
  expect(run.log).toEqual([
    '0.003 s: job 0 starts on machine 0',
    '0.003 s: job 0 starts on machine 0',
    '100.00725 s: job 0 starts on machine 0',
    '150.00725 s: job 0 finishes on machine 0',
  ])
  // Leased: 8 of 10 cores for 199.998 s of 200. The pod holds one of them from its binding, 1 ms before it starts: 50.001 s.
  expect(numbersOf(run, '')['cpu_used_share']).toBeCloseTo((8 * 199.998) / 2000, 9)
  expect(numbersOf(run, 'batch')['cpu_used_share']).toBeCloseTo(50.001 / 2000, 9)
  expect(numbersOf(run, 'node')['cpu_used_share']).toBeCloseTo((8 * 199.998 - 50.001) / 2000, 9)
  // Nodes work from 3 ms on: 8 cores for 199.997 s, of which the pod did 50 core seconds.
  expect(numbersOf(run, '')['core_hours_done']).toBeCloseTo((8 * 199.997) / 3600, 9)
  expect(numbersOf(run, 'batch')['core_hours_done']).toBeCloseTo(50 / 3600, 9)
  // One attempt of 1.25 ms in 200 s; the nodes are asked for without deciding.
  const scheduler = run.result.rows.find(row => row.scope === 'scheduler' && row.name === 'kubernetes')!
  expect(scheduler.numbers).toMatchObject({ decisions: 1, busy_useful_s: 0.00125 })
})

test('pods wait for room on nodes although their agent has more', async () => {
  // Eight pods by memory and cores, one attempt after another; the ninth starts when the first is over at 150.00725 s, and its back-off
  // was over long ago. The run ends with it: nobody waits for nodes.
  const run = await stagedRun(leasing(), agents(1, 10), job(9))
  const starts = run.log.filter(line => line.includes('starts')).map(line => Number.parseFloat(line))
  expect(starts.slice(2)).toEqual([
    ...[0, 1, 2, 3, 4, 5, 6, 7].map(i => (100_007.25 + 1.25 * i) / 1000),
    150.0145,
  ])
  expect(run.ends).toEqual(['200.0155 s: job 0 is finished'])
})

test('pods are lost with their nodes, which are leased again where an agent is left', async () => {
  // The agent of both nodes goes at 110 s. Mesos gives it up after 20 pings of 15 s, and the nodes go to the other agent.
  const run = await stagedRun(leasing(), agents(2, 10), job(3), {
    script: { 110: stage => stage.machineDown(stage.cluster.tasks.machine[0]!) },
  })
  expect(run.log.filter(line => line.startsWith('110 s'))).toHaveLength(5)
  const again = run.log
    .filter(line => line.includes('starts'))
    .slice(5)
    .map(line => Number.parseFloat(line))
  expect(again).toHaveLength(5)
  expect(again[0]).toBeGreaterThan(110 + 300)
  expect(again[0]).toBeLessThan(110 + 330)
  // Pods follow when a node has been there for a minute; those that wait are tried as soon as it joins.
  expect(again[2]! - again[0]!).toBeGreaterThanOrEqual(60)
  expect(again[2]! - again[0]!).toBeLessThan(60.02)
  expect(run.ends).toHaveLength(1)
})

test('a more important pod takes the place of another on a leased node, of which Mesos hears nothing', async () => {
  const run = await stagedRun(
    leasing(),
    agents(1, 10),
    [
      { id: 0, submit: 100, run: 500, tasks: 2, cores: 4, memoryMiB: 512 },
      { id: 1, submit: 200, run: 50, cores: 4, memoryMiB: 512, priority: 5 },
    ],
    { until: 280 * SECOND },
  )
  // The attempt for it ends at 200.00125 s, and the victim a message later. A second attempt and its binding take 7.25 ms, as does the
  // victim's when the important pod is over.
  expect(run.log.slice(2)).toEqual([
    '100.00725 s: job 0 starts on machine 0',
    '100.0085 s: job 0 starts on machine 0',
    '200.00225 s: job 0 is preempted on machine 0',
    '200.0095 s: job 1 starts on machine 0',
    '250.0095 s: job 1 finishes on machine 0',
    '250.01675 s: job 0 starts on machine 0',
  ])
  expect(numbersOf(run, 'node')['tasks_preempted']).toBe(0)
})

test('pods start while there is no master', async () => {
  const { root, ...system } = leasing()
  const run = await stagedRun(
    { ...system, root: { ...root, masterFailures: [150 * SECOND], election: 10 * SECOND } as never },
    agents(1, 10),
    [{ submit: 151, run: 50, memoryMiB: 512 }],
    { until: 300 * SECOND },
  )
  // The master dies at 150 s, and another is elected 10 s later. No node is lost.
  expect(run.log.slice(2)).toEqual([
    '151.00725 s: job 0 starts on machine 0',
    '201.00725 s: job 0 finishes on machine 0',
  ])
})
