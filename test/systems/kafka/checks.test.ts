import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import { checkKafka } from '../../../systems/kafka/checks.ts'
import { parsePorts } from '../../../systems/kafka/port-range.ts'
import { suitablePort } from '../../../systems/kafka/reservation.ts'
import type { KafkaSpec, WrittenBroker } from '../../../systems/kafka/spec.ts'
import type { MesosSpec } from '../../../systems/mesos/spec.ts'
import { toldFaults } from '../../support/told-faults.ts'

const system = systems['kafka-mesos']!
const kafka = system.frameworks.find(({ kind }) => kind === 'kafka') as KafkaSpec

/** Agents offer ports 31000 to 31009 and 31020 unless told. */
const faults = (
  changes: Partial<KafkaSpec>,
  ports = [
    { from: 31_000, to: 31_009 },
    { from: 31_020, to: 31_020 },
  ],
) => {
  const root: MesosSpec = { ...(system.root as MesosSpec), ports }
  return toldFaults(checkKafka({ ...kafka, ...changes }, root))
}

const broker = (port: WrittenBroker['port']): WrittenBroker => ({
  port,
  constraints: [],
  stickinessPeriod: 0,
  failover: { delay: 0, maxDelay: 0, maxTries: null },
})

describe('a Kafka', () => {
  it.each<[string, Partial<KafkaSpec>]>([
    ['any port', {}],
    ['the last of the ports that agents offer', { port: '31020' }],
    ['ports of which some are offered', { port: '31009..31015' }],
    ['pauses that are all alike', { failoverDelay: SECOND, failoverMaxDelay: SECOND }],
    ['a constraint', { constraints: [['rack', 'groupBy:2']] }],
    ['a broker with ports of its own', { brokers: { b: broker([31_005, 31_006]), c: broker(null) } }],
  ])('may have %s', (_, changes) => {
    expect(faults(changes)).toEqual([])
  })

  it.each<[string, Partial<KafkaSpec>, string]>([
    [
      'a longest pause that is shorter than the first',
      { failoverDelay: 2 * SECOND, failoverMaxDelay: SECOND },
      'kafka.failover-max-delay: 1 s, while the first pause is 2 s',
    ],
    ['a port that is none', { port: 'some' }, 'kafka.port: "some"'],
    ['ports in the wrong order', { port: '31009..31000' }, 'kafka.port: "31009..31000"'],
    [
      'ports of which none is offered',
      { port: '31010..31019' },
      'kafka.port: 31010..31019, of which agents offer none',
    ],
    [
      'a constraint of three texts',
      { constraints: [['rack', 'groupBy', '2']] },
      'kafka.constraints.0: 3 texts',
    ],
    [
      'a broker whose ports nobody offers',
      { brokers: { b: broker([31_010, 31_011]) } },
      'kafka: the broker of class b, which takes a port of 31010..31011, while agents offer none of these',
    ],
  ])('may not have %s', (_, changes, fault) => {
    expect(faults(changes)).toEqual([fault])
  })

  it('is told all that is wrong with its constraints', () => {
    expect(faults({ constraints: [['rack', 'groupBy:2'], ['rack', 'near'], ['rack']] })).toEqual([
      expect.stringContaining('kafka.constraints.1: ["rack","near"], which cannot be used'),
      expect.stringContaining('kafka.constraints.2: ["rack"], which cannot be used'),
    ])
  })

  it('needs agents with ports', () => {
    const found = 'brokers, each of which takes a port of its host, while agents offer none'
    expect(faults({ port: '31000', brokers: { b: broker([1, 2]) } }, [])).toEqual([`kafka: ${found}`])
  })
})

describe('a port', () => {
  it.each([
    ['9092', [9092, 9092]],
    ['9092..9100', [9092, 9100]],
    ['9092..9092', [9092, 9092]],
    ['65535', [65_535, 65_535]],
    ['65536', null],
    ['9100..9092', null],
    ['9092..', null],
    ['x9092', null],
    ['9092 ', null],
  ])('%j is %j', (written, range) => {
    expect(parsePorts(written)).toEqual(range)
  })

  it.each([
    // Sorted: 5 to 7, 10 to 12.
    ['is the lowest that is offered', null, 5],
    ['is the lowest that is offered and wanted', [6, 20], 6],
    ['may be the last of those wanted', [1, 5], 5],
    ['may be the last of those offered', [12, 20], 12],
    ['is none between two ranges', [8, 9], null],
    ['is none above all', [13, 20], null],
  ] as const)('%s', (_, wanted, port) => {
    expect(
      suitablePort(
        [
          [10, 12],
          [5, 7],
        ],
        wanted,
      ),
    ).toBe(port)
    expect(suitablePort([], wanted)).toBeNull()
  })
})
