/**
 * What becomes of a cluster of manifests in which every object says more than it has to: its standings, and a digest of its result.
 */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { execute } from '../../../bench/execute.ts'
import { plan } from '../../bench/experiment/given.ts'

const GROUPS = ['a', 'a', 'b', 'b', 'c', 'c'] as const

const nodes = GROUPS.map((zone, i) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: `n${i}`,
    labels: {
      'kubernetes.io/hostname': `n${i}`,
      'topology.kubernetes.io/zone': zone,
      disk: i % 2 === 0 ? 'ssd' : 'hdd',
    },
  },
  spec: {
    ...(i === 1 && { taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }] }),
    ...(i === 3 && { taints: [{ key: 'old', effect: 'PreferNoSchedule' }] }),
  },
  status: {
    allocatable: {
      cpu: String(2 + (i % 3)),
      memory: '8Gi',
      pods: 12,
      ...(i > 3 && { 'example.com/gpu': 1 }),
    },
    ...(i % 2 === 0 && { images: [{ names: ['web:1'], sizeBytes: 400 * 1024 ** 2 }] }),
  },
}))

const classes = [
  { name: 'high', value: 1000 },
  { name: 'polite', value: 900, preemptionPolicy: 'Never' },
  { name: 'usual', value: 10, globalDefault: true },
].map(({ name, ...rest }) => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  ...rest,
}))

const selecting = (app: string) => ({ matchLabels: { app } })

function maker(
  kind: string,
  name: string,
  spec: object,
  pod: object = {},
  cpu = '500m',
  container: object = {},
) {
  const api = kind === 'Job' ? 'batch/v1' : 'apps/v1'
  const containers = [
    {
      ...{ name: 'c', image: `${name}:1`, resources: { requests: { cpu, memory: '256Mi' } } },
      ...container,
    },
  ]
  const template = { metadata: { labels: { app: name } }, spec: { containers, ...pod } }
  return {
    apiVersion: api,
    kind,
    metadata: { name, namespace: 'shop', labels: { app: name } },
    spec: { ...(kind !== 'Job' && { selector: selecting(name) }), template, ...spec },
  }
}

const zone = 'topology.kubernetes.io/zone'
const hostname = 'kubernetes.io/hostname'
const term = (topologyKey: string, app: string) => ({ topologyKey, labelSelector: selecting(app) })
const required = (term: object) => ({ requiredDuringSchedulingIgnoredDuringExecution: [term] })
const preferred = (term: object, weight = 50) => ({
  preferredDuringSchedulingIgnoredDuringExecution: [{ weight, podAffinityTerm: term }],
})
const never = { restartPolicy: 'Never' }
const onDisk = (weight: number, ...values: readonly string[]) => ({
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight, preference: { matchExpressions: [{ key: 'disk', operator: 'In', values }] } },
    ],
  },
})

const objects = [
  ...nodes,
  ...classes,
  maker(
    'Deployment',
    'web',
    { replicas: 4, minReadySeconds: 3 },
    {
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: zone,
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: selecting('web'),
        },
        {
          maxSkew: 1,
          topologyKey: hostname,
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: selecting('web'),
        },
      ],
    },
    '250m',
    { readinessProbe: { exec: {}, initialDelaySeconds: 2, periodSeconds: 1 } },
  ),
  maker(
    'Deployment',
    'cache',
    { replicas: 3 },
    {
      affinity: {
        podAffinity: required(term(zone, 'web')),
        podAntiAffinity: required(term(hostname, 'cache')),
      },
      priorityClassName: 'high',
    },
  ),
  maker(
    'Deployment',
    'edge',
    { replicas: 7, strategy: { type: 'Recreate' } },
    { hostNetwork: true },
    '100m',
    {
      ports: [{ containerPort: 80 }],
    },
  ),
  maker(
    'Deployment',
    'near',
    { replicas: 3 },
    {
      affinity: {
        podAffinity: preferred(term(hostname, 'cache')),
        podAntiAffinity: preferred(term(zone, 'near'), 20),
      },
      tolerations: [{ key: 'old', operator: 'Exists' }],
    },
  ),
  maker(
    'StatefulSet',
    'db',
    { replicas: 3, updateStrategy: { rollingUpdate: { partition: 1 } } },
    {
      affinity: { ...onDisk(80, 'ssd'), podAntiAffinity: required(term(hostname, 'db')) },
      priorityClassName: 'high',
      terminationGracePeriodSeconds: 20,
    },
    '1',
  ),
  maker('DaemonSet', 'agent', {}, { tolerations: [{ operator: 'Exists' }] }, '50m'),
  maker('Deployment', 'gpu', { replicas: 3 }, { nodeSelector: { disk: 'ssd' } }, '100m', {
    resources: { requests: { cpu: '100m' }, limits: { 'example.com/gpu': 1 } },
  }),
  maker('Deployment', 'gated', {}, { schedulingGates: [{ name: 'wait' }] }),
  maker('Deployment', 'large', { replicas: 2 }, { priorityClassName: 'polite' }, '3500m'),
  maker(
    'Job',
    'indexed',
    {
      ...{ completions: 5, parallelism: 2, completionMode: 'Indexed', backoffLimitPerIndex: 1 },
      successPolicy: { rules: [{ succeededIndexes: '0-3', succeededCount: 3 }] },
    },
    {
      ...never,
      tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'batch', effect: 'NoSchedule' }],
    },
  ),
  maker(
    'Job',
    'urgent',
    { completions: 3, parallelism: 3 },
    { ...never, priorityClassName: 'high' },
    '1500m',
  ),
  maker('Job', 'later', { suspend: true }, never),
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'tidy', namespace: 'shop' },
    spec: {
      ...{ schedule: '*/5 * * * *', concurrencyPolicy: 'Replace', startingDeadlineSeconds: 60 },
      jobTemplate: { spec: maker('Job', 'tidy', { parallelism: 2 }, never, '300m').spec },
    },
  },
  ...['bare', 'other'].map(name => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels: { app: 'web' } },
    spec: {
      containers: [{ name: 'c', image: 'i', resources: { requests: { cpu: '50m' } } }],
      affinity: onDisk(10, 'ssd'),
    },
  })),
  ...[
    { name: 'web', spec: { selector: selecting('web'), minAvailable: 3 } },
    { name: 'cache', spec: { selector: selecting('cache'), maxUnavailable: '34%' } },
  ].map(({ name, spec }) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop' },
    spec,
  })),
]

const experiment = `name: Everything
system: kubernetes-controllers
seeds: 1
cluster: { files: [m.yaml], job-duration: 7 min }
machine-events:
  - { at: 2 min, machine: 1, event: drain }
  - { at: 6 min, machine: 1, event: return }
  - { at: 8 min, machine: 3, event: crash }
  - { at: 16 min, machine: 3, event: return }
  - { at: 18 min, machine: 5, event: cordon }
until: 30 min
`

it.each(['', 'root: { among-equals: first, percentage-of-nodes-to-score: 50, queueing-hints: false }\n'])(
  'half an hour of it is as it is written down, with %j',
  async root => {
    const text = objects.map(each => stringify(each, { aliasDuplicateObjects: false })).join('---\n')
    const { runs } = await plan(experiment + root, {}, { 'm.yaml': text })
    const { events: _, ...result } = await execute({ ...runs[0]!.spec, check: true })
    const metrics = Object.fromEntries(
      result.metrics!.map(({ name, labels, value }) => [[name, ...Object.values(labels)].join(' '), value]),
    )
    const digest = createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 16)
    expect({ standings: result.standings, metrics, digest }).toMatchSnapshot()
  },
)
