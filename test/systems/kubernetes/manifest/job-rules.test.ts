import { describe, expect, it } from 'vitest'
import { container, deployment, readManifests } from './read-manifests.ts'

describe('a Job', () => {
  const job = (spec: object, podSpec: object = {}) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'j' },
    spec: { ...spec, template: { spec: { restartPolicy: 'Never', containers: [container()], ...podSpec } } },
  })

  it('is read with its rules', () => {
    const { objects, faults } = readManifests([
      job({
        completions: 4,
        completionMode: 'Indexed',
        backoffLimitPerIndex: 1,
        podFailurePolicy: {
          rules: [
            { action: 'FailIndex', onExitCodes: { operator: 'In', values: [42] } },
            { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] },
          ],
        },
        successPolicy: { rules: [{ succeededIndexes: '0,2-3', succeededCount: 1 }] },
      }),
    ])
    expect(faults).toEqual([])
    expect(objects.makers).toMatchObject([
      {
        backoffLimit: Number.POSITIVE_INFINITY,
        podReplacementPolicy: 'Failed',
        podFailurePolicy: [
          {
            action: 'FailIndex',
            onExitCodes: { container: null, operator: 'In', values: [42] },
            onConditions: [],
          },
          {
            action: 'Ignore',
            onExitCodes: null,
            onConditions: [{ type: 'DisruptionTarget', status: 'True' }],
          },
        ],
        successPolicy: [
          {
            succeededIndexes: [
              [0, 0],
              [2, 3],
            ],
            succeededCount: 1,
          },
        ],
      },
    ])
  })

  it('runs any number of pods until one succeeds where it says only how many at once', () => {
    expect(readManifests([job({ parallelism: 3 })]).objects.makers).toMatchObject([
      { parallelism: 3, completions: null },
    ])
    expect(readManifests([job({})]).objects.makers).toMatchObject([{ parallelism: 1, completions: 1 }])
  })

  it('that the API server would refuse is refused', () => {
    const wrong = job(
      {
        parallelism: 2,
        completionMode: 'Indexed',
        maxFailedIndexes: 1,
        podFailurePolicy: {
          rules: [{ action: 'FailIndex', onPodConditions: [{ type: 'DisruptionTarget' }] }],
        },
      },
      { restartPolicy: 'OnFailure' },
    )
    expect(readManifests([wrong]).faults.map(fault => fault.split(': ')[0])).toEqual([
      '0.spec.completions',
      '0.spec.backoffLimitPerIndex',
      '0.spec.template.spec.restartPolicy',
      '0.spec.podFailurePolicy.rules.0.action',
    ])
  })
})

it('a node affinity names nodes, by their labels or by their names', () => {
  const affinity = (nodeAffinity: object) => {
    const { objects, faults } = readManifests([deployment('web', {}, { affinity: { nodeAffinity } })])
    const [maker] = objects.makers as unknown as { pod: { template: { nodeAffinity: unknown } } }[]
    return faults.length > 0
      ? faults.map(fault => fault.split('nodeAffinity.').at(-1))
      : maker!.pod.template.nodeAffinity
  }
  const required = (...nodeSelectorTerms: object[]) => ({
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
  })
  const byName = { key: 'metadata.name', operator: 'In', values: ['n1'] }
  const byLabel = { key: 'cores', operator: 'Gt', values: ['3'] }
  expect(affinity(required({ matchFields: [byName] }, { matchExpressions: [byLabel] }, {}))).toEqual({
    required: [
      { labels: [], names: [byName] },
      { labels: [byLabel], names: [] },
      { labels: [], names: [] },
    ],
    preferred: [],
  })
  const preferred = { weight: 7, preference: { matchExpressions: [byLabel], matchFields: [byName] } }
  expect(affinity({ preferredDuringSchedulingIgnoredDuringExecution: [preferred] })).toEqual({
    ...{ required: null, preferred: [{ weight: 7, term: { labels: [byLabel], names: [byName] } }] },
  })
  expect(affinity(required({ matchFields: [{ ...byName, key: 'metadata.uid' }] }))).toEqual([
    expect.stringContaining('matchFields: found "metadata.uid", expected the field metadata.name'),
  ])
})
