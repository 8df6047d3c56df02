import { describe, expect, it } from 'vitest'
import { Reading } from '../../../../systems/kubernetes/manifest/fields.ts'
import { readNode } from '../../../../systems/kubernetes/manifest/node.ts'
import { readBudget, readController, readService } from '../../../../systems/kubernetes/manifest/objects.ts'
import { PodReader } from '../../../../systems/kubernetes/manifest/pod.ts'

const podOf = (spec: object, metadata: object = {}, reader = new PodReader(), status = {}) => {
  const reading = new Reading()
  const pod = reader.read({ metadata: { name: 'p', ...metadata }, spec, status }, 'pod', reading)
  reading.finish()
  return pod
}

describe('a pod manifest', () => {
  it('is read as the scheduler sees it', () => {
    const { key, nodeName, template } = podOf(
      {
        nodeName: 'a',
        containers: [
          {
            name: 'c',
            image: 'web',
            resources: { requests: { cpu: '500m', memory: '1Gi', 'nvidia.com/gpu': 1 } },
            ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 81 }],
          },
        ],
        tolerations: [{ key: 'k', operator: 'Exists', tolerationSeconds: 300 }],
        topologySpreadConstraints: [
          {
            topologyKey: 'zone',
            maxSkew: 2,
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels: { app: 'web' } },
            matchLabelKeys: ['hash', 'absent'],
          },
        ],
        preemptionPolicy: 'Never',
      },
      { namespace: 'team', labels: { app: 'web', hash: 'h1' } },
    )
    expect([key, nodeName]).toEqual(['team/p', 'a'])
    expect(template).toMatchObject({
      requests: {
        requests: { cpuMilli: 500, memoryBytes: 1024 ** 3, scalars: new Map([['nvidia.com/gpu', 1]]) },
      },
      images: ['web'],
      hostPorts: [{ protocol: 'TCP', ip: '0.0.0.0', port: 80 }],
      tolerations: [{ key: 'k', operator: 'Exists', value: '', effect: '', period: 300e6 }],
      neverPreempts: true,
      spread: [
        {
          hard: false,
          minDomains: 1,
          honorsAffinity: true,
          selector: [
            { key: 'hash', operator: 'In', values: ['h1'] },
            { key: 'app', operator: 'In', values: ['web'] },
          ],
        },
      ],
    })
  })

  it('says where room is made for it, and whether it makes room for others', () => {
    const read = (status: object, spec: object = {}) => {
      const { nominatedNodeName, preempted } = podOf(spec, {}, new PodReader(), status)
      return { nominatedNodeName, preempted }
    }
    const because = (reason: string, status = 'True') => ({
      conditions: [
        { type: 'Ready', status: 'True', lastProbeTime: null },
        { type: 'DisruptionTarget', status, reason },
      ],
    })
    expect(read({ nominatedNodeName: 'a' })).toEqual({ nominatedNodeName: 'a', preempted: false })
    expect(read({ nominatedNodeName: 'a' }, { nodeName: 'b' }).nominatedNodeName).toBeNull()
    expect(read(because('PreemptionByScheduler')).preempted).toBe(true)
    expect(read(because('PreemptionByScheduler', 'False')).preempted).toBe(false)
    expect(read(because('DeletionByTaintManager')).preempted).toBe(false)
  })

  it('is taken with the terms that the API server has made of its own labels', () => {
    const term = { topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['hash'] }
    const { template } = podOf(
      { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } },
      { labels: { hash: 'h1' } },
    )
    expect(template.affinity?.required[0]?.selector).toEqual([])
  })

  it('shares its template with equal ones, wherever they are', () => {
    const reader = new PodReader()
    const spec = { containers: [{ name: 'c' }] }
    const first = podOf(spec, {}, reader).template
    expect(podOf({ ...spec, nodeName: 'b' }, { name: 'q' }, reader).template).toBe(first)
    expect(podOf(spec, { labels: { a: 'b' } }, reader).template).not.toBe(first)
  })

  it('that asks for what is not modelled says so by name, all at once', () => {
    expect(() =>
      podOf({
        containers: [{ name: 'c', volumeDevices: [] }],
        resourceClaims: [],
        schedulerName: 'mine',
        terminationGracePeriodSeconds: 30,
      }),
    ).toThrow(
      'pod.spec.containers[].volumeDevices, pod.spec.schedulerName, pod.spec.resourceClaims are not modelled',
    )
  })

  it('may mount what every node has, but no volume that binds it to some', () => {
    expect(podOf({ volumes: [{ name: 'v', emptyDir: {} }] }).key).toBe('default/p')
    expect(() => podOf({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] })).toThrow(
      'pod.spec.volumes[].persistentVolumeClaim is not modelled',
    )
  })

  it('that is wrong says where', () => {
    expect(() =>
      podOf({ priority: 'high', containers: [{ resources: { requests: { memory: '1.5 Gi' } } }] }),
    ).toThrow(
      /pod.spec.containers\[0\].resources.requests.memory: found "1.5 Gi".*\n.*pod.spec.priority: found "high", expected a number/,
    )
    const spread = { topologyKey: 'zone', maxSkew: 0, minDomains: 1.5 }
    expect(() => podOf({ topologySpreadConstraints: [spread] })).toThrow(
      /maxSkew: found 0, expected a whole number of at least 1.*\n.*minDomains: found 1.5, expected a whole number/,
    )
  })
})

it('nodes, services, controllers and budgets are read too', () => {
  const reading = new Reading()
  const metadata = { name: 'x', labels: { a: 'b' } }
  expect(
    readNode(
      {
        metadata,
        spec: { taints: [{ key: 'k', effect: 'NoExecute' }] },
        status: { allocatable: { pods: 9 } },
      },
      'node',
      reading,
    ),
  ).toMatchObject({ name: 'x', allocatablePods: 9, taints: [{ key: 'k', value: '', effect: 'NoExecute' }] })
  expect(readService({ metadata, spec: {} }, 'service', reading).selector).toBeNull()
  expect(readController('ReplicaSet', { metadata, spec: {} }, 'set', reading).selector).toBe('nothing')
  expect(
    readBudget({ metadata, spec: { selector: {} }, status: { disruptionsAllowed: 2 } }, 'budget', reading),
  ).toMatchObject({ namespace: 'default', allowed: 2, selector: [] })
  reading.finish()
})
