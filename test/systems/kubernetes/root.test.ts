/**
 * Kubernetes as a root: timelines worked out by hand. Messages take no time unless a test says so.
 */
import { describe, expect, it } from 'vitest'
import { MILLISECOND, NEVER, SECOND } from '../../../sim/engine/time.ts'
import type { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import { frameworks } from '../../../systems/generic/systems.ts'
import type { KubernetesSpec } from '../../../systems/kubernetes/spec.ts'
import type { SimulationSpec } from '../../../systems/simulation.ts'
import { machinesOf, numbersOf, type WrittenJob, watchedRun, workloadOf } from '../../support/watched-run.ts'

const base = systems['kubernetes-1.34']!

/** Attempts and bindings take no time, pods that are told to go are gone at once; but for what a test changes. */
function kubernetes(root: Partial<KubernetesSpec> = {}, killGrace = 0): SystemSpec {
  return {
    ...base,
    name: 'kubernetes',
    root: {
      ...base.root,
      think: { default: { perJob: 0, perTask: 0 } },
      bindingLatency: 0,
      qps: 0,
      amongEquals: 'first',
      ...root,
    } as KubernetesSpec,
    frameworks: frameworks.map(framework => ({ ...framework, killGrace })),
    latency: { scheduler: 0, machine: 0, status: 0 },
  }
}

const think = (time: number) => ({ default: { perJob: time, perTask: 0 } })

async function startsOf(
  jobs: readonly WrittenJob[],
  root: Partial<KubernetesSpec> = {},
  machines: Machines = machinesOf(1, 4),
  { killGrace = 0, ...options }: Partial<SimulationSpec> & { killGrace?: number } = {},
) {
  const run = await watchedRun(kubernetes(root, killGrace), machines, workloadOf(jobs), options)
  return { ...run, starts: [...run.starts].sort(([a], [b]) => a - b).map(([, times]) => times) }
}

describe('an attempt and a binding', () => {
  it('are one after the other for a pod, and beside each other for several', async () => {
    // Think 10 ms, binding 50 ms. Attempts end at 10, 20 and 30 ms, so pods start at 60, 70 and 80 ms.
    const { starts } = await startsOf([{ submit: 0, run: 5, tasks: 3 }], {
      think: think(10 * MILLISECOND),
      bindingLatency: 50 * MILLISECOND,
    })
    expect(starts).toEqual([[0.06, 0.07, 0.08]])
  })

  it('wait for the client’s limit: two at once, then 50 a second', async () => {
    // Burst 2: two bindings at 0; then one each 20 ms. Each takes 5 ms.
    const { starts } = await startsOf([{ submit: 0, run: 5, tasks: 4 }], {
      qps: 50,
      burst: 2,
      bindingLatency: 5 * MILLISECOND,
    })
    expect(starts).toEqual([[0.005, 0.005, 0.025, 0.045]])
  })

  it('are made again while a node is dead and nobody knows', async () => {
    // Bindings take 2 s, and the first node dies at 1 s. Attempts fail 2 s after they began; the back-off of 1, 2, 4, 8 and 10 s and
    // a second until the next flush follow: 0, 4, 9, 16, 27, 40, 53 s. Since 50 s the node is tainted: the pod goes to the other.
    const { starts } = await startsOf(
      [{ submit: 0, run: 5 }],
      { bindingLatency: 2 * SECOND },
      machinesOf(2, 4),
      {
        hardware: {
          meanTimeToFailure: NEVER,
          meanTimeToRepair: NEVER,
          events: [{ at: SECOND, machine: 0, event: 'crash' }],
        },
      },
    )
    expect(starts).toEqual([[55]])
  })
})

describe('a pod that finds no node', () => {
  it('is tried again when room appears, at once if nothing else waits', async () => {
    // B is rejected at 1 s and would back off until 2 s. At 1.5 s A ends; the active queue is empty, so B is taken early.
    const { starts } = await startsOf([
      { id: 0, submit: 0, run: 1.5, cores: 4 },
      { id: 1, submit: 1, run: 5, cores: 4 },
    ])
    expect(starts).toEqual([[0], [1.5]])
  })

  it('stays in back-off while room appears and others are ready', async () => {
    // Attempts take 0.5 s. A: 0 to 0.5 s, runs until 2. B: 1 to 1.5 s, rejected, in back-off until 2.5 s. C and D come at 1.8 s: C is
    // tried until 2.3 s, D until 2.8 s, both placed since A is gone. B was moved into back-off at 2 s by A's end; the flush at 2 s
    // finds it backing off still. At 2.8 s nothing is active and B is taken: it starts at 3.3 s.
    const { starts } = await startsOf(
      [
        { id: 0, submit: 0, run: 1.5, cores: 4 },
        { id: 1, submit: 1, run: 5, cores: 2 },
        { id: 2, submit: 1.8, run: 5 },
        { id: 3, submit: 1.8, run: 5 },
      ],
      { think: think(SECOND / 2) },
    )
    expect(starts).toEqual([[0.5], [3.3], [2.3], [2.8]])
  })

  it('waits for the flush where no event can be seen to help it', async () => {
    // Nothing happens until A ends at 400 s. B waits since 1 s; the flush of 330 s is the first after 301 s, and finds no room; at 400 s
    // there is.
    const { starts, simulation } = await startsOf([
      { id: 0, submit: 0, run: 400, cores: 4 },
      { id: 1, submit: 1, run: 5, cores: 4 },
    ])
    expect(starts).toEqual([[0], [400]])
    expect(simulation.cluster.recorder.schedulers[0]!.attemptsWithoutRoom).toBe(2)
  })
})

describe('preemption', () => {
  it('waits for the grace of its victim, which is launched again', async () => {
    // The important job comes at 10 s and is nominated; the other terminates until 40 s, when the important one starts. It ends at 45 s,
    // and the victim starts anew.
    const { starts, ends, result } = await startsOf(
      [
        { id: 0, submit: 0, run: 100, cores: 4 },
        { id: 1, submit: 10, run: 5, cores: 4, priority: 5 },
      ],
      {},
      machinesOf(1, 4),
      { killGrace: 30 * SECOND },
    )
    expect(starts).toEqual([[0, 45], [40]])
    expect(ends.get(0)).toEqual([40, 145])
    expect(numbersOf(result)['tasks_preempted']).toBe(1)
  })

  it('frees too little when a more important pod takes of it', async () => {
    // M asks for 4 cores and preempts L at 10 s; L holds them until 40 s. H comes at 20 s, asks for 1 core and is more important, so
    // that M's nomination does not keep it off: at 40 s H is first. 3 cores are left and M cannot preempt H, until H ends at 60 s.
    const { starts } = await startsOf(
      [
        { id: 0, submit: 0, run: 15, cores: 4 },
        { id: 1, submit: 10, run: 5, cores: 4, priority: 5 },
        { id: 2, submit: 20, run: 20, cores: 1, priority: 9 },
      ],
      {},
      machinesOf(1, 4),
      { killGrace: 30 * SECOND },
    )
    expect(starts).toEqual([[0, 65], [60], [40]])
  })

  it('spares nobody of the same priority', async () => {
    const { starts } = await startsOf([
      { id: 0, submit: 0, run: 20, cores: 4, priority: 5 },
      { id: 1, submit: 10, run: 5, cores: 4, priority: 5 },
    ])
    expect(starts).toEqual([[0], [20]])
  })
})

it('the metrics of the scheduler have their own names', async () => {
  // As above: L is placed at 0; H is rejected at 10 s, preempts L and is placed at 40 s; L is rejected at 40 s and placed at 45 s. They
  // waited 0, 30 and 5 s, all of it for an event, in a run of 145 s.
  const { result } = await startsOf(
    [
      { id: 0, submit: 0, run: 100, cores: 4 },
      { id: 1, submit: 10, run: 5, cores: 4, priority: 5 },
    ],
    {},
    machinesOf(1, 4),
    { killGrace: 30 * SECOND },
  )
  const lines = result.metrics!.map(
    ({ name, labels, value }) => `${[name, ...Object.values(labels)].join(' ')}: ${value}`,
  )
  expect(lines).toEqual([
    'scheduler_schedule_attempts_total default-scheduler scheduled: 3',
    'scheduler_schedule_attempts_total default-scheduler unschedulable: 2',
    'scheduler_schedule_attempts_total default-scheduler error: 0',
    'scheduler_pod_scheduling_sli_duration_seconds_count: 3',
    'scheduler_pod_scheduling_sli_duration_seconds_sum: 35',
    'scheduler_pod_scheduling_sli_duration_seconds 0.5: 5',
    'scheduler_pod_scheduling_sli_duration_seconds 0.99: 5',
    'scheduler_pod_scheduling_attempts_sum: 5',
    'scheduler_pod_scheduling_attempts_count: 3',
    'scheduler_pending_pods active: 0',
    'scheduler_pending_pods backoff: 0',
    `scheduler_pending_pods unschedulable: ${35 / 145}`,
    'scheduler_pending_pods gated: 0',
    // Both attempts that found no node tried it.
    'scheduler_preemption_attempts_total: 2',
    'scheduler_preemption_victims_count: 1',
    'scheduler_preemption_victims_sum: 1',
    'taint_eviction_controller_pod_deletions_total: 0',
    'pod_evictions_total PreemptionByScheduler: 1',
  ])
})

describe('nodes', () => {
  it('take nothing while they are cordoned, and are looked at again when they are back', async () => {
    const { starts } = await startsOf(
      [
        { id: 0, submit: 0, run: 30 },
        { id: 1, submit: 2, run: 5 },
      ],
      {},
      machinesOf(1, 4),
      {
        hardware: {
          meanTimeToFailure: NEVER,
          meanTimeToRepair: NEVER,
          events: [
            { at: SECOND, machine: 0, event: 'cordon' },
            { at: 10 * SECOND, machine: 0, event: 'return' },
          ],
        },
      },
    )
    expect(starts).toEqual([[0], [10]])
  })

  it('are drained with the grace of their pods, which go elsewhere', async () => {
    const { starts, ends } = await startsOf([{ id: 0, submit: 0, run: 100 }], {}, machinesOf(2, 4), {
      killGrace: 30 * SECOND,
      hardware: {
        meanTimeToFailure: NEVER,
        meanTimeToRepair: NEVER,
        events: [{ at: 10 * SECOND, machine: 0, event: 'drain' }],
      },
    })
    expect(starts).toEqual([[0, 40]])
    expect(ends.get(0)).toEqual([40, 140])
  })

  it('get pods of a service in turn, by the default spread', async () => {
    const { simulation } = await startsOf([{ submit: 0, run: NEVER, tasks: 4 }], {}, machinesOf(2, 8), {
      until: SECOND,
    })
    const { tasks } = simulation.cluster
    expect([0, 1, 2, 3].map(task => tasks.machine[task])).toEqual([0, 1, 0, 1])
  })
})

it('a job that is smaller by the time its pods are tried has as many as it wants', async () => {
  // Attempts take 1 s; at 2.5 s two pods are placed, one is being thought about and two wait. The service is cut to one.
  const spec = kubernetes({ think: think(SECOND) })
  const scaled = spec.frameworks.map(framework =>
    framework.kind === 'services'
      ? { ...framework, takes: ['*'], scale: [{ at: 2.5 * SECOND, to: 1 }] }
      : framework,
  )
  const { starts, ends } = await watchedRun(
    { ...spec, frameworks: scaled.filter(({ kind }) => kind === 'services') },
    machinesOf(1, 8),
    workloadOf([{ submit: 0, run: NEVER, tasks: 5 }]),
    { until: 20 * SECOND },
  )
  expect(starts.get(0)).toEqual([1, 2])
  expect(ends.get(0)).toEqual([2.5])
})
