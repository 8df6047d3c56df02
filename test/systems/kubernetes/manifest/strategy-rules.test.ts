/** What the API server refuses of updates, budgets, Jobs and Services. */
import { describe, expect, it } from 'vitest'
import { deployment, readManifests } from './read-manifests.ts'

const faultsOf = (object: object) =>
  readManifests([object]).faults.map(fault =>
    fault.replace(/^.*?: \w+ \w+\/\w+: /, '').replace(/; correct it$/, ''),
  )

const of = (kind: string, changes: object) => faultsOf({ ...deployment('web', changes), kind })

describe('shares of more than all', () => {
  const both = { maxSurge: '101%', maxUnavailable: '101%' }

  it('are refused of a Deployment for what is unavailable, and not for what comes beside', () => {
    expect(of('Deployment', { strategy: { rollingUpdate: both } })).toEqual([
      'spec.strategy.rollingUpdate.maxUnavailable: found "101%", expected at most 100%',
    ])
    const all = { maxSurge: '200%', maxUnavailable: '100%' }
    expect(of('Deployment', { strategy: { rollingUpdate: all } })).toEqual([])
  })

  it('are refused of a DaemonSet for either, and of a StatefulSet and a budget', () => {
    const rolling = (rollingUpdate: object) => ({ updateStrategy: { rollingUpdate } })
    expect(of('DaemonSet', rolling({ maxUnavailable: '101%' }))).toEqual([
      'spec.updateStrategy.rollingUpdate.maxUnavailable: found "101%", expected at most 100%',
    ])
    expect(of('DaemonSet', rolling({ maxSurge: '101%', maxUnavailable: 0 }))).toEqual([
      'spec.updateStrategy.rollingUpdate.maxSurge: found "101%", expected at most 100%',
    ])
    expect(of('StatefulSet', rolling({ maxUnavailable: '101%' }))).toEqual([
      'spec.updateStrategy.rollingUpdate.maxUnavailable: found "101%", expected at most 100%',
    ])
    const budget = (spec: object) => ({
      ...{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'b', namespace: 'shop' } },
      spec,
    })
    for (const key of ['minAvailable', 'maxUnavailable']) {
      expect(faultsOf(budget({ [key]: '101%' }))).toEqual([
        `spec.${key}: found "101%", expected at most 100%`,
      ])
      expect(faultsOf(budget({ [key]: '100%' }))).toEqual([])
    }
  })
})

describe('an update', () => {
  it('that does not roll says nothing of how it rolls', () => {
    const rollingUpdate = { maxUnavailable: 1 }
    expect(of('Deployment', { strategy: { type: 'Recreate', rollingUpdate } })).toEqual([
      'spec.strategy.rollingUpdate: found {"maxUnavailable":1}, expected none where type is Recreate',
    ])
    expect(of('StatefulSet', { updateStrategy: { type: 'OnDelete', rollingUpdate } })).toEqual([
      'spec.updateStrategy.rollingUpdate: found {"maxUnavailable":1}, expected none where type is OnDelete',
    ])
    // Of a DaemonSet it is stored, and not looked at.
    expect(of('DaemonSet', { updateStrategy: { type: 'OnDelete', rollingUpdate } })).toEqual([])
  })

  it('of a StatefulSet replaces a pod at least', () => {
    expect(of('StatefulSet', { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } })).toEqual([
      'spec.updateStrategy.rollingUpdate.maxUnavailable: found 0, expected more than 0',
    ])
  })

  it('has longer to come forward than a pod has to be ready', () => {
    expect(of('Deployment', { minReadySeconds: 600 })).toEqual([
      'spec.progressDeadlineSeconds: found 600, expected more than minReadySeconds',
    ])
    expect(of('Deployment', { minReadySeconds: 599 })).toEqual([])
  })
})

describe('a Job', () => {
  const job = (spec: object, metadata: object = {}) => ({
    ...{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', namespace: 'shop', ...metadata } },
    spec: {
      template: {
        metadata: { labels: { app: 'j' } },
        spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] },
      },
      ...spec,
    },
  })
  const selector = { matchLabels: { app: 'j' } }

  it('has a selector of its own only where it says that it is its own, and then one that matches', () => {
    const none = 'expected none, which the API server writes, or manualSelector: true'
    expect(faultsOf(job({ selector }))).toEqual([`spec.selector: found {"matchLabels":{"app":"j"}}, ${none}`])
    expect(faultsOf(job({ selector, manualSelector: true }))).toEqual([])
    // As it is stored, it has the server's.
    expect(faultsOf(job({ selector: { matchLabels: { uid: '5' } } }, { uid: '5' }))).toEqual([])
    const matching = 'expected one that matches its own template, with manualSelector'
    expect(faultsOf(job({ manualSelector: true }))).toEqual([`spec.selector: found nothing, ${matching}`])
    expect(faultsOf(job({ manualSelector: true, selector: { matchLabels: { app: 'x' } } }))).toEqual([
      `spec.selector: found {"matchLabels":{"app":"x"}}, ${matching}`,
    ])
  })

  it('with indexes has pods whose names are names of hosts', () => {
    const indexed = { completionMode: 'Indexed', completions: 11 }
    const name = 'a'.repeat(61)
    expect(faultsOf(job(indexed, { name: name.slice(1) }))).toEqual([])
    expect(faultsOf(job(indexed, { name }))).toEqual([
      `spec.completions: found 11, expected a name and a number of pods that make names of hosts, up to 63 letters, not ${name}-10; shorten the name, or take dots out of it`,
    ])
    expect(faultsOf(job({ completions: 11 }, { name }))).toEqual([])
  })
})

describe('a Service', () => {
  const service = (spec: object) => ({
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'shop' } },
    spec,
  })

  it.each<[object, string[]]>([
    [{ ports: [{ port: 80 }], selector: { app: 'web' } }, []],
    [{ clusterIP: 'None' }, []],
    [{ type: 'ExternalName', externalName: 'example.com' }, []],
    [{}, ['spec.ports: found nothing, expected at least one port, or clusterIP: None; add it']],
    [
      { type: 'Nodeport', ports: [{ port: 0 }], selector: { app: 'a b' } },
      [
        'spec.selector.app: found "a b", expected up to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, or nothing',
        'spec.type: found "Nodeport", expected one of ClusterIP, NodePort, LoadBalancer, ExternalName',
        'spec.ports[0].port: found 0, expected a port from 1 to 65535',
      ],
    ],
    [
      { ports: [{ name: 'a', port: 80 }, { name: 'a', port: 81, protocol: 'HTTP' }, { port: 82 }] },
      [
        'spec.ports[1].protocol: found "HTTP", expected one of TCP, UDP, SCTP',
        'spec.ports[2].name: found nothing, expected a name, where there are several ports; add it',
        'spec.ports[1].name: found the port "a" for the second time, expected every name once; rename one of them',
      ],
    ],
  ])('%j', (spec, faults) => {
    expect(faultsOf(service(spec))).toEqual(faults)
  })
})
