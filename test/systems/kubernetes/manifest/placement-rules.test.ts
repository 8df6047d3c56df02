import { describe, expect, it } from 'vitest'
import { deployment, readManifests } from './read-manifests.ts'

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'

/** What is said of a Deployment whose pods have this in their spec, without the place of the spec. */
function faultsOf(spec: object, changes: object = {}): string[] {
  return readManifests([deployment('web', changes, spec)]).faults.map(fault =>
    fault
      .replace(/^.*Deployment shop\/web: spec\./, '')
      .replace(/^template\.spec\./, '')
      .replace(/; correct it$/, ''),
  )
}

const nodes = (...nodeSelectorTerms: object[]) => ({
  affinity: { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms } } },
})
const expressions = (...matchExpressions: object[]) => nodes({ matchExpressions })
const at = `affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`

const KEY =
  'a name such as app or example.com/app: up to 63 letters, digits, "-", "_" and ".", behind a domain or not'
const VALUE = 'up to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, or nothing'
const near = `affinity.podAffinity.${REQUIRED}[0]`
const second = `affinity.podAffinity.${REQUIRED}[1]`

describe('what no API server would store of where pods go is refused:', () => {
  it.each<[string, object, string[]]>([
    ['nothing of what is right', expressions({ key: 'gen', operator: 'Gt', values: ['5'] }), []],
    [
      'a number that is none, which is stored',
      expressions({ key: 'gen', operator: 'Gt', values: ['x'] }),
      [],
    ],
    [
      'a number below 0',
      expressions({ key: 'gen', operator: 'Gt', values: ['-5'] }),
      [
        `${at}[0].matchExpressions[0].values: found ["-5"], expected one number of at least 0, as a text, for the operator Gt`,
      ],
    ],
    [
      'an operator that is missing, values where there are none, and none where there are some',
      expressions(
        { key: 'a', values: ['x'] },
        { key: 'b', operator: 'Exists', values: ['x'] },
        { operator: 'NotIn' },
      ),
      [
        `${at}[0].matchExpressions[0].operator: found nothing, expected one of In, NotIn, Exists, DoesNotExist, Gt, Lt`,
        `${at}[0].matchExpressions[1].values: found ["x"], expected no values, for the operator Exists`,
        `${at}[0].matchExpressions[2].key: found nothing, expected the name of a label`,
        `${at}[0].matchExpressions[2].values: found nothing, expected one value or more that a label can have, for the operator NotIn`,
      ],
    ],
    [
      'several names of nodes',
      nodes({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] }),
      [
        `${at}[0].matchFields[0].values: found ["a","b"], expected the name of one node; one more is a term of its own`,
      ],
    ],
    [
      'names of labels and values that are none, also of a selector of nodes and of tolerations',
      {
        nodeSelector: { disk: 'a b', 'x/y/z': '1' },
        tolerations: [{ key: 'a b', value: '-', effect: 'NoSchedule' }],
        affinity: {
          podAffinity: {
            [REQUIRED]: [
              {
                topologyKey: 'the zone',
                namespaces: ['Shop'],
                labelSelector: {
                  matchLabels: { app: 'web server' },
                  matchExpressions: [
                    { key: '', operator: 'Exists' },
                    { key: '.a', operator: 'Exists' },
                  ],
                },
              },
            ],
          },
        },
      },
      [
        `nodeSelector.disk: found "a b", expected ${VALUE}`,
        `nodeSelector.x/y/z: found "x/y/z" as a key, expected ${KEY}`,
        `tolerations[0].key: found "a b", expected ${KEY}`,
        `tolerations[0].value: found "-", expected ${VALUE}`,
        `${near}.topologyKey: found "the zone", expected ${KEY}`,
        `${near}.namespaces[0]: found "Shop", expected up to 63 lower-case letters, digits and "-", with a letter or digit at both ends`,
        `${near}.labelSelector.matchLabels.app: found "web server", expected ${VALUE}`,
        `${near}.labelSelector.matchExpressions[0].key: found "", expected the name of a label`,
        `${near}.labelSelector.matchExpressions[1].key: found ".a", expected ${KEY}`,
      ],
    ],
    [
      'labels of the pod that a constraint asks for twice, and without a selector',
      {
        topologySpreadConstraints: [
          {
            ...{ topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' },
            labelSelector: { matchLabels: { app: 'web' } },
            matchLabelKeys: ['version', 'app'],
          },
          { topologyKey: 'node', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['app'] },
        ],
      },
      [
        'topologySpreadConstraints[0].matchLabelKeys[1]: found "app", expected keys that the labelSelector does not have',
        'topologySpreadConstraints[1].labelSelector: found nothing, expected a selector, where there are matchLabelKeys; add it',
      ],
    ],
    [
      'labels of the pod that a term asks for without a selector, both ways, or by no name',
      {
        affinity: {
          podAffinity: {
            [REQUIRED]: [
              { topologyKey: 'zone', mismatchLabelKeys: ['a'] },
              {
                ...{
                  topologyKey: 'zone',
                  labelSelector: { matchExpressions: [{ key: 'b', operator: 'Exists' }] },
                },
                ...{ matchLabelKeys: ['a', 'b'], mismatchLabelKeys: ['a', 'b', 'c d'] },
              },
            ],
          },
        },
      },
      [
        `${near}.labelSelector: found nothing, expected a selector, where there are mismatchLabelKeys; add it`,
        `${second}.matchLabelKeys[1]: found "b", expected keys that the labelSelector does not have`,
        `${second}.mismatchLabelKeys[2]: found "c d", expected ${KEY}`,
        `${second}.mismatchLabelKeys[0]: found "a", expected none of the matchLabelKeys`,
        `${second}.mismatchLabelKeys[1]: found "b", expected none of the matchLabelKeys`,
      ],
    ],
    [
      'a node by a name that none can have; but the domain of a spread constraint may have any name',
      {
        affinity: {
          nodeAffinity: {
            [REQUIRED]: {
              nodeSelectorTerms: [
                { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['Node_1'] }] },
              ],
            },
          },
        },
        topologySpreadConstraints: [
          { topologyKey: 'the zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} },
        ],
      },
      [
        `${at}[0].matchFields[0].values[0]: found "Node_1", expected a name of lower-case letters, digits, "-" and ".", with a letter or digit at both ends`,
      ],
    ],
    ['no term at all', nodes(), [`${at}: found nothing, expected at least one term`]],
    [
      'a weight, and terms without domains',
      {
        affinity: {
          nodeAffinity: { [PREFERRED]: [{ weight: 101, preference: {} }] },
          podAffinity: { [REQUIRED]: [{}] },
          podAntiAffinity: { [PREFERRED]: [{ podAffinityTerm: { topologyKey: 'zone' } }] },
        },
      },
      [
        `affinity.nodeAffinity.${PREFERRED}[0].weight: found 101, expected a whole number from 1 to 100`,
        `affinity.podAffinity.${REQUIRED}[0].topologyKey: found nothing, expected the label whose values are domains, such as kubernetes.io/hostname`,
        `affinity.podAntiAffinity.${PREFERRED}[0].weight: found nothing, expected a whole number from 1 to 100`,
      ],
    ],
    [
      'spread constraints that say too little, or the same twice',
      {
        topologySpreadConstraints: [
          { topologyKey: 'zone' },
          { topologyKey: 'node', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 },
          { topologyKey: 'node', maxSkew: 2, whenUnsatisfiable: 'ScheduleAnyway' },
        ],
      },
      [
        'topologySpreadConstraints[0].maxSkew: found nothing, expected how many pods a domain may be ahead, at least 1',
        'topologySpreadConstraints[0].whenUnsatisfiable: found nothing, expected DoNotSchedule or ScheduleAnyway',
        'topologySpreadConstraints[1].minDomains: found 2, expected none where whenUnsatisfiable is ScheduleAnyway',
        'topologySpreadConstraints[2].topologyKey: found "node", expected every label once for each whenUnsatisfiable',
      ],
    ],
    [
      'tolerations of nothing',
      {
        tolerations: [
          { value: 'x' },
          { operator: 'Exists', value: 'x' },
          { key: 'a', operator: 'Exists', tolerationSeconds: 5 },
        ],
      },
      [
        'tolerations[0].operator: found nothing, expected Exists, where there is no key',
        'tolerations[1].value: found "x", expected none where the operator is Exists',
        'tolerations[2].effect: found nothing, expected NoExecute, where there are tolerationSeconds',
      ],
    ],
    [
      'resources that no node has, and ports beyond the last',
      {
        containers: [
          {
            name: 'c',
            image: 'i',
            resources: {
              requests: { memroy: '1Gi', 'nvidia.com/gpu': 1, 'hugepages-2Mi': '4Mi' },
              limits: { 'nvidia.com/gpu': '1', 'hugepages-2Mi': '4096Ki' },
            },
            ports: [{ containerPort: 80, hostPort: 70_000 }],
          },
        ],
      },
      [
        'containers[0].resources.requests.memroy: found "memroy", expected cpu, memory, ephemeral-storage, hugepages-2Mi or a device such as nvidia.com/gpu',
        'containers[0].ports[0].hostPort: found 70000, expected a port up to 65535',
      ].sort(),
    ],
  ])('%s', (_, spec, faults) => {
    const found = faultsOf(spec)
    expect(faults.length > 1 ? found.sort() : found).toEqual([...faults].sort())
  })

  it('a selector of everything, and one that asks for nothing that there is', () => {
    expect(faultsOf({}, { selector: {} })).toEqual(['selector: found {}, expected a selector for its pods'])
    const matchExpressions = [{ key: 'app', operator: 'In' }]
    expect(faultsOf({}, { selector: { matchLabels: { app: 'web' }, matchExpressions } })[0]).toBe(
      'selector.matchExpressions[0].values: found nothing, expected one value or more that a label can have, for the operator In',
    )
  })

  it('a taint without effect or key', () => {
    const node = (taints: object[]) => ({
      ...{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, spec: { taints } },
      status: { capacity: { cpu: 1 } },
    })
    const twice = [
      { key: 'a', effect: 'NoSchedule' },
      { key: 'a', effect: 'NoExecute' },
      { key: 'a', value: 'b', effect: 'NoSchedule' },
    ]
    expect(readManifests([node(twice)]).faults.map(fault => fault.split('Node n: ')[1])).toEqual([
      'spec.taints[2].key: found "a", expected every key once for each effect; delete one of the taints',
    ])
    const { faults } = readManifests([node([{ key: 'a' }, { effect: 'NoSchedule' }])])
    expect(faults.map(fault => fault.split('Node n: ')[1])).toEqual([
      'spec.taints[0].effect: found nothing, expected one of NoSchedule, PreferNoSchedule, NoExecute; correct it',
      'spec.taints[1].key: found nothing, expected the name of the taint; correct it',
    ])
  })
})
