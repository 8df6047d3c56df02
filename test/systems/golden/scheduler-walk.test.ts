/**
 * What the scheduler of Kubernetes decides, and why, in a long walk: pods of many kinds come and go on nodes that change.
 */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import type { AffinityTerm } from '../../../systems/kubernetes/affinity-term.ts'
import { Cluster } from '../../../systems/kubernetes/cluster.ts'
import { failureMessage } from '../../../systems/kubernetes/decision.ts'
import type { Node } from '../../../systems/kubernetes/node.ts'
import { type Pod, type PodTemplate, podOf, type SpreadConstraint } from '../../../systems/kubernetes/pod.ts'
import { defaultArgs, defaultProfile, type PluginArgs } from '../../../systems/kubernetes/profile.ts'
import { rejectedBy } from '../../../systems/kubernetes/rejected-by.ts'
import { Scheduler } from '../../../systems/kubernetes/scheduler.ts'
import { mostAllocated, requestedToCapacityRatio } from '../../../systems/kubernetes/scoring-strategy.ts'
import { selectorOf } from '../../../systems/kubernetes/selector.ts'
import type { Taint } from '../../../systems/kubernetes/taints.ts'
import { asking, node, template } from '../kubernetes/pods.ts'

const STEPS = 900
const GIB = 1024 ** 3
const ZONE = 'topology.kubernetes.io/zone'
const HOSTNAME = 'kubernetes.io/hostname'

const web = new Map([['app', 'web']])
const db = new Map([['app', 'db']])
const term = (topologyKey: string, labels: ReadonlyMap<string, string>): AffinityTerm => ({
  topologyKey,
  selector: selectorOf(labels),
  namespaces: new Set(['default']),
  namespaceSelector: 'nothing',
})
const spread = (
  topologyKey: string,
  hard: boolean,
  changes: Partial<SpreadConstraint> = {},
): SpreadConstraint => ({
  ...{ topologyKey, hard, maxSkew: 1, selector: selectorOf(web), minDomains: 1 },
  ...{ honorsAffinity: true, honorsTaints: true },
  ...changes,
})
const weighted = (weight: number, each: AffinityTerm) => ({ weight, term: each })
const ask = (cpuMilli: number, gib: number, more: object = {}) =>
  asking({ cpuMilli, memoryBytes: gib * GIB, ...more })
const tolerating = [{ key: 'k', operator: 'Exists', value: '', effect: '' }] as const
const disk = (...values: readonly string[]) => ({
  labels: [{ key: 'disk', operator: 'In' as const, values }],
  names: [],
})

const templates: readonly PodTemplate[] = [
  template({ labels: web, requests: ask(300, 0.5), spread: [spread(ZONE, true), spread(HOSTNAME, false)] }),
  template({
    labels: web,
    requests: ask(200, 0.25),
    spread: [spread(ZONE, false, { minDomains: 3, honorsTaints: false })],
  }),
  template({
    labels: db,
    requests: ask(1500, 1),
    antiAffinity: { required: [term(HOSTNAME, db)], preferred: [] },
    priority: 5,
  }),
  template({
    requests: ask(500, 1),
    affinity: { required: [term(ZONE, web)], preferred: [weighted(30, term(HOSTNAME, db))] },
  }),
  template({
    labels: web,
    requests: ask(100, 2),
    antiAffinity: { required: [], preferred: [weighted(60, term(ZONE, web))] },
  }),
  template({ requests: ask(2500, 3), priority: 9 }),
  template({ requests: ask(2500, 3), priority: 8, neverPreempts: true }),
  template({ requests: ask(700, 0.5), tolerations: tolerating, images: ['image'], priority: 1 }),
  template({ hostPorts: [{ protocol: 'TCP', ip: '0.0.0.0', port: 80 }], requests: ask(50, 0.1) }),
  template({ nodeSelector: new Map([['disk', 'd1']]), requests: ask(400, 0.5) }),
  template({
    nodeAffinity: { required: [disk('d0'), disk('d2')], preferred: [{ weight: 7, term: disk('d2') }] },
    requests: ask(300, 0.3, { scalars: new Map([['gpu', 1]]) }),
    priority: 2,
  }),
  template({ requests: asking({}) }),
]

const taint = (effect: Taint['effect']): Taint => ({ key: 'k', value: '', effect })

function nodeOf(name: string, kind: number): Node {
  const labels = { ...(kind % 9 !== 8 && { [ZONE]: `z${kind % 3}` }), [HOSTNAME]: name, disk: `d${kind % 4}` }
  const scalars = kind % 4 === 0 ? { scalars: new Map([['gpu', 2]]) } : {}
  return node(name, labels, {
    allocatable: { cpuMilli: 1000 * (2 + (kind % 4)), memoryBytes: GIB * (3 + (kind % 3)), ...scalars },
    allocatablePods: kind % 11 === 0 ? 2 : 20,
    taints: kind % 5 === 1 ? [taint('PreferNoSchedule')] : kind % 7 === 2 ? [taint('NoSchedule')] : [],
    unschedulable: kind % 13 === 5,
    images: kind % 6 === 3 ? [{ names: ['image:latest'], sizeBytes: 500 * 1024 * 1024 }] : [],
  })
}

/** Pods wait in a list and are tried in turn; victims go at once, or terminate for a while. */
function walk(share: number, drawn: boolean, args: PluginArgs) {
  const streams = new Streams('elm')
  const random = streams.stream('walk')
  const cluster = new Cluster()
  const ties = drawn ? streams.stream('ties') : 'first'
  const scheduler = new Scheduler({ cluster, profile: defaultProfile(args, share), ties })
  scheduler.budgets = [
    { namespace: 'default', name: 'db', selector: selectorOf(db), allowed: 1, disrupted: new Set() },
  ]
  const log: string[] = []
  const counts = { bound: 0, unschedulable: 0, victims: 0 }
  const placed: Pod[] = []
  const waiting: Pod[] = []
  const names: string[] = []
  const drop = <T>(list: T[], item: T) => void list.splice(list.indexOf(item), 1)
  const join = (kind: number) => {
    const name = `n${names.length}-${kind}-${log.length}`
    names.push(name)
    cluster.addNode(nodeOf(name, kind))
  }
  const attempt = (pod: Pod, now: number) => {
    const decision = scheduler.attempt(pod)
    const { info, preemption } = decision
    if (info !== null) {
      scheduler.assume(decision, now)
      placed.push(pod)
      counts.bound++
      log.push(`${pod.key} on ${info.node.name}`)
      return
    }
    counts.unschedulable++
    waiting.push(pod)
    log.push(`${pod.key} ${failureMessage(decision)} ${JSON.stringify(rejectedBy(decision))}`)
    const { lost, cleared } = scheduler.nominate(decision)
    const victims = preemption?.best[0]?.victims ?? []
    log.push(`${victims.map(({ key }) => key).join()} ${lost.map(({ key }) => key).join()} ${cleared}`)
    for (const victim of victims) {
      counts.victims++
      if (random.below(2) === 0) scheduler.terminate(victim, true)
      else {
        drop(placed, victim)
        cluster.removePod(victim)
      }
    }
  }
  for (let i = 0; i < 14; i++) join(i)
  for (let step = 0; step < STEPS; step++) {
    const what = random.below(14)
    if (what < 6) attempt(podOf(templates[random.below(templates.length)]!, `p${step}`), step)
    else if (what < 9) {
      const pod = waiting.splice(random.below(Math.max(1, waiting.length)), 1)[0]
      if (pod !== undefined) attempt(pod, step)
    } else if (what < 12) {
      const pod = placed.splice(random.below(Math.max(1, placed.length)), 1)[0]
      if (pod !== undefined) cluster.removePod(pod)
    } else if (what === 12) {
      const name = names[random.below(names.length)]!
      cluster.updateNode(nodeOf(name, random.below(40)))
    } else if (names.length > 8 && random.below(2) === 0) {
      const [name] = names.splice(random.below(names.length), 1)
      for (const pod of cluster.removeNode(name!)) drop(placed, pod)
    } else join(random.below(40))
  }
  const digest = createHash('sha256').update(log.join('\n')).digest('hex').slice(0, 16)
  return { ...counts, digest }
}

const { fit } = defaultArgs
const ratio = requestedToCapacityRatio([
  { utilization: 0, score: 0 },
  { utilization: 60, score: 10 },
  { utilization: 100, score: 4 },
])

it.each<[string, number, boolean, PluginArgs]>([
  ['all nodes, and the first of the best', 100, false, defaultArgs],
  ['half of them, and one that is drawn', 50, true, defaultArgs],
  [
    'all nodes, the fuller the better',
    100,
    false,
    { ...defaultArgs, fit: { ...fit, strategy: mostAllocated } },
  ],
  [
    'all nodes by a shape, with spreads of the profile’s own',
    100,
    true,
    {
      ...defaultArgs,
      fit: { ...fit, strategy: ratio },
      balance: { ...defaultArgs.balance, formula: 'improvement' },
      spread: { defaults: [{ topologyKey: ZONE, maxSkew: 2, hard: true }] },
      affinity: { hardPodAffinityWeight: 50, ignorePreferredTermsOfExistingPods: true },
    },
  ],
])('a walk of the scheduler that looks at %s is as it is written down', (_, share, drawn, args) => {
  const result = walk(share, drawn, args)
  expect(result.bound).toBeGreaterThan(150)
  expect(result).toMatchSnapshot()
})
