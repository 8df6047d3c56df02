/**
 * Drains beside PodDisruptionBudgets, worked by hand. The scheduler decides and binds at once and messages take no time.
 *
 * Of 4 pods of the Deployment web two are on each of two nodes; a pod is ready 12 s after its start and needs 3 s to go. At 20 s
 * node 0 is drained.
 */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import type { MachineEvent } from '../../../../sim/hardware/machine-events.ts'
import { kubernetesOf, nodes } from '../../../support/kubernetes-run.ts'
import { type StagedRun, stagedRun } from '../../../support/staged-run.ts'
import { container, deployment, readManifests } from '../manifest/read-manifests.ts'

const specOf = (readyAfter: number) => ({
  containers: [
    { ...container(), readinessProbe: { exec: {}, initialDelaySeconds: readyAfter, periodSeconds: 1 } },
  ],
  terminationGracePeriodSeconds: 3,
})

const budget = (written: object, name = 'b') => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name, namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'web' } }, ...written },
})

const agent = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: { metadata: { labels: { app: 'agent' } }, spec: specOf(12) },
  },
}

const event = (at: number, event: MachineEvent['event'], machine = 0): MachineEvent => ({
  at: at * SECOND,
  machine,
  event,
})

interface Given {
  /** Seconds. */
  readonly readyAfter?: number
  readonly events?: readonly MachineEvent[]
  readonly withAgent?: boolean
  /** Manifests of a second framework with controllers. */
  readonly others?: readonly object[]
}

/** Job 0 is web, job 1 the DaemonSet. */
async function run(
  budgets: readonly object[],
  { readyAfter = 12, events = [event(20, 'drain')], withAgent = false, others = [] }: Given = {},
): Promise<StagedRun> {
  const read = readManifests([
    deployment('web', { replicas: 4 }, specOf(readyAfter)),
    ...(withAgent ? [agent] : []),
    ...budgets,
  ])
  expect(read.faults).toEqual([])
  const classes = read.objects.makers.map(({ name }) => name)
  const objects = Object.fromEntries(read.objects.makers.map(object => [object.name, { object, places: [] }]))
  const system = kubernetesOf({ objects, budgets: read.objects.budgets, takes: classes })
  const second = readManifests(others).objects
  const takes = second.makers.map(({ name }) => name)
  const makers = Object.fromEntries(second.makers.map(object => [object.name, { object, places: [] }]))
  const beside = {
    ...system.frameworks[0]!,
    ...{ name: 'beside', takes, objects: makers, budgets: second.budgets },
  }
  const all = [...classes, ...takes]
  return stagedRun(
    others.length === 0 ? system : { ...system, frameworks: [...system.frameworks, beside] },
    nodes(2, 8),
    all.map((_, jobClass) => ({ submit: 0, run: NEVER, tasks: jobClass === 0 ? 4 : 1, jobClass })),
    {
      classes: all,
      until: 60 * SECOND,
      hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER, events },
    },
  )
}

/** What happens from 20 s on. */
async function from20(budgets: readonly object[], given: Given = {}): Promise<readonly string[]> {
  const { log } = await run(budgets, given)
  return log.filter(line => Number.parseInt(line, 10) >= 20)
}

const start = (at: number, machine = 1) => `${at} s: job 0 starts on machine ${machine}`
const end = (at: number, machine = 0) => `${at} s: job 0 is drained on machine ${machine}`

describe('a node that is drained', () => {
  it('loses all pods at once where there is no budget', async () => {
    expect(await from20([])).toEqual([start(20), start(20), end(23), end(23)])
  })

  // At 20 one may go, and goes. The other is asked for at 25 and 30, when three are ready; at 32 the replacement is, so at 35 it goes.
  it.each([{ maxUnavailable: 1 }, { minAvailable: 3 }, { minAvailable: '75%' }])(
    'keeps what a budget of %j keeps, and is asked again every 5 s',
    async written => {
      expect(await from20([budget(written)])).toEqual([start(20), end(23), start(35), end(38)])
    },
  )

  it('loses two at once where two may be missed', async () => {
    expect(await from20([budget({ maxUnavailable: 2 })])).toEqual([start(20), start(20), end(23), end(23)])
  })

  it('keeps what may never go, and what two budgets are for', async () => {
    expect(await from20([budget({ maxUnavailable: 0 })])).toEqual([])
    expect(await from20([budget({ maxUnavailable: 2 }), budget({ maxUnavailable: 2 }, 'c')])).toEqual([])
  })

  it('says at the end what it is not rid of, and why', async () => {
    const remarks = async (...given: Parameters<typeof run>) => (await run(...given)).result.remarks
    const about = 'drained pods'
    expect(await remarks([budget({ maxUnavailable: 0 })])).toEqual([
      { remark: 'a PodDisruptionBudget allows no disruption', count: 2, about },
    ])
    const two = [budget({ maxUnavailable: 2 }), budget({ maxUnavailable: 2 }, 'c')]
    expect(await remarks(two)).toEqual([
      { remark: expect.stringContaining('more than one PodDisruptionBudget'), count: 2, about },
    ])
    expect(await remarks([budget({ maxUnavailable: 1 })])).toBeUndefined()
    // Nobody drains it any more.
    const events = [event(20, 'drain'), event(27, 'return')]
    expect(await remarks([budget({ maxUnavailable: 0 })], { events })).toBeUndefined()
  })

  // The other's one pod is ready at 17, after those of web, so that its budget is worked out last; it is on node 0 too, and stays.
  it('minds the budgets of all frameworks, whichever worked its own out last', async () => {
    const others = [
      deployment('other', { replicas: 1 }, specOf(17)),
      budget({ selector: { matchLabels: { app: 'other' } }, maxUnavailable: 0 }, 'o'),
    ]
    const log = await from20([budget({ maxUnavailable: 1 })], { others })
    expect(log).toEqual([start(20), end(23), start(35), end(38)])
  })

  it('keeps the pods of DaemonSets', async () => {
    const log = await from20([budget({ maxUnavailable: 1 })], { withAgent: true })
    expect(log).toEqual([start(20), end(23), start(35), end(38)])
  })

  it('loses pods that were never ready where their budget says so', async () => {
    const readyAfter = 1000
    const policy = { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' }
    expect(await from20([budget({ maxUnavailable: 1 })], { readyAfter })).toEqual([])
    expect(await from20([budget(policy)], { readyAfter })).toEqual([start(20), start(20), end(23), end(23)])
  })

  // Returned at 27: nobody asks at 30 or 35.
  it('keeps the rest when it is returned', async () => {
    const events = [event(20, 'drain'), event(27, 'return')]
    expect(await from20([budget({ maxUnavailable: 1 })], { events })).toEqual([start(20), end(23)])
  })

  /**
   * Both are drained at 20, node 0 first: one pod of it goes, and its replacement finds no node. When both are returned at 42
   * it starts, on node 0, which has fewer pods.
   */
  it('shares the budget with others', async () => {
    const events = [event(20, 'drain'), event(20, 'drain', 1), event(42, 'return'), event(42, 'return', 1)]
    expect(await from20([budget({ maxUnavailable: 1 })], { events })).toEqual([end(23), start(42, 0)])
  })
})
