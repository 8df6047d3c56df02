import { expect, it } from 'vitest'
import { Engine } from '../../../sim/engine/engine.ts'
import { Mailbox, Route } from '../../../sim/engine/mailbox.ts'

it('delivers each message after the latency of its route, and at once where there is none', () => {
  const engine = new Engine()
  const mailbox = new Mailbox(engine, { scheduler: 0, machine: 20, status: 5 })
  const log: string[] = []
  const [first, second] = ['first', 'second'].map(name =>
    mailbox.on((a, b) => log.push(`${engine.now}: ${name} ${a} ${b}`)),
  ) as [number, number]
  mailbox.send(Route.Machine, first, 1, 2)
  mailbox.send(Route.Status, second, 3, 4)
  mailbox.send(Route.Scheduler, second, 5, 6)
  expect(log).toEqual(['0: second 5 6'])
  engine.run(100)
  expect(log.slice(1)).toEqual(['5: second 3 4', '20: first 1 2'])
  mailbox.send(Route.Status, first, 7, 8)
  expect([...mailbox.sent]).toEqual([1, 1, 2])
  expect([Route.Scheduler, Route.Machine, Route.Status].map(route => mailbox.latencyOf(route))).toEqual([
    0, 20, 5,
  ])
})
