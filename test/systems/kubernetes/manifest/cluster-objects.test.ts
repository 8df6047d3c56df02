import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import { container, deployment, readManifests } from './read-manifests.ts'

describe('a Deployment', () => {
  it('that says little is what the API server makes of it', () => {
    const { objects, faults } = readManifests([deployment('web', { replicas: undefined })])
    expect(faults).toEqual([])
    expect(objects.makers).toMatchObject([
      {
        kind: 'Deployment',
        namespace: 'shop',
        replicas: 1,
        selector: [{ key: 'app', operator: 'In', values: ['web'] }],
        strategy: { type: 'RollingUpdate', maxSurge: { percent: 25 }, maxUnavailable: { percent: 25 } },
        minReady: 0,
        progressDeadline: 600 * SECOND,
        paused: false,
        pod: {
          restartPolicy: 'Always',
          terminationGracePeriod: 30 * SECOND,
          activeDeadline: NEVER,
          readinessProbes: [],
          template: { owner: null, priority: 0, requests: { requests: { cpuMilli: 100 } } },
        },
      },
    ])
  })

  it('whose selector does not match its own template is refused, as one without a selector is', () => {
    const wrong = deployment('web', { selector: { matchLabels: { app: 'wbe' } } })
    expect(readManifests([wrong]).faults).toEqual([
      '0.spec.selector: Deployment shop/web: spec.selector: found {"matchLabels":{"app":"wbe"}}, expected one that matches its own template, whose labels are app=web; no pod of it would be its own',
    ])
    expect(readManifests([deployment('web', { selector: undefined })]).faults).toEqual([
      '0.spec.selector: Deployment shop/web: spec.selector: found nothing, expected a selector for its pods; correct it',
    ])
  })

  it('that could replace nothing is refused', () => {
    const strategy = { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } }
    expect(readManifests([deployment('web', { strategy })]).faults[0]).toContain('where maxSurge is 0')
  })

  it('says everything that is wrong with it at once', () => {
    const wrong = deployment(
      'web',
      { replicas: '3', minReadySeconds: -1 },
      {
        priorityClassName: 'hihg',
        containers: [{ name: 'c', image: 'i', resources: { requests: { memory: '1.5 Gi' } } }, { name: 'c' }],
        restartPolicy: 'Never',
      },
    )
    expect(
      readManifests([wrong]).faults.map(fault => fault.replace(/^\S+ Deployment shop\/web: /, '')),
    ).toEqual([
      'spec.template.spec.containers[0].resources.requests.memory: found "1.5 Gi", expected a quantity such as 500m, 2 or 1.5Gi; write it without spaces',
      'spec.template.spec.priorityClassName: found "hihg", expected the name of a PriorityClass that is there: system-node-critical, system-cluster-critical; add the PriorityClass, or correct the name',
      'spec.template.spec.containers[1].image: found nothing, expected the image that it runs; add it',
      'spec.template.spec.containers[1].name: found the container "c" for the second time, expected every name once; rename one of them',
      'spec.template.spec.restartPolicy: found "Never", expected Always; correct it',
      'spec.replicas: found "3", expected a number; correct it',
      'spec.minReadySeconds: found -1, expected a whole number of at least 0; correct it',
    ])
  })
})

describe('a pod', () => {
  const podOf = (spec: object, classes: readonly object[] = []) => {
    const read = readManifests([
      ...classes,
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { containers: [container()], ...spec },
      },
    ])
    expect(read.faults).toEqual([])
    const [pod] = read.objects.makers
    if (pod?.kind !== 'Pod') throw new Error('expected a pod')
    return pod.pod
  }
  const priorityClass = (name: string, value: number, more: object = {}) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value,
    ...more,
  })

  it('asks for as much as its limit where it does not say', () => {
    const resources = { limits: { cpu: 1, memory: '1Gi' }, requests: { cpu: '200m' } }
    expect(podOf({ containers: [{ name: 'c', image: 'i', resources }] }).template.requests.requests).toEqual({
      cpuMilli: 200,
      memoryBytes: 1024 ** 3,
    })
  })

  it('has the priority of its class, of the default class, or its own', () => {
    const classes = [
      priorityClass('high', 1000, { preemptionPolicy: 'Never' }),
      priorityClass('usual', 5, { globalDefault: true }),
    ]
    expect(podOf({ priorityClassName: 'high' }, classes).template).toMatchObject({
      priority: 1000,
      neverPreempts: true,
    })
    expect(podOf({}, classes).template).toMatchObject({ priority: 5, neverPreempts: false })
    expect(podOf({ priorityClassName: 'system-node-critical' }).template.priority).toBe(2_000_001_000)
    // Of two default classes the lower one counts, in either order.
    const lower = priorityClass('lower', 3, { globalDefault: true })
    for (const all of [
      [...classes, lower],
      [lower, ...classes],
    ])
      expect(podOf({}, all).template.priority).toBe(3)
    // Admitted before, in a dump that does not hold its class.
    expect(podOf({ priorityClassName: 'gone', priority: 7 }).template.priority).toBe(7)
  })

  it('on the network of its node has all its ports there', () => {
    const containers = [
      { name: 'c', image: 'i', ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 81 }] },
    ]
    const ports = (spec: object) => podOf({ containers, ...spec }).template.hostPorts.map(({ port }) => port)
    expect([ports({ hostNetwork: true }), ports({})]).toEqual([[80, 81], [81]])
  })

  it('is ready when all its probes are content', () => {
    const readinessProbe = { tcpSocket: { port: 80 }, initialDelaySeconds: 5, successThreshold: 2 }
    expect(podOf({ containers: [{ name: 'c', image: 'i', readinessProbe }] }).readinessProbes).toEqual([
      { initialDelay: 5 * SECOND, period: 10 * SECOND, successThreshold: 2 },
    ])
  })
})

describe('what is not honoured', () => {
  it('is named once a field, with the number of objects that have it', () => {
    const lifecycle = { preStop: { exec: {} } }
    const containers = [
      { name: 'a', image: 'i', lifecycle, livenessProbe: { exec: {} }, env: [] },
      { name: 'b', image: 'i', lifecycle },
    ]
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }]
    const set: Record<string, unknown> = { ...deployment('db', {}, { volumes }), kind: 'StatefulSet' }
    const withClaims = { ...set, spec: { ...(set['spec'] as object), volumeClaimTemplates: [{}] } }
    const read = readManifests([
      deployment('web', {}, { containers }),
      deployment('api', {}, { containers, runtimeClassName: 'gvisor' }),
      withClaims,
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } },
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'r' } },
      { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'h' } },
    ])
    expect(read.faults).toEqual([])
    expect([...read.notHonoured]).toEqual([
      ['ConfigMap', 1],
      ['HorizontalPodAutoscaler', 1],
      ['Rollout (argoproj.io/v1alpha1)', 1],
      ['StatefulSet.volumeClaimTemplates', 1],
      ['containers.lifecycle', 2],
      ['containers.livenessProbe', 2],
      ['runtimeClassName', 1],
      ['volumes.persistentVolumeClaim', 1],
    ])
  })
})

describe('an object', () => {
  const faults = (...values: readonly unknown[]) => readManifests(values).faults

  it('of an unknown kind, or of an old API, is told the right one', () => {
    expect(faults({ ...deployment('web'), kind: 'Deploymnet' })).toEqual([
      '0.kind: kind: found "Deploymnet", expected a kind of apps/v1',
    ])
    expect(faults({ ...deployment('web'), apiVersion: 'extensions/v1beta1' })).toEqual([
      '0.apiVersion: apiVersion: found "extensions/v1beta1", expected apps/v1, the API of a Deployment',
    ])
    expect(faults('text', [1], { kind: 'Pod' }, {})).toEqual([
      '0: found "text", expected an object with apiVersion, kind and metadata',
      '1: found a list, expected an object with apiVersion, kind and metadata',
      '2.apiVersion: apiVersion: found nothing, expected the API of the kind, such as v1',
      '3.kind: kind: found nothing, expected a kind such as Deployment, ReplicaSet, StatefulSet, DaemonSet',
    ])
  })

  it('has a name, and one that nobody else has', () => {
    const again = { ...deployment('web'), metadata: { name: 'web', namespace: 'shop' } }
    expect(faults(deployment('web'), again)).toEqual([
      '1.metadata.name: found Deployment shop/web for the second time (first: 0), expected every name once; delete one of them',
    ])
    expect(faults({ ...deployment('web'), metadata: { name: 'Web_1' } })[0]).toContain(
      'found "Web_1", expected a name of lower',
    )
    expect(faults({ ...deployment('web'), metadata: {} })[0]).toContain('metadata.name: found nothing')
  })

  it('of the node is what pods may ask for, or else all that it has', () => {
    const node = (name: string, status: object) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      status,
    })
    const { objects } = readManifests([
      node('a', { allocatable: { cpu: '3920m', memory: '7Gi', pods: '58' }, capacity: { cpu: 4 } }),
      node('b', { capacity: { cpu: 4, memory: '8Gi' } }),
    ])
    expect(objects.nodes).toMatchObject([
      { name: 'a', allocatable: { cpuMilli: 3920 }, allocatablePods: 58 },
      { name: 'b', allocatable: { cpuMilli: 4000, memoryBytes: 8 * 1024 ** 3 }, allocatablePods: 110 },
    ])
    expect(faults(node('c', {}))[0]).toContain(
      'Node c: status.allocatable: found nothing, expected what pods may ask for',
    )
  })
})
