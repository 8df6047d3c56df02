import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deployment, readManifests } from './read-manifests.ts'

const pods = {
  template: {
    metadata: { labels: { a: 'b' } },
    spec: { containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 1, hostPort: 1 }] }] },
  },
}
const term = {
  topologyKey: 'zone',
  labelSelector: { matchExpressions: [{ key: 'k', operator: 'In', values: ['v'] }] },
}
const ignored = 'IgnoredDuringExecution'

/** An object of each kind, with most of what is read. */
const objects: readonly object[] = [
  deployment(
    'web',
    { strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } }, minReadySeconds: 5 },
    {
      affinity: {
        nodeAffinity: {
          [`requiredDuringScheduling${ignored}`]: {
            nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }] }],
          },
          [`preferredDuringScheduling${ignored}`]: [
            { weight: 1, preference: { matchExpressions: [{ key: 'g', operator: 'Gt', values: ['1'] }] } },
          ],
        },
        podAntiAffinity: { [`requiredDuringScheduling${ignored}`]: [term] },
      },
      tolerations: [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute', tolerationSeconds: 1 }],
      topologySpreadConstraints: [
        { ...term, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['a'] },
      ],
      initContainers: [
        { name: 'i', image: 'i', restartPolicy: 'Always', resources: { limits: { cpu: '1' } } },
      ],
      nodeSelector: { disk: 'ssd' },
    },
  ),
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 's' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      ordinals: { start: 1 },
      updateStrategy: { rollingUpdate: { partition: 1 } },
      ...pods,
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'd' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '10%' } },
      ...pods,
    },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'c' },
    spec: {
      schedule: '*/5 * * * *',
      timeZone: 'Europe/Berlin',
      jobTemplate: {
        spec: {
          completions: 4,
          completionMode: 'Indexed',
          backoffLimitPerIndex: 1,
          podFailurePolicy: {
            rules: [
              { action: 'FailIndex', onExitCodes: { operator: 'In', values: [1] } },
              { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] },
            ],
          },
          successPolicy: { rules: [{ succeededIndexes: '0-2', succeededCount: 1 }] },
          template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } },
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n', labels: { z: 'a' } },
    spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] },
    status: {
      capacity: { cpu: '4', memory: '8Gi', pods: '110' },
      images: [{ names: ['a:1'], sizeBytes: 100 }],
    },
  },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'b' },
    spec: { minAvailable: 1, selector: { matchLabels: { a: 'b' } } },
  },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 },
]

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    -1,
    1.5,
    2 ** 31,
    1e300,
    '',
    ' ',
    '-1',
    '150%',
    '1 Gi',
    'constructor',
    '__proto__',
    true,
    [],
    {},
  ),
  fc.anything({ maxDepth: 2 }),
)

function placesIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, below]) => placesIn(below, [...at, key]))].filter(
    place => place.length > 0,
  )
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to
  if (Array.isArray(value))
    return value.map((each, i) => (String(i) === key ? changed(each, rest, to) : each))
  const object = value as Record<string, unknown>
  return { ...object, [key]: changed(object[key], rest, to) }
}

const cases = objects.flatMap(object => placesIn(object).map(place => ({ object, place })))

it('whatever stands anywhere in a manifest, what is wrong is told in sentences', () => {
  for (const object of objects) expect(readManifests([object]).faults).toEqual([])
  fc.assert(
    fc.property(fc.constantFrom(...cases), odd, ({ object, place }, to) => {
      const { faults } = readManifests([changed(object, place, to)])
      for (const fault of faults) expect(fault).toMatch(/found .*expected /s)
      expect(new Set(faults).size).toBe(faults.length)
    }),
    { numRuns: 500, seed: 20261127 },
  )
})
