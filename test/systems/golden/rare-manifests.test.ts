/**
 * What becomes of a cluster of manifests whose objects say what objects rarely say: its standings, and a digest of its result.
 */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { execute } from '../../../bench/execute.ts'
import { plan } from '../../bench/experiment/given.ts'

const zone = 'topology.kubernetes.io/zone'
const hostname = 'kubernetes.io/hostname'

const nodes = ['a', 'a', 'b', 'b', 'c'].map((group, i) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `n${i}`, labels: { [hostname]: `n${i}`, [zone]: group, cores: String(2 + i) } },
  status: { allocatable: { cpu: String(2 + i), memory: '4Gi', pods: 14, 'ephemeral-storage': '10Gi' } },
}))

const namespace = (name: string, team: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { team } },
})

const container = (cpu: string, more: object = {}) => ({
  ...{ name: 'c', image: 'app:1', resources: { requests: { cpu, memory: '128Mi' } } },
  ...more,
})

interface Pods {
  readonly kind: string
  readonly name: string
  readonly namespace?: string
  readonly spec?: object
  readonly pod?: object
  readonly containers?: readonly object[]
}

function maker({
  kind,
  name,
  namespace = 'shop',
  spec = {},
  pod = {},
  containers = [container('200m')],
}: Pods) {
  const template = { metadata: { labels: { app: name } }, spec: { containers, ...pod } }
  return {
    apiVersion: kind.endsWith('Job') ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: { ...(!kind.endsWith('Job') && { selector: { matchLabels: { app: name } } }), template, ...spec },
  }
}

function bare(name: string, pod: object, metadata: object = {}, phase = 'Running') {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', uid: `uid-${name}`, labels: { app: name }, ...metadata },
    spec: { containers: [container('100m')], ...pod },
    status: { phase },
  }
}

const never = { restartPolicy: 'Never' }
const inTeam = (team: string) => ({ matchLabels: { team } })

const objects = [
  ...nodes,
  namespace('shop', 'sales'),
  namespace('desk', 'help'),
  {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'high' },
    value: 100,
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'front', namespace: 'shop' },
    spec: { selector: { app: 'front' }, clusterIP: 'None' },
  },
  maker({ kind: 'ReplicaSet', name: 'front', spec: { replicas: 4 } }),
  maker({ kind: 'Deployment', name: 'desk', namespace: 'desk', spec: { replicas: 2 } }),
  maker({
    kind: 'Deployment',
    name: 'beside',
    spec: { replicas: 3 },
    pod: {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              topologyKey: zone,
              namespaceSelector: inTeam('help'),
              labelSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
            },
          ],
        },
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 30,
              podAffinityTerm: {
                topologyKey: hostname,
                namespaceSelector: {},
                labelSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['beside'] }] },
              },
            },
          ],
        },
      },
    },
  }),
  maker({
    kind: 'Deployment',
    name: 'large',
    spec: { replicas: 2, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    pod: {
      nodeSelector: { cores: '6' },
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['3'] }] }],
          },
        },
      },
    },
    containers: [container('2')],
  }),
  maker({
    kind: 'Deployment',
    name: 'ports',
    spec: { replicas: 4 },
    containers: [
      container('50m', {
        ports: [
          { containerPort: 80, hostPort: 8080, hostIP: '10.0.0.1' },
          { containerPort: 53, hostPort: 53, protocol: 'UDP' },
        ],
      }),
    ],
  }),
  maker({
    kind: 'Deployment',
    name: 'parts',
    spec: { replicas: 2 },
    pod: {
      overhead: { cpu: '50m', memory: '32Mi' },
      initContainers: [
        { ...container('600m'), name: 'first' },
        { ...container('50m'), name: 'side', restartPolicy: 'Always' },
      ],
      priorityClassName: 'high',
    },
    containers: [
      container('100m', {
        resources: {
          requests: { cpu: '100m' },
          limits: { cpu: '200m', memory: '256Mi', 'ephemeral-storage': '1Gi' },
        },
        readinessProbe: { exec: {}, initialDelaySeconds: 3, periodSeconds: 4, successThreshold: 2 },
      }),
    ],
  }),
  maker({
    kind: 'Deployment',
    name: 'whole',
    pod: { resources: { requests: { cpu: '700m', memory: '300Mi' } } },
    containers: [{ name: 'c', image: 'app:2' }],
  }),
  maker({
    kind: 'StatefulSet',
    name: 'store',
    spec: {
      ...{ replicas: 3, podManagementPolicy: 'Parallel', minReadySeconds: 5 },
      ordinals: { start: 2 },
    },
    pod: { terminationGracePeriodSeconds: 45 },
  }),
  maker({
    kind: 'DaemonSet',
    name: 'log',
    spec: { minReadySeconds: 4, updateStrategy: { type: 'OnDelete' } },
    pod: { nodeSelector: { [zone]: 'b' } },
    containers: [container('20m')],
  }),
  maker({
    kind: 'Job',
    name: 'dated',
    spec: { completions: 6, parallelism: 2, activeDeadlineSeconds: 700 },
    pod: never,
  }),
  maker({
    kind: 'Job',
    name: 'short-pods',
    spec: { completions: 3, parallelism: 3, backoffLimit: 2 },
    pod: { ...never, activeDeadlineSeconds: 100 },
  }),
  maker({
    kind: 'Job',
    name: 'ruled',
    spec: {
      ...{ completions: 4, parallelism: 4, completionMode: 'Indexed' },
      ...{ backoffLimitPerIndex: 0, maxFailedIndexes: 1 },
      podFailurePolicy: {
        rules: [{ action: 'FailIndex', onPodConditions: [{ type: 'DisruptionTarget' }] }],
      },
    },
    pod: never,
  }),
  maker({ kind: 'Job', name: 'queue', spec: { parallelism: 3 }, pod: { restartPolicy: 'OnFailure' } }),
  ...[
    { name: 'forbid', concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 150 },
    { name: 'forbid-for-ever', concurrencyPolicy: 'Forbid' },
    { name: 'replace', concurrencyPolicy: 'Replace' },
    { name: 'allow', concurrencyPolicy: 'Allow', timeZone: 'Europe/Berlin' },
    { name: 'rests', suspend: true },
  ].map(({ name, ...spec }) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, namespace: 'shop' },
    spec: {
      ...{ schedule: '*/2 * * * *', ...spec },
      jobTemplate: {
        spec: maker({ kind: 'Job', name, pod: { ...never, terminationGracePeriodSeconds: 10 } }).spec,
      },
    },
  })),
  bare('stays', { nodeName: 'n1' }),
  bare('static', { nodeName: 'n2' }, { ownerReferences: [{ kind: 'Node', name: 'n2', controller: true }] }),
  bare('orphan', { nodeName: 'n3' }, { ownerReferences: [{ kind: 'Other', name: 'x', controller: true }] }),
  bare('too-large', { nodeName: 'n0', containers: [container('3')] }),
  bare('over', { nodeName: 'n0' }, {}, 'Succeeded'),
  bare('leaves', { nodeName: 'n0' }, { deletionTimestamp: '2026-01-01T00:00:00Z' }),
  bare('dated', { activeDeadlineSeconds: 200 }, {}, 'Pending'),
  bare('once', never, {}, 'Pending'),
  bare('elsewhere', { schedulerName: 'mine' }, {}, 'Pending'),
  ...[
    { name: 'front', spec: { selector: { matchLabels: { app: 'front' } }, minAvailable: '75%' } },
    {
      name: 'store',
      spec: {
        ...{ selector: { matchLabels: { app: 'store' } }, maxUnavailable: 1 },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    },
    { name: 'dated', spec: { selector: { matchLabels: { app: 'dated' } }, minAvailable: 1 } },
  ].map(({ name, spec }) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop' },
    spec,
  })),
]

const experiment = (status: 'keep' | 'drop') => `name: Rarities
system: kubernetes-controllers
seeds: 1
cluster: { files: [m.yaml], status: ${status}, job-duration: 4 min }
root: { node-eviction-rate: 0.2, think: { per-job: 0 s, per-task: 0 s } }
machine-events:
  - { at: 1 min, machine: 5, event: drain }
  - { at: 4 min, machine: 5, event: return }
  - { at: 5 min, machine: 4, event: crash }
  - { at: 6 min, machine: 4, event: return }
  - { at: 8 min, machine: 3, event: crash }
  - { at: 9 min, machine: 2, event: crash }
  - { at: 14 min, machine: 2, event: cordon }
  - { at: 16 min, machine: 3, event: return }
  - { at: 17 min, machine: 2, event: return }
  - { at: 20 min, machine: 1, event: drain }
  - { at: 22 min, machine: 1, event: return }
until: 30 min
`

it.each(['keep', 'drop'] as const)(
  'half an hour of them is as it is written down: status: %s',
  async status => {
    const text = objects.map(each => stringify(each, { aliasDuplicateObjects: false })).join('---\n')
    const { runs } = await plan(experiment(status), {}, { 'm.yaml': text })
    const { events: _, ...result } = await execute({ ...runs[0]!.spec, check: true })
    const digest = createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 16)
    expect({ standings: result.standings, digest }).toMatchSnapshot()
  },
)
