import { expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import { read } from './read.ts'

const pod = {
  id: '/pair',
  scaling: { kind: 'fixed', instances: 2 },
  scheduling: {
    backoff: { backoff: 2, maxLaunchDelay: 60 },
    upgrade: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
    placement: {
      constraints: [{ fieldName: '@hostname', operator: 'UNIQUE' }],
      acceptedResourceRoles: ['*'],
    },
    killSelection: 'OLDEST_FIRST',
    unreachableStrategy: 'disabled',
  },
  networks: [{ mode: 'host' }],
  containers: [
    {
      name: 'main',
      exec: { command: { shell: './run' } },
      resources: { cpus: 0.5, mem: 64 },
      endpoints: [
        { name: 'http', hostPort: 0, protocol: ['tcp'] },
        { name: 'in', containerPort: 81 },
      ],
      healthCheck: { http: { endpoint: 'http', path: '/' }, intervalSeconds: 10 },
      lifecycle: { killGracePeriodSeconds: 3 },
    },
    { name: 'side', image: { kind: 'DOCKER', id: 'side:1' }, resources: { cpus: 0.25, mem: 32, disk: 5 } },
  ],
}

it('a pod is one instance of all its containers and their executor', () => {
  const { apps, faults, notModelled } = read([pod])
  expect(faults).toEqual([])
  expect(apps).toEqual([
    {
      id: '/pair',
      instances: 2,
      // Containers 0.75 cpus, 96 MiB and 5 MiB of disk; the executor 0.1, 32 and 10 beside them.
      needs: { cpus: 850, mem: 128_000, disk: 15_000, gpus: 0 },
      ports: { kind: 'mappings', mappings: [{ containerPort: 0, hostPort: 0 }, { containerPort: 81 }] },
      volumes: [],
      constraints: [{ field: '@hostname', operator: 'UNIQUE', value: '' }],
      acceptedResourceRoles: ['*'],
      labels: {},
      backoff: { backoff: 2 * SECOND, factor: 1.15, maxLaunchDelay: 60 * SECOND },
      upgrade: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
      killSelection: 'OLDEST_FIRST',
      unreachable: 'disabled',
      healthChecks: [
        { grace: 300 * SECOND, interval: 10 * SECOND, timeout: 20 * SECOND, maxConsecutiveFailures: 3 },
      ],
      readiness: null,
      dependencies: [],
    },
  ])
  expect(notModelled).toEqual([
    'containers.endpoints.name',
    'containers.endpoints.protocol',
    'containers.endpoints.name',
    'containers.healthCheck.http',
    'containers.lifecycle',
  ])
})

it('a pod that lists no roles takes what a pod takes that says nothing of them', () => {
  const { scheduling } = pod
  const placement = { ...scheduling.placement, acceptedResourceRoles: [] }
  const { apps, faults } = read([{ ...pod, scheduling: { ...scheduling, placement } }])
  expect(faults).toEqual([])
  expect(apps[0]!.acceptedResourceRoles).toBeUndefined()
})

it('a pod without what it needs is told so', () => {
  const constraints = [{ fieldName: 'a', operator: 'LIKE' }, { fieldName: 'b' }]
  const { faults } = read([
    { id: 'a', containers: [] },
    {
      id: 'b',
      containers: [{ resources: { cpu: 1 } }],
      scheduling: { placement: { constraints } },
      scaling: { kind: 'auto' },
    },
  ])
  expect(faults.join('\n')).toMatchInlineSnapshot(`
    "0: found a pod without containers, expected at least one
    1.containers.0: found a container without a command or image, expected exec or image; add what it runs
    1.containers.0: found a container without a name, expected name
    1.containers.0.resources.cpu: found an unknown field, expected a field of resources; delete it
    1.scaling.kind: found "auto", expected fixed
    1.scheduling.placement.constraints.0: found LIKE without a value, expected a pattern behind it
    1.scheduling.placement.constraints.1: ["b"] is no constraint; write [field, operator] or [field, operator, value]"
  `)
  expect(read([pod], '1.3').faults).toEqual([
    ': found a pod, expected apps: Marathon 1.3 has no pods; take a later Marathon, as system: marathon-head has it',
  ])
})
