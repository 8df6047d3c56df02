/** Settings of Kafka's brokers, named by an experiment. */
import { describe, expect, test } from 'vitest'
import { faultsOf, plan } from './given.ts'

const experiment = (system: string, definitions: string) => `name: Brokers
system: ${system}
machines: { count: 6, cpu: 4, memory: 8 GiB }
workload: { definitions: ${definitions} }
until: 1 h
`
const brokers = JSON.stringify([
  { broker: '0..1', cpus: 0.5, mem: 1024, constraints: 'hostname=unique', failoverDelay: '30s', heap: 512 },
  { broker: 7, volume: 'data' },
])
const written = (system: string) =>
  plan(experiment(system, '{ kafka: [brokers.json] }'), {}, { 'brokers.json': brokers })

describe('brokers of a file', () => {
  test('are services of classes of their own, which Kafka takes with their settings', async () => {
    const { runs } = await written('kafka-mesos')
    const { workload, system } = runs[0]!.spec
    if (workload.kind !== 'mix') throw new Error('expected a mix')
    const constant = (value: number) => ({ kind: 'constant', value })
    expect(workload.parts).toMatchObject([
      { jobClass: 'broker-0', cpuMilli: constant(500), memoryMiB: constant(1024), instances: constant(1) },
      { jobClass: 'broker-1', cpuMilli: constant(500) },
      { jobClass: 'broker-7', cpuMilli: constant(1000), memoryMiB: constant(2048) },
    ])
    expect(workload.remarks).toEqual([{ remark: 'heap, volume', count: 3, about: 'brokers' }])
    const kafka = system.frameworks.find(({ name }) => name === 'kafka')!
    expect(kafka).toMatchObject({
      takes: ['broker-0', 'broker-1', 'broker-7'],
      brokers: {
        'broker-0': { constraints: [['hostname', 'unique']], failover: { delay: 30_000_000 } },
        'broker-7': { constraints: [], failover: { delay: 60_000_000 } },
      },
    })
  })

  test('are run as services by a system that has no Kafka, which is told', async () => {
    const { runs } = await written('monolithic')
    const { workload, system } = runs[0]!.spec
    expect(system.frameworks.find(({ name }) => name === 'services')!.takes).toEqual([
      'broker-0',
      'broker-1',
      'broker-7',
    ])
    expect(workload).toMatchObject({
      remarks: [{ remark: 'constraints, failoverDelay, heap, volume', count: 3, about: 'brokers' }],
    })
  })

  test('must be right, and take ports that there are', async () => {
    const faults = (value: unknown) =>
      faultsOf(
        experiment('kafka-mesos', '{ kafka: [b.json] }'),
        {},
        { 'b.json': JSON.stringify(value, null, 1) },
      )
    expect(await faults({ broker: 'x', cpus: -1 })).toMatchInlineSnapshot(`
      "x.yaml:4:36: workload.definitions.kafka.0: b.json:2:12: broker: found "x", expected numbers of brokers below 10000, such as 0, "0,1" or "0..4"
      x.yaml:4:36: workload.definitions.kafka.0: b.json:3:10: cpus: found -1, expected a number of at least 0"
    `)
    expect(await faults({ broker: 0, port: '80..90' })).toMatchInlineSnapshot(
      `"x.yaml:1:1: frameworks.kafka: found the broker of class broker-0, which takes a port of 80..90, while agents offer none of these, expected ports that agents offer: 31000..32000; set ports of the root"`,
    )
    expect(await faultsOf(experiment('kafka-mesos', '{ mean-time-to-failure: 1 d }'))).toMatchInlineSnapshot(
      `"x.yaml:4:26: workload.definitions: found definitions without files, expected files (Marathon), metronome, chronos or kafka"`,
    )
  })
})
