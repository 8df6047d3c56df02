/**
 * No event of a whole run leaves a pod parked that would fit: at the end of every event the scheduler is asked about all of them, as one
 * would that flushes its queue each time. Clusters, objects, priorities and troubles of nodes are drawn.
 *
 * Asked is when no pod terminates, none is nominated and none is being bound. As in the original, a pod that terminates counts no longer
 * for spreading and wakes nobody before it is gone, and one that is assumed counts at once and wakes others when it is bound.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { drive } from '../../../../bench/drive.ts'
import { simulationOf } from '../../../../bench/execute.ts'
import { SECOND } from '../../../../sim/engine/time.ts'
import type { MachineEvent } from '../../../../sim/hardware/machine-events.ts'
import { Binding } from '../../../../systems/kubernetes/root/pod-object.ts'
import { KubernetesRoot } from '../../../../systems/kubernetes/root.ts'
import { plan } from '../../../bench/experiment/given.ts'

const NODES = 4
const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 })
const zones = ['a', 'b']
const apps = ['x', 'y']
const selects = fc.constantFrom(...apps).map(app => ({ matchLabels: { app } }))
const key = fc.constantFrom('zone', 'kubernetes.io/hostname')

const node = (name: string) =>
  fc
    .record({
      cpu: fc.constantFrom(1, 2, 3),
      zone: fc.constantFrom(...zones),
      disk: fc.constantFrom('ssd', 'hdd'),
      tainted: fc.boolean(),
    })
    .map(({ cpu, zone, disk, tainted }) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { 'kubernetes.io/hostname': name, zone, disk } },
      spec: tainted ? { taints: [{ key: 'k', effect: 'NoSchedule' }] } : {},
      status: { allocatable: { cpu, memory: '8Gi', pods: 5 } },
    }))

const podSpec = fc
  .record({
    cpu: fc.constantFrom('500m', '1', '2'),
    port: sometimes(fc.constantFrom(80, 81)),
    disk: sometimes(fc.constantFrom('ssd', 'hdd')),
    tolerates: fc.boolean(),
    near: sometimes(fc.tuple(selects, key)),
    apart: sometimes(fc.tuple(selects, key)),
    spread: sometimes(fc.tuple(selects, key)),
    priority: fc.constantFrom('', '', 'high'),
  })
  .map(({ cpu, port, disk, tolerates, near, apart, spread, priority }) => {
    const required = (term: readonly [object, string]) => ({
      requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: term[0], topologyKey: term[1] }],
    })
    return {
      containers: [
        {
          name: 'c',
          image: 'i',
          resources: { requests: { cpu } },
          ...(port !== undefined && { ports: [{ containerPort: port, hostPort: port }] }),
        },
      ],
      ...(disk !== undefined && { nodeSelector: { disk } }),
      ...(tolerates && { tolerations: [{ key: 'k', operator: 'Exists' }] }),
      ...(priority !== '' && { priorityClassName: priority }),
      affinity: {
        ...(near !== undefined && { podAffinity: required(near) }),
        ...(apart !== undefined && { podAntiAffinity: required(apart) }),
      },
      ...(spread !== undefined && {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: spread[0],
            topologyKey: spread[1],
          },
        ],
      }),
      terminationGracePeriodSeconds: 10,
    }
  })

const object = fc.record({
  app: fc.constantFrom(...apps),
  spec: podSpec,
  kind: fc.constantFrom('Deployment', 'Job', 'Job'),
  pods: fc.integer({ min: 1, max: 4 }),
})

const trouble = fc.record({
  at: fc.integer({ min: 1, max: 900 }),
  lasts: fc.integer({ min: 1, max: 500 }),
  machine: fc.nat(NODES - 1),
  event: fc.constantFrom<MachineEvent['event'][]>('crash', 'drain', 'cordon'),
})

function manifests(objects: readonly { app: string; spec: object; kind: string; pods: number }[]): object[] {
  return objects.map(({ app, spec, kind, pods }, i) => {
    const template = { metadata: { labels: { app } }, spec }
    return kind === 'Job'
      ? {
          apiVersion: 'batch/v1',
          kind,
          metadata: { name: `j${i}` },
          spec: {
            completions: 2 * pods,
            parallelism: pods,
            template: { ...template, spec: { ...spec, restartPolicy: 'Never' } },
          },
        }
      : {
          apiVersion: 'apps/v1',
          kind,
          metadata: { name: `d${i}` },
          spec: { replicas: pods, selector: { matchLabels: { app } }, template },
        }
  })
}

const experiment = `name: Parked
system: mine
systems: { mine: { like: kubernetes-controllers, root: { among-equals: first } } }
cluster: { files: [m.yaml], job-duration: 40 s }
seeds: 1
until: 20 min
`

const high = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: 'high' },
  value: 10,
}

it('in whole runs no schedulable pod is parked after an event', async () => {
  let asked = 0
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(...Array.from({ length: NODES }, (_, i) => node(`n${i}`))),
      fc.array(object, { minLength: 3, maxLength: 7 }),
      fc.array(trouble, { maxLength: 5 }),
      async (nodes, objects, troubles) => {
        const text = [...nodes, high, ...manifests(objects)].map(each =>
          stringify(each, { aliasDuplicateObjects: false }),
        )
        const { runs } = await plan(experiment, {}, { 'm.yaml': text.join('---\n') })
        const { spec } = runs[0]!
        const events = troubles.flatMap(({ at, lasts, machine, event }): MachineEvent[] => [
          { at: at * SECOND, machine, event },
          { at: (at + lasts) * SECOND, machine, event: 'return' },
        ])
        const simulation = await simulationOf({
          ...spec,
          hardware: { ...spec.hardware, events },
          check: true,
        })
        const { engine, root } = simulation.cluster
        if (!(root instanceof KubernetesRoot)) throw new Error('The root is not Kubernetes.')
        const { afterEvent } = engine
        engine.afterEvent = () => {
          afterEvent?.()
          asked += askAll(root, engine.now)
        }
        await drive(simulation)
      },
    ),
    { numRuns: 40 },
  )
  expect(asked).toBeGreaterThan(1000)
})

/** How many parked pods were asked about. */
function askAll({ scheduler, store, profiles, cache }: KubernetesRoot, now: number): number {
  if (scheduler.queue.sizeOf('unschedulable') === 0 || cache.nominations.size > 0) return 0
  const pods = [...store.all()]
  if (pods.some(({ deletedAt, binding }) => deletedAt >= 0 || binding === Binding.Assumed)) return 0
  let asked = 0
  for (const { pod } of pods) {
    if (scheduler.queue.placeOf(pod) !== 'unschedulable') continue
    asked++
    const { info } = profiles.of(pod.template).cycle.decide(pod)
    expect(`${now / SECOND} s: ${pod.key} fits ${info?.node.name ?? 'nowhere'}`).toBe(
      `${now / SECOND} s: ${pod.key} fits nowhere`,
    )
  }
  return asked
}
