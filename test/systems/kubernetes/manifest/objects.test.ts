import { expect, it } from 'vitest'
import { placeOf, Reading } from '../../../../systems/kubernetes/manifest/fields.ts'
import {
  readBudget,
  readController,
  readNamespace,
  readService,
} from '../../../../systems/kubernetes/manifest/objects.ts'
import { deployment, readManifests } from './read-manifests.ts'

function withReading<T>(read: (reading: Reading) => T) {
  const reading = new Reading()
  const value = read(reading)
  return {
    value,
    faults: reading.faults.map(({ at }) => placeOf(at)),
    unmodelled: reading.unmodelled.map(placeOf),
  }
}
const head = { apiVersion: 'v1', kind: 'Any' }

it('a namespace has a name and labels', () => {
  const metadata = { name: 'shop', labels: { team: 'a' }, uid: 'u' }
  expect(
    withReading(reading => readNamespace({ ...head, metadata, spec: {}, status: {} }, 'ns', reading)),
  ).toEqual({
    ...{ value: ['shop', new Map([['team', 'a']])], faults: [], unmodelled: [] },
  })
  expect(withReading(reading => readNamespace({ metadata: { name: 'n' }, more: 1 }, 'ns', reading))).toEqual({
    ...{ value: ['n', new Map()], faults: [], unmodelled: ['ns.more'] },
  })
})

it('a service selects pods by labels, or none', () => {
  const service = (selector: object | undefined) =>
    withReading(reading =>
      readService({ ...head, metadata: { name: 's' }, spec: { selector } }, 's', reading),
    ).value
  expect(service({ app: 'web' })).toEqual({
    namespace: 'default',
    name: 's',
    selector: new Map([['app', 'web']]),
  })
  expect([service({}).selector, service(undefined).selector]).toEqual([null, null])
})

it('a controller has a selector, or none', () => {
  const controller = (spec: object) =>
    withReading(reading =>
      readController(
        'ReplicaSet',
        { ...head, metadata: { name: 'r', namespace: 'shop' }, spec, status: {} },
        'r',
        reading,
      ),
    )
  expect(controller({ selector: { matchLabels: { app: 'web' } } })).toMatchObject({
    value: { kind: 'ReplicaSet', namespace: 'shop', name: 'r', selector: [{ key: 'app', values: ['web'] }] },
    ...{ faults: [], unmodelled: [] },
  })
  expect(controller({}).value.selector).toBe('nothing')
})

it('a budget allows what its status says', () => {
  const status = {
    ...{ disruptionsAllowed: 2, disruptedPods: { p: '2026-01-01T00:00:00Z' } },
    ...{ conditions: [], currentHealthy: 3, desiredHealthy: 1, expectedPods: 3, observedGeneration: 1 },
  }
  const spec = {
    minAvailable: 1,
    maxUnavailable: null,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
    selector: {},
  }
  expect(
    withReading(reading => readBudget({ ...head, metadata: { name: 'b' }, spec, status }, 'b', reading)),
  ).toEqual({
    value: { namespace: 'default', name: 'b', selector: [], allowed: 2, disrupted: new Set(['p']) },
    ...{ faults: [], unmodelled: [] },
  })
  expect(withReading(reading => readBudget({ metadata: { name: 'b' } }, 'b', reading)).value).toMatchObject({
    ...{ allowed: 0, disrupted: new Set(), selector: 'nothing' },
  })
})

const short = (values: readonly unknown[]) =>
  readManifests(values).faults.map(fault => fault.replace(/^\d+\.\S+: \w+ \S+: /, ''))
const priorityClass = (fields: object, name = 'c') => ({
  ...{ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name } },
  ...fields,
})

it('a class of priorities has a value that is its own to have', () => {
  expect(short([priorityClass({ value: 1_000_000_000, description: 'most' })])).toEqual([])
  expect(short([priorityClass({})])).toEqual([
    'value: found nothing, expected the priority of its pods; correct it',
  ])
  const most = 'expected at most 1000000000; more is for classes of the system; correct it'
  expect(short([priorityClass({ value: 1_000_000_001 })])).toEqual([`value: found 1000000001, ${most}`])
  expect(short([priorityClass({ value: 2_000_001_000 }, 'system-node-critical')])).toEqual([])
  expect(short([priorityClass({ value: 5 }, 'system-mine')])).toEqual([
    'metadata.name: found "system-mine", expected another name: those with system- are for the cluster itself; rename the class',
  ])
  const { objects } = readManifests([
    priorityClass({ value: -5, globalDefault: true, preemptionPolicy: 'Never' }),
    priorityClass({ value: 7 }, 'd'),
  ])
  expect(objects.priorityClasses).toEqual([
    { name: 'c', value: -5, globalDefault: true, neverPreempts: true },
    { name: 'd', value: 7, globalDefault: false, neverPreempts: false },
  ])
})

it('pods have the priority of their class, of the smallest default, or none', () => {
  const priorities = (classes: readonly object[], podSpec: object) => {
    const [maker] = readManifests([...classes, deployment('web', {}, podSpec)]).objects.makers
    const { priority, neverPreempts } = (
      maker as { pod: { template: { priority: number; neverPreempts: boolean } } }
    ).pod.template
    return [priority, neverPreempts]
  }
  const classes = [
    priorityClass({ value: 9, globalDefault: true }, 'usual'),
    priorityClass({ value: 4, globalDefault: true, preemptionPolicy: 'Never' }, 'low'),
    priorityClass({ value: 50 }, 'high'),
  ]
  expect(priorities([], {})).toEqual([0, false])
  expect(priorities(classes, {})).toEqual([4, true])
  expect(priorities(classes, { preemptionPolicy: 'PreemptLowerPriority' })).toEqual([4, false])
  expect(priorities(classes, { priorityClassName: 'high', preemptionPolicy: 'Never' })).toEqual([50, true])
  // One that was admitted before keeps what it was given.
  expect(priorities(classes, { priorityClassName: 'gone', priority: 30 })).toEqual([30, false])
})

it('a budget says what is to be there or what may be away, and not both', () => {
  const budget = (spec: object) => ({
    ...{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'b' } },
    spec: { selector: {}, ...spec },
  })
  expect(short([budget({ minAvailable: 1 })])).toEqual([])
  expect(short([budget({ minAvailable: 1, maxUnavailable: '50%' })])).toEqual([
    'spec.maxUnavailable: found "50%", expected minAvailable or maxUnavailable, not both; correct it',
  ])
  expect(
    readManifests([budget({ unhealthyPodEvictionPolicy: 'AlwaysAllow' })]).objects.budgets,
  ).toMatchObject([{ evictsUnready: true, minAvailable: null, maxUnavailable: null }])
})

it('a container asks for its limits where it says nothing else, and for no more than them', () => {
  const withResources = (resources: object) => {
    const containers = [{ name: 'c', image: 'i', resources }]
    const { objects, faults } = readManifests([deployment('web', {}, { containers })])
    const [maker] = objects.makers as unknown as { pod: { template: { requests: { requests: object } } } }[]
    return faults.length > 0
      ? faults.map(fault => fault.split('resources.')[2])
      : maker!.pod.template.requests.requests
  }
  const limits = { cpu: '1', memory: '2k', 'ephemeral-storage': '3k', 'x.com/b': 2, 'x.com/a': 1 }
  expect(withResources({ limits })).toEqual({
    ...{ cpuMilli: 1000, memoryBytes: 2000, ephemeralStorageBytes: 3000 },
    scalars: new Map([
      ['x.com/a', 1],
      ['x.com/b', 2],
    ]),
  })
  expect(withResources({ limits, requests: { cpu: '250m', 'x.com/b': 2 } })).toMatchObject({
    ...{ cpuMilli: 250, memoryBytes: 2000 },
  })
  const tooMuch = { cpu: '1001m', memory: '2001', 'ephemeral-storage': '4k', 'x.com/a': 2, 'x.com/c': 1 }
  expect(withResources({ limits, requests: tooMuch })).toEqual([
    'requests.x.com/a: found 2, expected its limit of 1: x.com/a cannot be overcommitted; correct it',
    'limits.x.com/c: found nothing, expected what is requested, 1: x.com/c cannot be overcommitted; add it',
    'requests.cpu: found "1001m", expected at most its limit of "1"; correct it',
    'requests.memory: found "2001", expected at most its limit of "2k"; correct it',
    'requests.ephemeral-storage: found "4k", expected at most its limit of "3k"; correct it',
  ])
})

it('documents hold objects, lists of them, or nothing', () => {
  const list = (items: unknown) => ({ apiVersion: 'v1', kind: 'List', items })
  const { faults, objects } = readManifests([
    ...[null, undefined, list(null), list([deployment('web')]), 'text', [1], list(5), list(undefined)],
    { apiVersion: 'apps/v1', kind: 'Deploymnet' },
  ])
  expect(objects.makers).toHaveLength(1)
  const object = 'expected an object with apiVersion, kind and metadata'
  expect(faults).toEqual([
    `4: found "text", ${object}`,
    `5: found a list, ${object}`,
    '6.items: items: found 5, expected a list',
    '7.items: items: found nothing, expected a list',
    '8.kind: kind: found "Deploymnet", expected a kind of apps/v1',
  ])
})

it.each(['x50%', '50%x', '50 %', '%', '-1%', '1.5%', 'half', -1, 1.5])(
  '%j is no amount of pods',
  minAvailable => {
    const metadata = { name: 'b' }
    const spec = { selector: {}, minAvailable }
    expect(short([{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec }])).toHaveLength(1)
  },
)

it.each(['Web', '-web', 'web-', 'we_b', 'we..b', '.web', 'web.'])('%j is no name', name => {
  const metadata = { name }
  expect(readManifests([{ apiVersion: 'v1', kind: 'Node', metadata }]).faults[0]).toContain(
    JSON.stringify(name),
  )
})
