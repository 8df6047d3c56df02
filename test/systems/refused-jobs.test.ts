/** Jobs that a real framework does not run are refused by name, with what to do. */
import { describe, expect, it } from 'vitest'
import { Machines } from '../../sim/world/machines.ts'
import { systems } from '../../systems/catalogue.ts'
import type { FrameworkSpec, SystemSpec } from '../../systems/generic/spec.ts'
import { labelsOf } from '../../systems/kubernetes/root/nodes.ts'
import { stagedRun } from '../support/staged-run.ts'
import type { WrittenJob } from '../support/watched-run.ts'

/** One framework of a system, for all classes of jobs. */
function alone(system: string, framework: string): SystemSpec {
  const base = systems[system]!
  const one = base.frameworks.find(({ name }) => name === framework) as FrameworkSpec
  return { ...base, name: system, frameworks: [{ ...one, takes: ['*'] }] }
}

const machines = () =>
  new Machines(
    [4000, 4000],
    [8192, 8192],
    [
      { name: 'disk', amounts: [100_000, 100_000] },
      { name: 'fpga', amounts: [1000, 1000] },
    ],
  )

const gang: WrittenJob = { submit: 1, run: 5, tasks: 2, gang: true }
const stage: WrittenJob = { submit: 1, run: 5, pipeline: 1 }
const fpga: WrittenJob = { submit: 1, run: 5, extras: { resources: { fpga: 1000 }, needs: {} } }
const disk: WrittenJob = { submit: 1, run: 5, extras: { resources: { disk: 1000 }, needs: {} } }

describe.each([
  ['Marathon', 'dcos-1.8', 'marathon'],
  ['Metronome', 'metronome-0.1', 'metronome'],
  ['Metronome', 'metronome-head', 'metronome'],
  ['Chronos', 'chronos-3', 'chronos'],
  ['Kafka', 'kafka-mesos', 'kafka'],
])('%s of %s', (called, system, framework) => {
  const said = (job: WrittenJob) =>
    stagedRun(alone(system, framework), machines(), [job], { until: 60_000_000 }).then(
      ({ log }) => (log.some(line => line.includes('starts')) ? 'runs it' : 'leaves it'),
      (error: Error) => error.message,
    )

  it('runs no gangs, and nothing that asks for what it cannot ask for', async () => {
    expect(await said(gang)).toMatch(
      new RegExp(`^Job 0 is a gang, but framework '${framework}' is a ${called}: .*let another`),
    )
    expect(await said(fpga)).toMatch(
      new RegExp(`^Job 0 asks for fpga, but framework '${framework}' is a ${called}: .*let another`),
    )
  })

  it('runs a plain job, and stages where it knows of dependencies', async () => {
    expect(await said({ submit: 1, run: 5 })).toBe('runs it')
    const knows = ['metronome-head', 'chronos-3'].includes(system)
    expect(await said(stage)).toMatch(knows ? /^runs it$/ : /^Job 0 is a stage of a pipeline, but framework/)
    expect(await said(disk)).toMatch(called === 'Kafka' ? /^Job 0 asks for disk, but/ : /^runs it$/)
  })
})

it('attributes of machines are labels of nodes, and zones and regions also by the names that Kubernetes knows', () => {
  const all = machines()
  const [zone, region] = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'] as const
  for (const [name, value] of [
    ['zone', 'a'],
    ['region', 'r'],
    ['disk', 'ssd'],
  ] as const)
    all.attributes.set(0, name, value)
  all.attributes.set(1, 'zone', 'b')
  all.attributes.set(1, zone, 'c')
  expect(Object.fromEntries(labelsOf(all, 0))).toEqual({
    zone: 'a',
    region: 'r',
    disk: 'ssd',
    [zone]: 'a',
    [region]: 'r',
  })
  expect(Object.fromEntries(labelsOf(all, 1))).toEqual({ zone: 'b', [zone]: 'c' })
})

describe('Kubernetes', () => {
  const said = (system: SystemSpec, job: WrittenJob) =>
    stagedRun(system, machines(), [job], { until: 600_000_000 }).then(
      () => 'takes it',
      (error: Error) => error.message,
    )

  it('runs no gangs and stages by its controllers', async () => {
    const controllers = alone('kubernetes-controllers', 'controllers')
    const begins = "but framework 'controllers' is the controller manager of Kubernetes, which"
    expect(await said(controllers, gang)).toBe(
      `Job 0 is a gang, ${begins} starts pods one by one, so take the gangs out of the workload.`,
    )
    expect(await said(controllers, stage)).toBe(
      `Job 0 is a stage of a pipeline, ${begins} knows of no pipelines: let a framework of kind pipelines take its class.`,
    )
    expect(await said(controllers, { submit: 1, run: 5 })).toBe('takes it')
  })

  it('leases cores and memory alone, for pods that start one by one', async () => {
    const leasing = alone('kubernetes-on-dcos', 'kubernetes')
    const ends =
      "but framework 'kubernetes' is a Kubernetes on Mesos, whose nodes lease cores and memory for pods that start one by one: let another framework take its class."
    expect(await said(leasing, gang)).toBe(`Job 0 is a gang, ${ends}`)
    expect(await said(leasing, stage)).toBe(`Job 0 is a stage of a pipeline, ${ends}`)
    expect(await said(leasing, disk)).toBe(`Job 0 asks for more than cores and memory, ${ends}`)
    expect(await said(leasing, { submit: 1, run: 5 })).toBe('takes it')
  })
})

it('Chronos knows no GPUs, and Marathon upgrades nothing that ends by itself', async () => {
  const withGpus = new Machines([4000], [8192], [{ name: 'gpus', amounts: [1000] }])
  const gpu: WrittenJob = { submit: 1, run: 5, extras: { resources: { gpus: 1000 }, needs: {} } }
  await expect(
    stagedRun(alone('chronos-3', 'chronos'), withGpus, [gpu], { until: 60_000_000 }),
  ).rejects.toThrow(
    "Job 0 asks for gpus, but framework 'chronos' is a Chronos: it knows none, so let another framework take its class.",
  )
  const marathon = alone('dcos-1.8', 'marathon')
  const upgrading = {
    ...marathon,
    frameworks: marathon.frameworks.map(each => ({ ...each, upgrades: [{ at: 10_000_000 }] })),
  }
  const run = (job: WrittenJob) => stagedRun(upgrading, machines(), [job], { until: 60_000_000 })
  await expect(run({ submit: 0, run: 30 })).rejects.toThrow(
    'Job 0 ends by itself after 30 s, and is to be upgraded: Marathon replaces instances of apps that go on.',
  )
  const { log } = await run({ submit: 0, run: Number.POSITIVE_INFINITY })
  expect(log.filter(line => line.includes('starts'))).toHaveLength(2)
})

it('no class of apps is called default where some depend on others', () => {
  const marathon = alone('dcos-1.8', 'marathon')
  const depending = {
    ...marathon,
    frameworks: marathon.frameworks.map(each => ({ ...each, dependencies: { default: ['db'] } })),
  }
  return expect(stagedRun(depending, machines(), [], { until: 1 })).rejects.toThrow(
    "Framework 'marathon': dependencies are of classes, and none may be 'default'.",
  )
})
