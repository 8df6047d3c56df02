/**
 * Pods of manifests have the labels of their templates, whatever their owners write beside, and namespaces have their names: others
 * look for them by these.
 */
import { expect, it } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../../sim/engine/time.ts'
import type { ControllerManagerSpec } from '../../../../systems/kubernetes/framework/spec.ts'
import { kubernetesOf, nodes } from '../../../support/kubernetes-run.ts'
import { stagedRun, startsOf } from '../../../support/staged-run.ts'
import { container, readManifests } from '../manifest/read-manifests.ts'

const apart = (matchLabels: object, more: object = {}) => ({
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { labelSelector: { matchLabels }, topologyKey: 'kubernetes.io/hostname', ...more },
    ],
  },
})

/** An object whose pods have these labels, and keep away from pods with others. */
function object(kind: string, name: string, labels: object, awayFrom: object, spec: object = {}) {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas: 3 }),
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container()], affinity: apart(awayFrom) } },
      ...spec,
    },
  }
}

/** Every object is a job, of as many tasks, on two nodes. Returns where pods start. */
async function run(
  manifests: readonly object[],
  tasks: number,
  changes: Partial<ControllerManagerSpec> = {},
) {
  const { objects, faults } = readManifests(manifests)
  expect(faults).toEqual([])
  const { makers } = objects
  const classes = makers.map(({ name }) => name)
  const written = Object.fromEntries(makers.map(maker => [maker.name, { object: maker, places: [] }]))
  const staged = await stagedRun(
    kubernetesOf(
      { objects: written, ...changes },
      { written: { nodes: [], services: [], namespaces: objects.namespaces } },
    ),
    nodes(2),
    makers.map((_, jobClass) => ({ submit: jobClass, run: NEVER, tasks, jobClass })),
    { classes, until: 10 * MINUTE },
  )
  return startsOf(staged)
}

it.each(['StatefulSet', 'ReplicaSet', 'Deployment'])('%s: no two pods of one `app` on a node', async kind => {
  const app = { app: 'store' }
  const parallel = kind === 'StatefulSet' ? { podManagementPolicy: 'Parallel', serviceName: 'db' } : {}
  const starts = await run([object(kind, 'db', app, app, parallel)], 3)
  // The third has no node.
  expect(starts).toEqual(['0 s: job 0 on machine 0', '0 s: job 0 on machine 1'])
})

it('DaemonSet: others keep away from its pods by their `name`', async () => {
  const agents = object('DaemonSet', 'agent', { name: 'logger' }, { app: 'none' })
  const web = object('Deployment', 'web', { app: 'web' }, { name: 'logger' })
  const starts = await run([agents, web], 2)
  expect(starts).toEqual(['0 s: job 0 on machine 0', '0 s: job 0 on machine 1'])
})

it('Pod: it is of the Job that its label names, though that is not here', async () => {
  const labels = { 'job-name': 'train' }
  const pods = ['a', 'b', 'c'].map(name => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: { containers: [container()], affinity: apart(labels) },
  }))
  expect(await run(pods, 1)).toEqual(['0 s: job 0 on machine 0', '1 s: job 1 on machine 1'])
})

it('a ReplicaSet that nobody owns leaves its pods as they are when templates change', async () => {
  const set = object('ReplicaSet', 'web', { app: 'web' }, { app: 'none' })
  expect(await run([set], 3, { upgrades: [{ at: 100 * SECOND }] })).toHaveLength(3)
})

it('pods of a namespace are known by its name, though nobody wrote it down', async () => {
  const near = {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          labelSelector: {},
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
          topologyKey: 'kubernetes.io/hostname',
        },
      ],
    },
  }
  const pod = (name: string, namespace: string, affinity: object) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: { containers: [container()], affinity },
  })
  const starts = await run([pod('a', 'shop', {}), pod('b', 'default', near)], 1)
  expect(starts).toEqual(['0 s: job 0 on machine 0', '1 s: job 1 on machine 0'])
})

/** Pods on two nodes; the update adds one before it takes one away. */
const updated = (terms: object, replicas = 2) =>
  run(
    [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: {
          replicas,
          selector: { matchLabels: { app: 'web' } },
          strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          template: {
            metadata: { labels: { app: 'web' } },
            spec: {
              terminationGracePeriodSeconds: 0,
              containers: [container()],
              affinity: apart({ app: 'web' }, terms),
            },
          },
        },
      },
    ],
    replicas,
    { upgrades: [{ at: 100 * SECOND }] },
  )

// Pods of the same template keep apart, and those of the old one are no hindrance.
it('matchLabelKeys: an update goes on though every node has a pod of the old template', async () => {
  expect(await updated({})).toHaveLength(2)
  const starts = await updated({ matchLabelKeys: ['pod-template-hash'] })
  expect(starts).toHaveLength(4)
  expect(
    starts
      .slice(2)
      .map(start => start.slice(-1))
      .sort(),
  ).toEqual(['0', '1'])
})

// Three pods of one template share two nodes, of which the update finds none without them.
it('mismatchLabelKeys: pods of two templates keep apart, those of one do not', async () => {
  expect(await updated({}, 3)).toHaveLength(2)
  expect(await updated({ mismatchLabelKeys: ['pod-template-hash'] }, 3)).toHaveLength(3)
})
