import { describe, expect, it } from 'vitest'
import { FaultList } from '../../../conformance/fault-list.ts'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { brokerDefaults } from '../../../systems/kafka/broker.ts'
import { readBrokers } from '../../../systems/kafka/definition-file.ts'

function read(value: unknown) {
  const report = new FaultList()
  const brokers = readBrokers([{ value, report }])
  return { brokers, faults: report.faults, unmodelled: report.unmodelled }
}

describe('the settings of Kafka brokers', () => {
  it('become brokers, one for every number', () => {
    const { brokers, faults, unmodelled } = read([
      { broker: 7 },
      {
        broker: '0..1',
        cpus: 2,
        mem: 4096,
        heap: 2048,
        port: '9092..9100',
        constraints: 'rack=like:r\\,?1,hostname=unique',
        stickinessPeriod: '20m',
        failoverDelay: '30s',
        failoverMaxTries: 5,
      },
    ])
    expect(faults).toEqual([])
    expect(unmodelled).toEqual(['heap'])
    expect(brokers.map(({ id }) => id)).toEqual([0, 1, 7])
    expect(brokers[2]).toEqual({ ...brokerDefaults, id: 7 })
    const [first] = brokers
    expect(first).toMatchObject({
      cpus: 2000,
      mem: 4_096_000,
      port: [9092, 9100],
      stickinessPeriod: 20 * MINUTE,
    })
    expect(first!.failover).toEqual({ delay: 30 * SECOND, maxDelay: 10 * MINUTE, maxTries: 5 })
    expect(first!.constraints.map(({ attribute, text }) => `${attribute} ${text}`)).toEqual([
      'rack like:r,?1',
      'hostname unique',
    ])
  })

  it.each([
    [5, [5]],
    ['0,1,4', [0, 1, 4]],
    ['3..3', [3]],
    ['9998..9999', [9998, 9999]],
    ['3..2', []],
    ['9999..10000', []],
    ['10000', []],
    ['1,x', []],
    ['1..2..3', []],
    [true, []],
  ])('have the numbers that %j says', (broker, ids) => {
    const { brokers, faults } = read({ broker })
    expect(brokers.map(({ id }) => id)).toEqual(ids)
    expect(faults.length).toBe(ids.length === 0 ? 1 : 0)
  })

  it('are refused with everything that is wrong at once', () => {
    const wrong = {
      broker: '*',
      port: '9100..9092',
      stickinessPeriod: 'soon',
      failoverDelay: '1h',
      constraints: 'rack=near,unique',
      colour: 'blue',
    }
    expect(read(wrong).faults).toEqual([
      'broker: found "*", expected numbers of brokers below 10000, such as 0, "0,1" or "0..4"',
      'failoverMaxDelay: found less than the first delay, expected at least failoverDelay',
      'port: found "9100..9092", expected a port or a range of ports, such as 9092..9100',
      'constraints: found the condition "near", expected like:RE, unlike:RE, unique, cluster, cluster:VALUE, groupBy or groupBy:N; correct it',
      'constraints: found "unique", expected attribute=condition',
      'stickinessPeriod: found "soon", expected a time such as 10m or 30s',
      'colour: found an unknown field, expected a field of a broker; delete it',
    ])
    expect(read([{ broker: 0 }, { broker: 0 }]).faults).toEqual([
      '1.broker: found a second broker 0, expected every number once; give one of them another',
    ])
  })
})

it('times are whole numbers of their units, or nothing at all', () => {
  const stickiness = (stickinessPeriod: unknown) => {
    const { brokers, faults } = read({ broker: 0, stickinessPeriod })
    return faults.length > 0 ? 'refused' : brokers[0]!.stickinessPeriod / SECOND
  }
  expect(['500ms', '3s', '2m', '1h', '1d', '0'].map(stickiness)).toEqual([0.5, 3, 120, 3600, 86_400, 0])
  for (const wrong of ['1', 5, 0, '1.5s', ' 1s', '1s ', 'm', true]) expect(stickiness(wrong)).toBe('refused')
})

it('what is no object is no broker', () => {
  expect(read([5, { broker: 1 }])).toMatchObject({
    brokers: [{ id: 1 }],
    faults: [expect.stringMatching(/^0: found 5/)],
  })
})

it.each(['x9092', '9092x', '9092..9100x', 'x9092..9100', '9092..', '..9100', ''])('%j is no port', port => {
  expect(read({ broker: 0, port }).faults).toEqual([
    expect.stringContaining('expected a port or a range of ports'),
  ])
})

it.each(['x1', '1x', '1..2x', 'x1..2', '1,2x'])('%j are no numbers of brokers', broker => {
  expect(read({ broker }).faults).toHaveLength(1)
})
