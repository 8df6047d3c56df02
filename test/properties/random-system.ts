/**
 * Random systems: any root, order, placement, share, rule and framework of the house, hosted or not.
 */
import fc from 'fast-check'
import { MILLISECOND, NEVER } from '../../sim/engine/time.ts'
import type {
  FailureSpec,
  FrameworkSpec,
  LatencySpec,
  MonolithicSpec,
  OffersSpec,
  RootSpec,
  RuleSpec,
  SamplingSpec,
  SchedulerSpec,
  ServicesSpec,
  SharedStateSpec,
} from '../../systems/generic/spec.ts'
import { decidesBy } from '../../systems/kubernetes/checks.ts'
import type { KubernetesSpec } from '../../systems/kubernetes/spec.ts'
import type { SorterName } from '../../systems/mesos/head-sorters.ts'
import { oversubscriptionDefaults } from '../../systems/mesos/oversubscription/defaults.ts'
import type { MesosSpec } from '../../systems/mesos/spec.ts'

const rules: fc.Arbitrary<readonly RuleSpec[]> = fc.constantFrom<readonly RuleSpec[]>(
  [],
  [],
  [{ name: 'max-per-machine', count: 1 }],
  [{ name: 'max-per-machine', count: 2 }],
  [{ name: 'avoid-last', fraction: 0.3 }],
)

const scheduler: fc.Arbitrary<SchedulerSpec> = fc
  .record({
    order: fc.constantFrom('fifo', 'fifo', 'shortest-first', 'priority', 'easy', 'easy-shortest-first'),
    place: fc.constantFrom('first-fit', 'next-fit', 'best-fit', 'worst-fit', 'random', 'alignment'),
    rules,
    share: fc.constantFrom('fifo', 'drf', 'asset-fairness', 'fair'),
    perJob: fc.constantFrom(0, 1, 30, 300),
    perTask: fc.constantFrom(0, 0, 5),
    whenBlocked: fc.constantFrom<SchedulerSpec['whenBlocked'][]>('wait', 'pass', 'retry'),
    retryAfter: fc.constantFrom(10, 1000),
  })
  .map(({ perJob, perTask, retryAfter, ...rest }) => ({
    ...rest,
    whenBlocked: rest.order.startsWith('easy') ? 'wait' : rest.whenBlocked,
    think: { default: { perJob: perJob * MILLISECOND, perTask: perTask * MILLISECOND } },
    retryAfter: retryAfter * MILLISECOND,
  }))

/** One in five plans ahead, and one in five preempts. */
const monolithic = fc
  .record({ parts: scheduler, kind: fc.integer({ min: 0, max: 4 }) })
  .map<MonolithicSpec>(({ parts, kind }) => {
    const waits = { ...parts, kind: 'monolithic', whenBlocked: 'wait', share: 'fifo' } as const
    if (kind === 0) return { ...waits, order: 'conservative' }
    if (kind === 1) return { ...waits, order: 'priority', preempt: 'lowest-priority-first' }
    return { ...parts, kind: 'monolithic' }
  })

const offers = fc
  .record({
    parts: scheduler,
    pace: fc.constantFrom([1, 5000], [100, 5000], [1000, 500], [5000, 0], [50, 0]),
    allocatorThink: fc.constantFrom(0, 1),
    slice: fc.constantFrom<('machine' | 'cluster')[]>('machine', 'machine', 'cluster'),
    offerTimeout: fc.constantFrom(0, 0, 8000),
    gangHold: fc.constantFrom(0, 20_000),
  })
  .map<OffersSpec>(
    ({ parts, pace: [interval, declineFilter], allocatorThink, offerTimeout, gangHold, slice }) => ({
      ...parts,
      kind: 'offers',
      slice,
      interval: interval! * MILLISECOND,
      allocatorThink: allocatorThink * MILLISECOND,
      declineFilter: declineFilter! * MILLISECOND,
      offerTimeout: offerTimeout * MILLISECOND,
      gangHold: gangHold * MILLISECOND,
      minimumCpuMilli: 10,
      minimumMemoryMiB: 32,
    }),
  )

const schedulers = fc.integer({ min: 1, max: 2 })

const sharedState = fc
  .record({
    parts: scheduler,
    conflict: fc.constantFrom<('version' | 'fit')[]>('version', 'fit'),
    transaction: fc.constantFrom<('all-or-nothing' | 'incremental')[]>('all-or-nothing', 'incremental'),
    schedulers,
  })
  .map<SharedStateSpec>(({ parts, ...options }) => ({ ...parts, kind: 'shared-state', ...options }))

const sampling = (binding: 'late' | 'early') =>
  fc
    .record({ parts: scheduler, probeRatio: fc.constantFrom(1, 1.5, 2), schedulers })
    .map<SamplingSpec>(({ parts, ...options }) => ({
      ...parts,
      kind: 'sampling',
      binding,
      ...options,
      place: binding === 'late' ? 'random' : parts.place,
    }))

const mesos = fc
  .record({
    parts: scheduler,
    era: fc.constantFrom<('1.0' | 'head')[]>('1.0', 'head'),
    pace: fc.constantFrom([1000, 5000], [500, 5000], [1000, 0], [300, 600]),
    offerTimeout: fc.constantFrom(0, 0, 8000),
    // Who does not suppress is offered what is free for ever; test/systems/mesos/root-laws.test.ts does without.
    suppress: fc.constant(true),
    revive: fc.boolean(),
    messageCost: fc.constantFrom(0, 0, 1, 20),
    agentRemovalInterval: fc.constantFrom(0, 3000),
    masterFailures: fc.constantFrom<number[][]>([], [], [2000], [1000, 4000]),
    partition: fc.constantFrom<number[][]>([], [], [500, 2000], [1000, 60_000]),
    window: fc.constantFrom<number[][]>([], [], [800, 1500], [3000, 10_000]),
    sorter: fc.constantFrom<SorterName[]>('drf', 'drf', 'random'),
  })
  .map<MesosSpec>(
    ({
      parts,
      pace: [interval, declineFilter],
      partition: [at, lasts],
      window: [start, down],
      sorter,
      ...options
    }) => ({
      ...parts,
      ...options,
      ...oversubscriptionDefaults,
      kind: 'mesos',
      share: 'drf',
      interval: interval! * MILLISECOND,
      declineFilter: declineFilter! * MILLISECOND,
      offerTimeout: options.offerTimeout * MILLISECOND,
      messageCost: options.messageCost * MILLISECOND,
      agentRemovalInterval: options.agentRemovalInterval * MILLISECOND,
      masterFailures: options.masterFailures.map(time => time * MILLISECOND),
      masterMeanTimeToFailure: NEVER,
      minimumCpuMilli: 10,
      minimumMemoryMiB: 32,
      agentPingTimeout: 1000 * MILLISECOND,
      maxAgentPingTimeouts: 3,
      agentReregisterTimeout: 5000 * MILLISECOND,
      election: 1000 * MILLISECOND,
      weights: {},
      roleSorter: options.era === '1.0' ? 'drf' : sorter,
      frameworkSorter: options.era === '1.0' ? 'drf' : sorter,
      guarantees: {},
      limits: {},
      reservations: [],
      ports: [],
      maintenance:
        start === undefined
          ? []
          : [{ start: start * MILLISECOND, lasts: down! * MILLISECOND, machines: [0] }],
      partitions:
        at === undefined ? [] : [{ at: at * MILLISECOND, lasts: lasts! * MILLISECOND, machines: [0] }],
    }),
  )

/** Nothing of the house's own schedulers counts there. */
const kubernetes = fc
  .record({
    perJob: fc.constantFrom(0, 1, 30),
    retryAfter: fc.constant(1000),
    percentageOfNodesToScore: fc.constantFrom(0, 30),
    qps: fc.constantFrom(0, 50, 3),
    burst: fc.constantFrom(1, 100),
    bindingLatency: fc.constantFrom(0, 5, 200),
    amongEquals: fc.constantFrom<('random' | 'first')[]>('random', 'first'),
    queueingHints: fc.boolean(),
    maxPods: fc.constant(110),
  })
  .map<KubernetesSpec>(({ perJob, retryAfter, bindingLatency, ...options }) => ({
    ...decidesBy,
    ...options,
    kind: 'kubernetes',
    era: '1.34',
    think: { default: { perJob: perJob * MILLISECOND, perTask: 0 } },
    retryAfter: retryAfter * MILLISECOND,
    bindingLatency: bindingLatency * MILLISECOND,
    podInitialBackoff: 1000 * MILLISECOND,
    podMaxBackoff: 10_000 * MILLISECOND,
    heartbeatInterval: 1000 * MILLISECOND,
    nodeMonitorPeriod: 500 * MILLISECOND,
    nodeMonitorGracePeriod: 5000 * MILLISECOND,
    nodeEvictionRate: 0.1,
    secondaryNodeEvictionRate: 0.01,
    largeClusterSizeThreshold: 50,
    unhealthyZoneThreshold: 0.55,
  }))

/** Roots by the name of their architecture. */
export const roots: Readonly<Record<string, fc.Arbitrary<RootSpec>>> = {
  monolithic,
  offers,
  'shared-state': sharedState,
  'late sampling': sampling('late'),
  'early sampling': sampling('early'),
  mesos,
  kubernetes,
}

/** Nothing waits for ever by intent: a stage that is given up takes at least what depends on it along. */
const framework = (
  name: string,
  kind: FrameworkSpec['kind'],
  takes: string,
): fc.Arbitrary<FrameworkSpec & FailureSpec> =>
  fc
    .record({
      onFailure: fc.constantFrom<FailureSpec['onFailure'][]>('relaunch', 'retry', 'cancel'),
      retries: fc.integer({ min: 0, max: 2 }),
      backoff: fc.constantFrom(0, 10, 500),
      cancels: fc.constantFrom<FailureSpec['cancels'][]>('dependents', 'pipeline'),
      weight: fc.constantFrom(1, 1, 2),
      killGrace: fc.constantFrom(0, 0, 400),
    })
    .map(options => ({
      name,
      kind,
      takes: [takes],
      ...options,
      backoff: options.backoff * MILLISECOND,
      killGrace: options.killGrace * MILLISECOND,
    }))

/** More instances, fewer, and more again. */
const scale = [
  { at: 1000 * MILLISECOND, to: 5 },
  { at: 2000 * MILLISECOND, to: 1 },
  { at: 2200 * MILLISECOND, to: 3 },
]

export const frameworks: fc.Arbitrary<readonly FrameworkSpec[]> = fc
  .tuple(
    framework('jobs', 'batch', '*'),
    fc
      .tuple(
        framework('short', 'services', 'short'),
        fc.constantFrom<ServicesSpec['scale'][]>(undefined, scale),
      )
      .map(([short, scale]) => (scale === undefined ? short : { ...short, scale })),
    framework('flows', 'pipelines', 'pipeline'),
    fc.constantFrom<('none' | 'flows' | 'both')[]>('none', 'none', 'flows', 'both'),
    fc.record({
      meanTimeToFailure: fc.constantFrom<number[]>(NEVER, 200_000),
      reconciliation: fc.constantFrom(0, 100, 1500),
      failoverTimeout: fc.constantFrom<number[]>(NEVER, 0, 300),
    }),
  )
  .map(([jobs, short, flows, hosted, times]) => {
    if (hosted === 'none') return [jobs, short, flows]
    const hosting = (hostedBy: string) => ({
      hostedBy,
      cpuMilli: 100,
      memoryMiB: 0,
      meanTimeToFailure: times.meanTimeToFailure * MILLISECOND,
      reconciliation: times.reconciliation * MILLISECOND,
      // A framework that is removed takes the scheduler that it hosts along, for ever.
      failoverTimeout: hosted === 'both' ? NEVER : times.failoverTimeout * MILLISECOND,
    })
    const host = {
      ...jobs,
      onFailure: 'relaunch',
      process: {
        failures: [times.reconciliation * 3 * MILLISECOND],
        meanTimeToFailure: times.meanTimeToFailure * MILLISECOND,
        restart: times.reconciliation * MILLISECOND,
        reconciliation: 0,
        failoverTimeout: NEVER,
      },
    } as const
    const middle = { ...short, onFailure: 'relaunch' } as const
    return hosted === 'flows'
      ? [host, short, { ...flows, hosting: hosting('jobs') }]
      : [host, { ...middle, hosting: hosting('jobs') }, { ...flows, hosting: hosting('short') }]
  })

export const latency: fc.Arbitrary<LatencySpec> = fc.constantFrom(
  { scheduler: 0, machine: 0, status: 0 },
  { scheduler: MILLISECOND, machine: MILLISECOND, status: MILLISECOND },
  { scheduler: 40 * MILLISECOND, machine: 7 * MILLISECOND, status: 0 },
  { scheduler: 0, machine: 0, status: 60 * MILLISECOND },
)
