/** Fields that the API does not have: `kubectl apply` refuses them, and so does a run. */
import { describe, expect, it } from 'vitest'
import { deployment, readManifests } from './read-manifests.ts'

const c = { name: 'c', image: 'i' }
const faultsOf = (object: object) =>
  readManifests([object]).faults.map(fault => fault.replace(/^.*?: \w+ \S+: /, ''))

const UNKNOWN = 'found an unknown field, expected one that the API has there'

describe('an unknown field is refused', () => {
  it('wherever something is read', () => {
    const web = deployment(
      'web',
      { replica: 3, strategy: { rollingUpdates: {} } },
      {
        containers: [
          {
            ...c,
            imgae: 'i',
            ports: [{ containerPort: 80, hostport: 80 }],
            resources: { request: {} },
            livenessProbe: { exec: {}, period: 5 },
            env: [{ name: 'A', vlaue: '1' }],
            volumeMounts: [{ name: 'v', mountPath: '/a', path: '/b' }],
          },
        ],
        volumes: [{ name: 'v', emptydir: {} }],
        tolerations: [{ operator: 'Exists', effects: 'NoSchedule' }],
        affinity: { nodeAffinty: {} },
        nodeSelectors: {},
      },
    )
    const pod = 'spec.template.spec'
    // Nobody has stored it: it has no uid.
    const metadata = { name: 'web', namespace: 'shop' }
    expect(faultsOf({ ...web, metadata, sepc: {} }).sort()).toEqual(
      [
        `sepc: ${UNKNOWN}`,
        `spec.replica: ${UNKNOWN}`,
        `spec.strategy.rollingUpdates: ${UNKNOWN}`,
        `${pod}.nodeSelectors: ${UNKNOWN}`,
        `${pod}.affinity.nodeAffinty: ${UNKNOWN}`,
        `${pod}.tolerations[0].effects: ${UNKNOWN}`,
        `${pod}.volumes[0].emptydir: ${UNKNOWN}`,
        `${pod}.containers[0].imgae: ${UNKNOWN}`,
        `${pod}.containers[0].ports[0].hostport: ${UNKNOWN}`,
        `${pod}.containers[0].resources.request: ${UNKNOWN}`,
        `${pod}.containers[0].livenessProbe.period: ${UNKNOWN}`,
        `${pod}.containers[0].env[0].vlaue: ${UNKNOWN}`,
        `${pod}.containers[0].volumeMounts[0].path: ${UNKNOWN}`,
      ].sort(),
    )
  })

  it.each([
    [
      'v1',
      'Service',
      { ports: [{ port: 80, tragetPort: 8080 }], selectors: {} },
      ['ports[0].tragetPort', 'selectors'],
    ],
    ['batch/v1', 'CronJob', { schedule: '0 0 * * *', jobTemplates: {} }, ['jobTemplates']],
    ['policy/v1', 'PodDisruptionBudget', { minimum: 1 }, ['minimum']],
  ])('of %s %s', (apiVersion, kind, spec, fields) => {
    const found = faultsOf({ apiVersion, kind, metadata: { name: 'x' }, spec })
    for (const field of fields) expect(found).toContain(`spec.${field}: ${UNKNOWN}`)
  })

  it('also one that the API has elsewhere, and one without a value', () => {
    const term = { topologyKey: 'zone', labelSelector: { os: {} } }
    const spec = {
      os: { name: 'linux' },
      containers: [{ ...c, runtimeClassName: 'r', volumeDevices: null }],
      schedulingGates: [{ name: 'a.b/c', claims: [] }],
      affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
      maxSurge: null,
    }
    const metadata = { name: 'web', claims: [] }
    const { kind, apiVersion, ...web } = deployment('web', { replica: null }, spec)
    const unread = { apiVersion, kind, ...web, metadata }
    const pod = 'spec.template.spec'
    expect(faultsOf(unread).sort()).toEqual(
      [
        `metadata.claims: ${UNKNOWN}`,
        `spec.replica: ${UNKNOWN}`,
        `${pod}.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.os: ${UNKNOWN}`,
        `${pod}.containers[0].runtimeClassName: ${UNKNOWN}`,
        `${pod}.maxSurge: ${UNKNOWN}`,
        `${pod}.schedulingGates[0].claims: ${UNKNOWN}`,
      ].sort(),
    )
  })

  it('but not what the API has and no model honours', () => {
    const volumes = [{ name: 'v', csi: { driver: 'd' } }]
    const { faults, notHonoured } = readManifests([deployment('web', {}, { runtimeClassName: 'r', volumes })])
    expect(faults).toEqual([])
    expect([...notHonoured.keys()]).toEqual(['runtimeClassName', 'volumes.csi'])
  })

  it('but not of what an API server has stored, which may be of another release', () => {
    const { metadata, ...rest } = deployment('web', { scaleTo: 5 })
    const { faults, notHonoured } = readManifests([
      { ...rest, metadata: { ...(metadata as object), uid: '5' } },
    ])
    expect(faults).toEqual([])
    expect([...notHonoured.keys()]).toEqual(['Deployment.scaleTo'])
  })
})

it('labels and amounts without a value are there and empty, as the API reads them', () => {
  const labels = { app: 'web', version: null }
  const resources = { requests: { cpu: null } }
  const { faults, objects } = readManifests([
    deployment('web', {
      template: { metadata: { labels }, spec: { containers: [{ ...c, resources }] } },
    }),
  ])
  expect(faults).toEqual([])
  expect(objects.makers[0]).toMatchObject({
    pod: {
      template: {
        labels: new Map([
          ['app', 'web'],
          ['version', ''],
        ]),
        requests: { requests: { cpuMilli: 0 } },
      },
    },
  })
})

it('owners are told by four names, and one of them is the controller', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'u', controller: true }
  const { uid: _, ...nameless } = owner
  const pod = (ownerReferences: object[]) => ({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', ownerReferences } },
    spec: { containers: [c] },
  })
  expect(faultsOf(pod([owner]))).toEqual([])
  expect(faultsOf(pod([nameless, owner]))).toEqual([
    'metadata.ownerReferences[0].uid: found nothing, expected the uid of the owner; the API server knows it by all four; add it',
    'metadata.ownerReferences[1].controller: found true, expected one controller at most; correct it',
  ])
})

it('texts are texts also where nothing is made of them', () => {
  const containers = [{ ...c, args: [1], env: [{ name: 'A', value: 1 }] }]
  const template = {
    metadata: { labels: { app: 'web' }, annotations: { scrape: true } },
    spec: { containers },
  }
  expect(faultsOf(deployment('web', { template }))).toEqual([
    'spec.template.metadata.annotations.scrape: found true, expected a text; correct it',
    'spec.template.spec.containers[0].args[0]: found 1, expected a text; correct it',
    'spec.template.spec.containers[0].env[0].value: found 1, expected a text; correct it',
  ])
})
