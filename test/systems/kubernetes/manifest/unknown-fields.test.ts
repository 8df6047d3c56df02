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
