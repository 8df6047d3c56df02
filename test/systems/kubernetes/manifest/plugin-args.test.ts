import { describe, expect, it } from 'vitest'
import { placeOf, Reading } from '../../../../systems/kubernetes/manifest/fields.ts'
import { readPluginArgs } from '../../../../systems/kubernetes/manifest/plugin-args.ts'
import { defaultArgs } from '../../../../systems/kubernetes/profile.ts'

/** The arguments of plugins by name, and what is said of them. */
function read(...pluginConfig: readonly (readonly [name: string, args?: object])[]) {
  const reading = new Reading()
  const args = readPluginArgs(
    reading.fields({ pluginConfig: pluginConfig.map(([name, args]) => ({ name, args })) }, 'profile'),
  )
  const faults = reading.faults.map(
    ({ at, sentence }) => `${placeOf(at).slice('profile.pluginConfig'.length)}: ${sentence}`,
  )
  return { ...args, faults, unmodelled: reading.unmodelled.map(placeOf) }
}

const weights = (fault: string) => `found ${fault}, expected a whole number from 1 to 100; correct it`

it('of no plugin are the defaults', () => {
  const { plugins, faults } = read()
  expect([plugins, faults]).toEqual([defaultArgs, []])
})

it('are of plugins that have some, of each once', () => {
  expect(read(['VolumeBinding', { bindTimeoutSeconds: 5 }], ['DynamicResources', {}]).faults).toEqual([])
  expect(read(['NodeName', {}]).faults).toEqual([
    '[0].name: found "NodeName", expected a plugin with arguments: NodeResourcesFit, NodeResourcesBalancedAllocation, PodTopologySpread, InterPodAffinity, NodeAffinity, DefaultPreemption; correct it',
  ])
  expect(read(['NodeAffinity'], ['NodeAffinity', {}]).faults).toEqual([
    '[1].name: found "NodeAffinity", expected arguments of a plugin once; correct it',
  ])
  expect(read(['InterPodAffinity', { apiVersion: 'v1', kind: 'Args', other: 1 }]).unmodelled).toEqual([
    'profile.pluginConfig[0].args.other',
  ])
})

describe('NodeResourcesFit', () => {
  const resources = [{ name: 'cpu', weight: 3 }, { name: 'gpu' }]

  it('has a strategy, resources with weights, and some that it ignores', () => {
    const { plugins, faults } = read([
      'NodeResourcesFit',
      {
        scoringStrategy: { type: 'MostAllocated', resources },
        ignoredResources: ['a.b/c'],
        ignoredResourceGroups: ['d.e'],
      },
    ])
    expect(faults).toEqual([])
    expect(plugins.fit).toMatchObject({
      resources: [
        { name: 'cpu', weight: 3 },
        { name: 'gpu', weight: 1 },
      ],
      ignoredResources: ['a.b/c'],
      ignoredResourceGroups: ['d.e'],
    })
    // Half of the capacity is used: 50 either way; a quarter: 25 for what is fuller, the better.
    expect(plugins.fit.strategy([1], [4], [1])).toBe(25)
    const usual = read(['NodeResourcesFit', {}]).plugins.fit
    expect([usual.strategy([1], [4], [1]), usual.resources]).toEqual([75, defaultArgs.fit.resources])
    expect(read(['NodeResourcesFit', { scoringStrategy: { resources: [] } }]).plugins.fit.resources).toEqual(
      defaultArgs.fit.resources,
    )
  })

  it('has weights from 1 to 100', () => {
    const strategy = (...each: readonly number[]) =>
      read([
        'NodeResourcesFit',
        { scoringStrategy: { resources: each.map(weight => ({ name: 'cpu', weight })) } },
      ])
    expect(strategy(1, 100).faults).toEqual([])
    const place = '[0].args.scoringStrategy.resources'
    expect(strategy(0, 101, 1.5).faults).toEqual([
      `${place}[0].weight: ${weights('0')}`,
      `${place}[1].weight: ${weights('101')}`,
      `${place}[2].weight: ${weights('1.5')}`,
    ])
  })

  // From 0 at 20 % to 10 at 70 %: 45 % is half-way, 5 of 10, which is 50 of 100.
  it('may score by a shape, whose points rise', () => {
    const shaped = (...shape: readonly object[]) =>
      read([
        'NodeResourcesFit',
        { scoringStrategy: { type: 'RequestedToCapacityRatio', requestedToCapacityRatio: { shape } } },
      ])
    const { plugins, faults } = shaped({ utilization: 20, score: 0 }, { utilization: 70, score: 10 })
    expect([faults, plugins.fit.strategy([45], [100], [1])]).toEqual([[], 50])
    const place = '[0].args.scoringStrategy.requestedToCapacityRatio'
    expect(shaped().faults).toEqual([
      `${place}: found {"shape":[]}, expected a shape of at least one point; correct it`,
    ])
    expect(
      shaped({ utilization: 0, score: 10 }, { utilization: 0, score: 11 }, { utilization: 101, score: 0 })
        .faults,
    ).toEqual([
      `${place}.shape[1].utilization: found 0, expected more than 0, the one before; correct it`,
      `${place}.shape[1].score: found 11, expected a whole number from 0 to 10; correct it`,
      `${place}.shape[2].utilization: found 101, expected a whole number from 0 to 100; correct it`,
      `${place}.shape[2].utilization: found 0, expected more than 0, the one before; correct it`,
    ])
    expect(read(['NodeResourcesFit', { scoringStrategy: {} }]).faults).toEqual([])
  })
})

it('NodeResourcesBalancedAllocation has resources of its own', () => {
  const balance = (args: object) => read(['NodeResourcesBalancedAllocation', args]).plugins.balance
  expect(balance({ resources: [{ name: 'gpu', weight: 2 }] })).toEqual({
    ...defaultArgs.balance,
    resources: [{ name: 'gpu', weight: 2 }],
  })
  expect(balance({})).toEqual(defaultArgs.balance)
})

describe('PodTopologySpread', () => {
  const zone = { topologyKey: 'zone', maxSkew: 2, whenUnsatisfiable: 'ScheduleAnyway' }
  const rack = { topologyKey: 'rack', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' }

  it('has constraints of its own in a list, or those of the system', () => {
    const list = { defaultingType: 'List', defaultConstraints: [zone, rack] }
    const { plugins, faults } = read(['PodTopologySpread', list])
    expect(faults).toEqual([])
    expect(plugins.spread).toEqual({
      defaults: [
        { topologyKey: 'zone', maxSkew: 2, hard: false },
        { topologyKey: 'rack', maxSkew: 1, hard: true },
      ],
    })
    expect(read(['PodTopologySpread', { defaultingType: 'List' }]).plugins.spread).toEqual({ defaults: [] })
    expect(read(['PodTopologySpread', { defaultConstraints: [] }])).toMatchObject({
      faults: [],
      plugins: { spread: { defaults: 'System' } },
    })
  })

  it('has constraints in a list alone, each with a key and a skew', () => {
    expect(read(['PodTopologySpread', { defaultConstraints: [zone] }]).faults).toEqual([
      '[0].args.defaultConstraints: found constraints with defaultingType: System, expected none; set defaultingType: List',
    ])
    expect(
      read(['PodTopologySpread', { defaultingType: 'List', defaultConstraints: [{ maxSkew: 0 }] }]).faults,
    ).toEqual([
      '[0].args.defaultConstraints[0].maxSkew: found 0, expected a whole number of at least 1; correct it',
      '[0].args.defaultConstraints[0].topologyKey: found "", expected a label of nodes; correct it',
    ])
  })
})

it('InterPodAffinity has a weight of required terms from 0 to 100', () => {
  const affinity = (args: object) => read(['InterPodAffinity', args])
  expect(
    affinity({ hardPodAffinityWeight: 0, ignorePreferredTermsOfExistingPods: true }).plugins.affinity,
  ).toEqual({
    hardPodAffinityWeight: 0,
    ignorePreferredTermsOfExistingPods: true,
  })
  expect(affinity({}).plugins.affinity).toEqual(defaultArgs.affinity)
  expect(affinity({ hardPodAffinityWeight: 100 }).faults).toEqual([])
  expect(affinity({ hardPodAffinityWeight: 101 }).faults).toEqual([
    '[0].args.hardPodAffinityWeight: found 101, expected a whole number from 0 to 100; correct it',
  ])
})

it('NodeAffinity adds an affinity to that of every pod', () => {
  const matchExpressions = [{ key: 'disk', operator: 'In', values: ['ssd'] }]
  const addedAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
  }
  expect(read(['NodeAffinity', { addedAffinity }]).plugins.addedAffinity).toEqual({
    required: [{ labels: matchExpressions, names: [] }],
    preferred: [],
  })
  expect(read(['NodeAffinity', {}]).plugins.addedAffinity).toBeNull()
})

it('DefaultPreemption looks at some of the nodes', () => {
  const args = { minCandidateNodesPercentage: 30, minCandidateNodesAbsolute: 7 }
  expect(read(['DefaultPreemption', args]).preemption).toMatchObject(args)
  expect(read(['DefaultPreemption', {}]).preemption).toEqual(read().preemption)
  expect(
    read(['DefaultPreemption', { minCandidateNodesPercentage: -1, minCandidateNodesAbsolute: -1 }]).faults,
  ).toEqual([
    '[0].args.minCandidateNodesPercentage: found -1, expected a whole number from 0 to 100; correct it',
    '[0].args.minCandidateNodesAbsolute: found -1, expected a whole number of at least 0; correct it',
  ])
})
