import { describe, expect, it } from 'vitest'
import { Cycle } from '../../../../systems/kubernetes/cycle.ts'
import { failureMessage } from '../../../../systems/kubernetes/decision.ts'
import { placeOf, Reading } from '../../../../systems/kubernetes/manifest/fields.ts'
import { readSchedulerConfiguration } from '../../../../systems/kubernetes/manifest/scheduler-configuration.ts'
import { Scheduler } from '../../../../systems/kubernetes/scheduler.ts'
import { leastAllocated, mostAllocated } from '../../../../systems/kubernetes/scoring-strategy.ts'
import { clusterOf, node, pod } from '../pods.ts'

const head = { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration' }

function read(fields: object) {
  const reading = new Reading()
  const configuration = readSchedulerConfiguration({ ...head, ...fields }, reading)
  const faults = reading.faults.map(({ at, sentence }) => `${placeOf(at)}: ${sentence}`)
  return { configuration, faults, unmodelled: reading.unmodelled.map(placeOf) }
}

/** Plugins of the first profile with their weights; 0 for those that only filter. */
function weights(plugins: object): Record<string, number> {
  const { configuration, faults } = read({ profiles: [{ plugins }] })
  expect(faults).toEqual([])
  return Object.fromEntries(
    configuration.profiles[0]!.profile.plugins.map(({ plugin, weight }) => [plugin.name, weight]),
  )
}

const defaults = {
  NodeUnschedulable: 0,
  NodeName: 0,
  TaintToleration: 3,
  NodeAffinity: 2,
  NodePorts: 0,
  NodeResourcesFit: 1,
  PodTopologySpread: 2,
  InterPodAffinity: 2,
  NodeResourcesBalancedAllocation: 1,
  ImageLocality: 1,
}

describe('a KubeSchedulerConfiguration', () => {
  it('that says nothing is the default profile', () => {
    const { configuration, faults } = read({})
    expect(faults).toEqual([])
    expect(configuration.profiles.map(({ name }) => name)).toEqual(['default-scheduler'])
    expect(weights({})).toEqual(defaults)
  })

  it('takes plugins away and weighs others anew', () => {
    const { ImageLocality: _, ...others } = defaults
    expect(
      weights({
        score: {
          disabled: [{ name: 'ImageLocality' }],
          enabled: [{ name: 'TaintToleration', weight: 5 }, { name: 'NodeAffinity' }],
        },
      }),
    ).toEqual({ ...others, TaintToleration: 5, NodeAffinity: 1 })
    // All scores but one go; a plugin that filters stays for that.
    const { NodeResourcesBalancedAllocation: __, ...filters } = others
    expect(
      weights({ score: { disabled: [{ name: '*' }], enabled: [{ name: 'NodeResourcesFit', weight: 2 }] } }),
    ).toEqual({
      ...Object.fromEntries(Object.keys(filters).map(name => [name, 0])),
      NodeResourcesFit: 2,
    })
    expect(
      weights({ multiPoint: { disabled: [{ name: '*' }], enabled: [{ name: 'NodeResourcesFit' }] } }),
    ).toEqual({ NodeResourcesFit: 1 })
  })

  it('may have no preemption', () => {
    const without = { postFilter: { disabled: [{ name: 'DefaultPreemption' }] } }
    const { configuration } = read({ profiles: [{ plugins: without }, { schedulerName: 'other' }] })
    expect(configuration.profiles.map(({ preemption }) => preemption?.minCandidateNodesAbsolute)).toEqual([
      undefined,
      100,
    ])
  })

  it('gives arguments to the plugins of one profile', () => {
    const pluginConfig = [
      {
        name: 'NodeResourcesFit',
        args: {
          scoringStrategy: {
            type: 'MostAllocated',
            resources: [{ name: 'cpu', weight: 3 }, { name: 'memory' }],
          },
        },
      },
      {
        name: 'PodTopologySpread',
        args: { defaultingType: 'List', defaultConstraints: [{ topologyKey: 'zone', maxSkew: 2 }] },
      },
      { name: 'InterPodAffinity', args: { hardPodAffinityWeight: 50 } },
      { name: 'DefaultPreemption', args: { minCandidateNodesAbsolute: 7 } },
    ]
    const { configuration, faults } = read({
      profiles: [{ schedulerName: 'packing', pluginConfig, percentageOfNodesToScore: 20 }, {}],
      percentageOfNodesToScore: 40,
    })
    expect(faults).toEqual([])
    const [packing, usual] = configuration.profiles
    expect(packing!.args.fit.strategy).toBe(mostAllocated)
    expect(packing!.args.fit.resources).toEqual([
      { name: 'cpu', weight: 3 },
      { name: 'memory', weight: 1 },
    ])
    expect(packing!.args.spread.defaults).toEqual([{ topologyKey: 'zone', maxSkew: 2, hard: true }])
    expect(packing!.args.affinity.hardPodAffinityWeight).toBe(50)
    expect(packing!.preemption).toMatchObject({
      minCandidateNodesPercentage: 10,
      minCandidateNodesAbsolute: 7,
    })
    expect(usual!.args.fit.strategy).toBe(leastAllocated)
    expect([packing, usual].map(each => each!.profile.percentageOfNodesToScore)).toEqual([20, 40])
  })

  it('is told all that is wrong with it, each with its place, and what nobody models by name', () => {
    const { faults, unmodelled } = read({
      apiVersion: 'kubescheduler.config.k8s.io/v1beta3',
      percentageOfNodesToScore: 101,
      podInitialBackoffSeconds: 20,
      extenders: [{}],
      profiles: [
        {
          plugins: { filter: { enabled: [{ name: 'Coscheduling' }] }, permit: { disabled: [{ name: '*' }] } },
          pluginConfig: [
            { name: 'InterPodAffinity', args: { hardPodAffinityWeight: -1 } },
            { name: 'NodeResourcesFit', args: { scoringStrategy: { type: 'RequestedToCapacityRatio' } } },
          ],
        },
        {},
      ],
    })
    expect(faults.map(fault => fault.slice(0, fault.indexOf(':')))).toEqual([
      'apiVersion',
      'percentageOfNodesToScore',
      'podInitialBackoffSeconds',
      'profiles[0].pluginConfig[0].args.hardPodAffinityWeight',
      'profiles[0].pluginConfig[1].args.scoringStrategy.requestedToCapacityRatio',
      'profiles[0].plugins.filter.enabled[0].name',
      'profiles[1].schedulerName',
    ])
    expect(unmodelled).toEqual(['extenders', 'profiles[0].plugins.permit'])
  })
})

describe('settings of a KubeSchedulerConfiguration', () => {
  it('are taken over, and left as they are where it does not speak of them', () => {
    const client = { qps: 30, burst: 60, kubeconfig: 'x' }
    expect(
      read({
        ...{ percentageOfNodesToScore: 40, podInitialBackoffSeconds: 2, podMaxBackoffSeconds: 8 },
        ...{ clientConnection: client, parallelism: 16 },
      }),
    ).toMatchObject({
      configuration: {
        ...{ percentageOfNodesToScore: 40, podInitialBackoff: 2e6, podMaxBackoff: 8e6, qps: 30, burst: 60 },
      },
      ...{ faults: [], unmodelled: [] },
    })
    expect(Object.keys(read({}).configuration)).toEqual(['profiles'])
    expect(read({ clientConnection: { qps: 0, burst: 1 } }).configuration).toMatchObject({ qps: 0, burst: 1 })
  })

  it('have a first pause that is not longer than the longest', () => {
    const longest = 'expected at most podMaxBackoffSeconds; correct it'
    expect(read({ podInitialBackoffSeconds: 11 }).faults).toEqual([
      `podInitialBackoffSeconds: found 11, ${longest}`,
    ])
    expect(read({ podInitialBackoffSeconds: 10 }).faults).toEqual([])
    expect(read({ podInitialBackoffSeconds: 3, podMaxBackoffSeconds: 2 }).faults).toHaveLength(1)
  })

  it('have profiles of different names, with plugins that there are, each once', () => {
    expect(read({ profiles: [{}, { schedulerName: 'other' }, {}] }).faults).toEqual([
      'profiles[2].schedulerName: found "default-scheduler", expected another name for each profile; correct it',
    ])
    const places = (plugins: object) =>
      read({ profiles: [{ plugins }] }).faults.map(fault => fault.split(',')[0])
    const twice = [{ name: 'NodeName' }, { name: 'NodeName' }]
    expect(
      places({
        filter: { enabled: [{ name: 'Mine' }, ...twice], disabled: [{ name: 'Mine' }, { name: '*' }] },
      }),
    ).toEqual([
      'profiles[0].plugins.filter.enabled[0].name: found "Mine"',
      'profiles[0].plugins.filter.enabled[2].name: found "NodeName"',
      'profiles[0].plugins.filter.disabled[0].name: found "Mine"',
    ])
    expect(
      read({ profiles: [{ plugins: { bind: { enabled: [{ name: 'DefaultBinder' }] } } }] }).unmodelled,
    ).toEqual(['profiles[0].plugins.bind'])
    expect(read({ extenders: [{}] }).unmodelled).toEqual(['extenders'])
    expect(read({ extenders: [] }).unmodelled).toEqual([])
  })

  it('says after a failure what is asked then: of claims, of preemption, or of neither', () => {
    const messageOf = (postFilter: object) => {
      const { profile, preemption } = read({ profiles: [{ plugins: { postFilter } }] }).configuration
        .profiles[0]!
      const cluster = clusterOf(node('a', {}, { unschedulable: true }))
      return failureMessage(new Scheduler({ cluster, profile, preemption, ties: 'first' }).attempt(pod('p')))
    }
    const failed = '0/1 nodes are available: 1 node(s) were unschedulable.'
    const helpless = 'preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.'
    const preemption = { name: 'DefaultPreemption' }
    expect(messageOf({})).toBe(`${failed} no new claims to deallocate, ${helpless}`)
    expect(messageOf({ disabled: [preemption] })).toBe(`${failed} no new claims to deallocate`)
    expect(messageOf({ disabled: [{ name: '*' }], enabled: [preemption] })).toBe(`${failed} ${helpless}`)
    expect(messageOf({ disabled: [{ name: '*' }] })).toBe(failed)
  })

  // To ask for names comes before the filter, which alone is disabled: b has the name, and its label is not looked at.
  it('looks only at nodes that a pod names, also where what it asks of them is not checked', () => {
    const filter = { disabled: [{ name: 'NodeAffinity' }] }
    const { profile } = read({ profiles: [{ plugins: { filter } }] }).configuration.profiles[0]!
    const named = pod('p', {
      nodeAffinity: {
        preferred: [],
        required: [
          {
            labels: [{ key: 'disk', operator: 'Exists', values: [] }],
            names: [{ key: 'metadata.name', operator: 'In', values: ['b'] }],
          },
        ],
      },
    })
    const cluster = clusterOf(node('a', { disk: 'ssd' }), node('b'))
    const cycle = new Cycle({ cluster, profile, ties: 'first' })
    expect([cycle.decide(named).info?.node.name, cycle.found]).toEqual(['b', 1])
  })

  it('may say that nobody preempts', () => {
    const preemptionIn = (plugins: object) =>
      read({ profiles: [{ plugins }] }).configuration.profiles[0]!.preemption
    expect(preemptionIn({})).not.toBeNull()
    expect(preemptionIn({ postFilter: { disabled: [{ name: '*' }] } })).toBeNull()
    expect(preemptionIn({ multiPoint: { disabled: [{ name: 'DefaultPreemption' }] } })).toBeNull()
    const both = { disabled: [{ name: '*' }], enabled: [{ name: 'DefaultPreemption' }] }
    expect(preemptionIn({ postFilter: both })).not.toBeNull()
  })
})
