/**
 * Questions that Kafka's own tests ask (BrokerTest.scala and SchedulerTest.scala, f080281) beside those of the case files.
 */
import { describe, expect, it } from 'vitest'
import { judge } from '../../conformance/judge.ts'

async function found(input: Readonly<Record<string, unknown>>): Promise<unknown> {
  const system = 'kafka-mesos'
  const file = { path: 'mine.json', name: 'mine', system, fields: {} }
  const [judgement] = await judge({ file, cases: [{ system, case: { id: '1', input, expected: {} } }] })
  return judgement!.found ?? judgement!.reason
}

describe('Kafka is asked', () => {
  it.each([
    [null, true, 'starting'],
    ['pending', true, 'pending'],
    ['starting', true, 'starting'],
    ['running', true, 'running'],
    ['reconciling', true, 'reconciling'],
    ['stopping', false, 'stopping'],
    [null, false, 'stopped'],
  ])('of the state of a broker whose task is %s and that is wanted: %s', async (task, active, state) => {
    expect(await found({ active, task })).toMatchObject({ state })
  })

  it('of a state that there is not', async () => {
    expect(await found({ active: true, task: 'asleep' })).toBe(
      'The case has the task "asleep", expected pending, starting, running, stopping or reconciling; correct it.',
    )
  })

  it('whether a broker is to start, and to stop', async () => {
    const both = (active: boolean, hasTask: boolean) => found({ active, hasTask })
    expect(await both(true, false)).toEqual({ shouldStart: true, shouldStop: false })
    expect(await both(false, true)).toEqual({ shouldStart: false, shouldStop: true })
    expect(await both(true, true)).toEqual({ shouldStart: false, shouldStop: false })
  })

  it('for the port of an offer that has none', async () => {
    expect(await found({ broker: { cpus: 2, mem: 100 }, offer: '' })).toMatchObject({
      port: -1,
      reserved: '',
    })
    const offer = 'cpus:2; mem:100; ports:1000..2000; ports(role):3000'
    expect(await found({ broker: { cpus: 2, mem: 100 }, offer })).toMatchObject({ port: 3000 })
  })

  it('who is killed because nobody wants it', async () => {
    const brokers = [{ id: 0, active: false, task: 'running' }]
    expect(await found({ brokers, offers: 0 })).toEqual({ launched: 0, killed: 1, result: null })
    const idle = [{ id: 0, active: true }]
    expect(await found({ brokers: idle, offers: 2 })).toEqual({ launched: 1, killed: 0, result: 'noWork' })
  })

  // It stopped at 0, and is at home on its host alone for ten minutes.
  it('which hosts are allowed', async () => {
    const hosts = { lastHost: 'host0', offerHosts: ['host0', 'host1'], stopMs: 0 }
    expect(await found(hosts)).toEqual({ matches: [true, false] })
    expect(await found({ ...hosts, nowMs: 599_000 })).toEqual({ matches: [true, false] })
    expect(await found({ ...hosts, nowMs: 600_000 })).toEqual({ matches: [true, true] })
  })
})
