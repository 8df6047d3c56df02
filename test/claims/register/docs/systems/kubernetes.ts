import { existsSync } from 'node:fs'
import { readCases } from '../../../../../conformance/cases.ts'
import { MILLISECOND, MINUTE, SECOND } from '../../../../../sim/engine/time.ts'
import { systems } from '../../../../../systems/catalogue.ts'
import { defaultBackoff } from '../../../../../systems/kubernetes/backoff.ts'
import { NEXT_SCHEDULE_DELTA } from '../../../../../systems/kubernetes/controllers/cron-job.ts'
import { BURST_REPLICAS as DAEMON_BURST } from '../../../../../systems/kubernetes/controllers/daemon-set.ts'
import { SYNC_BATCH_PERIOD } from '../../../../../systems/kubernetes/controllers/job.ts'
import { jobBackoffDefaults } from '../../../../../systems/kubernetes/controllers/job-backoff.ts'
import { BURST_REPLICAS } from '../../../../../systems/kubernetes/controllers/replica-set.ts'
import { systemDefaults } from '../../../../../systems/kubernetes/default-spread.ts'
import type { ControllerManagerSpec } from '../../../../../systems/kubernetes/framework/spec.ts'
import { DEFAULT_TOLERATION } from '../../../../../systems/kubernetes/node-life/options.ts'
import { LEAST_IMAGE, MOST_IMAGE } from '../../../../../systems/kubernetes/plugins/image-locality.ts'
import { DEFAULT_CPU_MILLI, DEFAULT_MEMORY_BYTES } from '../../../../../systems/kubernetes/pod-requests.ts'
import { defaultPreemptionArgs } from '../../../../../systems/kubernetes/preemption.ts'
import { defaultProfile, nodesToFind } from '../../../../../systems/kubernetes/profile.ts'
import {
  FLUSH_BACKOFF,
  FLUSH_UNSCHEDULABLE,
  MAX_UNSCHEDULABLE,
} from '../../../../../systems/kubernetes/queue.ts'
import { EVICTION_RETRY } from '../../../../../systems/kubernetes/root/drains.ts'
import type { KubernetesSpec } from '../../../../../systems/kubernetes/spec.ts'
import { cited, claim, measured, test, worked } from '../../../claim.ts'
import { benchFigure } from '../../../measures/bench.ts'

const CASES = '../shared/conformance/kubernetes'
const RECORDINGS = '../shared/reference/kubernetes'
const MIB = 1024 * 1024

const tests = 'test/conformance/kubernetes.test.ts'
const decides = test(tests, 'Kubernetes decides as the real scheduler did')

/** Scenarios and attempts of the recordings whose names begin so. */
const recorded = (kind: string) =>
  worked(
    () => {
      const cases = readCases([RECORDINGS])
        .filter(({ file }) => file.name.startsWith(kind))
        .flatMap(set => set.cases)
      const attempts = cases.map(
        ({ case: { expected } }) => (expected as { results: unknown[] }).results.length,
      )
      return [cases.length, attempts.reduce((sum, count) => sum + count, 0)]
    },
    'rounded',
    RECORDINGS,
  )

const weightOf = (name: string) =>
  defaultProfile().plugins.find(({ plugin }) => plugin.name === name)?.weight ?? Number.NaN

const declared = systems['kubernetes-1.34']!
const root = declared.root as KubernetesSpec

const timelines = 'test/systems/kubernetes/framework/timelines.test.ts'
const monitor = 'test/systems/kubernetes/node-life/node-monitor.test.ts'
const manager = systems['kubernetes-controllers']!.frameworks[0] as ControllerManagerSpec

export const claims = [
  claim(
    'A CPU-second decides at least {100,000} pods of one size on 5000 nodes, {20,000} of 500 sizes in turn, and {5000} that have affinity and spread',
    measured('at least', () =>
      ['1 spec', '500 specs', '50 specs with affinity and spread'].map(
        specs => 1000 * benchFigure('kubernetes', `50 000 pods on 5 000 nodes, of ${specs}`),
      ),
    ),
  ),
  claim('Instances need 20 s to be ready.', cited('ready-after: 20 s')),
  claim(
    'each that its PodDisruptionBudget keeps is asked for again every {5} s',
    worked(() => [EVICTION_RETRY / SECOND]),
  ),
  claim(
    'A kubelet sends a heartbeat every {10} s',
    worked(() => [root.heartbeatInterval / SECOND]),
  ),
  claim(
    'Every {5} s the controller looks at all nodes.',
    worked(() => [root.nodeMonitorPeriod / SECOND]),
  ),
  claim(
    'One that has not been heard of for {50} s is Unknown',
    worked(() => [root.nodeMonitorGracePeriod / SECOND]),
    test(monitor, 'is Unknown after 50 s, and evicted a look later'),
  ),
  claim(
    'Pods that tolerate that for {300} s',
    worked(() => [DEFAULT_TOLERATION / SECOND]),
  ),
  claim(
    'is missed after 50 s and loses its pods after {355} s',
    test(timelines, 'keeps its pods for five minutes after its taint'),
  ),
  claim(
    'In a zone that is well a node is tainted every {10} s.',
    worked(() => [1 / root.nodeEvictionRate]),
    test(monitor, 'takes a node every ten seconds in a zone that is well'),
  ),
  claim(
    'Where {55} % of the nodes of a zone, and three at least, are not ready, it is one every {100} s, and none in a zone of {50} nodes or fewer',
    worked(() => [
      100 * root.unhealthyZoneThreshold,
      1 / root.secondaryNodeEvictionRate,
      root.largeClusterSizeThreshold,
    ]),
    test(monitor, 'takes a node every hundred seconds where most of a large zone is down'),
  ),
  claim(
    "controllers' clients: requests a second, at once | {20}, {30}",
    worked(() => [manager.apiQps, manager.apiBurst]),
    test(timelines, 'sends its requests at 20 a second after the first 30'),
  ),
  claim(
    'surge, unavailable, progress deadline | {25} %, {25} %, {600} s; seen 1 s late',
    worked(() => [100 * manager.maxSurge, 100 * manager.maxUnavailable, manager.progressDeadline / SECOND]),
  ),
  claim(
    'ReplicaSet and Job, DaemonSet | {500}, {250}',
    worked(() => [BURST_REPLICAS, DAEMON_BURST]),
  ),
  claim(
    '| Job: back-off, longest, limit, batch of syncs | {10} s × 2ⁿ, {10} min, {6}, {1} s |',
    worked(() => [
      jobBackoffDefaults.initial / SECOND,
      jobBackoffDefaults.most / MINUTE,
      manager.backoffLimit,
      SYNC_BATCH_PERIOD / SECOND,
    ]),
  ),
  claim(
    'looks after a time of its schedule by | {100} ms',
    worked(() => [NEXT_SCHEDULE_DELTA / MILLISECOND]),
  ),
  claim(
    '| heartbeat, look at nodes, grace | {10} s, {5} s, {50} s |',
    worked(() =>
      [root.heartbeatInterval, root.nodeMonitorPeriod, root.nodeMonitorGracePeriod].map(
        time => time / SECOND,
      ),
    ),
  ),
  claim(
    'in a large one that is mostly down | {0.1}, {0.01} |',
    worked(() => [root.nodeEvictionRate, root.secondaryNodeEvictionRate]),
  ),
  claim(
    '| a large zone; mostly | more than {50} nodes; {55} % |',
    worked(() => [root.largeClusterSizeThreshold, 100 * root.unhealthyZoneThreshold]),
  ),
  claim(
    '| pods stay on an unreachable node | {300} s |',
    worked(() => [DEFAULT_TOLERATION / SECOND]),
  ),
  claim(
    'client: requests a second, at once | {50}, {100}',
    worked(() => [root.qps, root.burst]),
  ),
  claim(
    'pods of a node | {110}',
    worked(() => [root.maxPods]),
  ),
  claim(
    'grace of pods | {30} s',
    worked(() => [declared.frameworks[0]!.killGrace! / SECOND]),
  ),
  claim('The release is 1.34 (v1.34.4)', cited('All sources are of Kubernetes v1.34.4')),
  claim('the formula after 1.35', cited('v1.34.4')),
  claim('kube-scheduler 1.34.4, called as a library', cited('kube-scheduler 1.34.4')),
  claim(
    '| cases of unit tests | {203} | – |',
    worked(
      () => [existsSync(CASES) ? readCases([CASES]).reduce((sum, { cases }) => sum + cases.length, 0) : 0],
      'rounded',
      CASES,
    ),
    test(tests, "Kubernetes answers as its scheduler's own tests say"),
  ),
  claim('| `plain`: CPU and memory | {2} | {6500} |', recorded('plain'), decides),
  claim(
    '| `everything`: all plugins, churn of nodes, taints and labels | {2} | {3902} |',
    recorded('everything'),
    decides,
  ),
  claim('| `sampling`: not all nodes are looked at | {2} | {2400} |', recorded('sampling'), decides),
  claim('| `spread`: default constraints | {2} | {3000} |', recorded('spread'), decides),
  claim("| `openb`: a cluster of Alibaba's with GPUs | {1} | {8152} |", recorded('openb'), decides),
  claim('| `preemption` | {100} | {673} |', recorded('preemption'), decides),
  claim('| `tiny`: every score of every plugin on every node | {100} | {1973} |', recorded('tiny'), decides),
  claim(
    'Amounts are whole numbers below {2⁵³}',
    worked(() => [Number.MAX_SAFE_INTEGER + 1]),
    test('test/systems/kubernetes/quantity.test.ts', 'is none'),
  ),
  claim(
    '| weights: TaintToleration, NodeAffinity, PodTopologySpread, InterPodAffinity, others | {3}, {2}, {2}, {2}, {1} |',
    worked(() =>
      ['TaintToleration', 'NodeAffinity', 'PodTopologySpread', 'InterPodAffinity', 'NodeResourcesFit'].map(
        weightOf,
      ),
    ),
    cited('`default_plugins.go`'),
  ),
  claim(
    '| defaults of a container for scores | {100} milli-CPU, {200} MiB |',
    worked(() => [DEFAULT_CPU_MILLI, DEFAULT_MEMORY_BYTES / MIB]),
    cited('`pod_resources.go`'),
  ),
  claim(
    '| nodes to find | all below {100}; else 50 % less 1 % for each 125 nodes, 5 % and {100} nodes at least |',
    worked(() => [
      [50, 99, 100, 101].filter(nodes => nodesToFind(nodes, 1) === nodes).at(-1)!,
      nodesToFind(200, 0),
    ]),
    test('test/systems/kubernetes/cycle.test.ts', 'nodes at'),
  ),
  claim(
    "| system's spread: hostname, zone | skew {3}, {5} |",
    worked(() => systemDefaults.map(({ maxSkew }) => maxSkew)),
    cited('`podtopologyspread/plugin.go`'),
  ),
  claim(
    '| images that count | from {23} MiB to {1000} MiB a container |',
    worked(() => [LEAST_IMAGE / MIB, MOST_IMAGE / MIB]),
    cited('`image_locality.go`'),
  ),
  claim(
    '| preemption: candidates | {10} %, {100} at least |',
    worked(() => [
      defaultPreemptionArgs.minCandidateNodesPercentage,
      defaultPreemptionArgs.minCandidateNodesAbsolute,
    ]),
    cited('`defaults.go`'),
  ),
  claim(
    '| back-off: first, longest, window | {1} s, {10} s, {1} s |',
    worked(() =>
      [defaultBackoff.initial, defaultBackoff.max, defaultBackoff.window].map(time => time / SECOND),
    ),
    cited('`defaults.go`, `backoff_queue.go`'),
  ),
  claim(
    '| flushes: of back-off, of unschedulable pods after | {1} s, {30} s, {300} s |',
    worked(() => [FLUSH_BACKOFF, FLUSH_UNSCHEDULABLE, MAX_UNSCHEDULABLE].map(time => time / SECOND)),
    cited('`scheduling_queue.go`'),
  ),
]
