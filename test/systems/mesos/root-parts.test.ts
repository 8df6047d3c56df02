import { expect, test } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { Engine } from '../../../sim/engine/engine.ts'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { givenUpAt, RemovalLimit } from '../../../systems/mesos/agent-health.ts'
import { carve } from '../../../systems/mesos/carving.ts'
import { AGENT_BACKOFF, LONGEST_BACKOFF, registrationPause } from '../../../systems/mesos/registration.ts'
import { parseResources } from '../../../systems/mesos/resource-text.ts'
import { SerialActor } from '../../../systems/mesos/serial-actor.ts'
import { nextAttempt } from '../../../systems/mesos/status-updates.ts'

test('an agent is given up five periods after the first ping that it does not answer', () => {
  const options = { agentPingTimeout: 15 * SECOND, maxAgentPingTimeouts: 5 }
  // Registered at 2 s: pings at 2, 17, 32 s … Silent from 20 s on: the ping of 32 s is the first, given up at 32 + 75 s.
  expect(givenUpAt(2 * SECOND, 20 * SECOND, options)).toBe(107 * SECOND)
  // A ping at the moment itself is not answered: 75 s. One right after the last answer: 90 s.
  expect(givenUpAt(0, 15 * SECOND, options)).toBe(90 * SECOND)
  expect(givenUpAt(0, 15 * SECOND + 1, options)).toBe(105 * SECOND)
})

test('the removal limit lets the first go at once, each further one an interval later, and skips who answers', () => {
  const engine = new Engine()
  const removed: string[] = []
  const limit = new RemovalLimit(engine, 20 * MINUTE, agent =>
    removed.push(`${agent} at ${engine.now / MINUTE}`),
  )
  const asks = engine.on(number => limit.request(`agent ${number}`))
  for (const number of [1, 2, 3, 4]) engine.at(MINUTE, asks, number, 0)
  const answers = engine.on(() => limit.cancel('agent 3'))
  engine.at(30 * MINUTE, answers, 0, 0)
  engine.run(100 * MINUTE)
  expect(removed).toEqual(['agent 1 at 1', 'agent 2 at 21', 'agent 4 at 41'])
})

test('registration pauses are below 1 s, then below 2, 4, 8 s and so on up to a minute', () => {
  const random = new Streams('oak').stream('test')
  for (const [attempt, most] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
    const pauses = Array.from({ length: 200 }, () => registrationPause(attempt, AGENT_BACKOFF, random))
    expect(Math.max(...pauses)).toBeLessThan(most * SECOND)
    expect(Math.max(...pauses)).toBeGreaterThan(0.9 * most * SECOND)
  }
  expect(LONGEST_BACKOFF).toBe(MINUTE)
})

test('an update is tried after 10, 20, 40 s and so on, at most 10 minutes apart', () => {
  const tries = [0, 1, 11, 31, 71, 151, 311, 631, 1231].map(now => nextAttempt(0, now * SECOND) / SECOND)
  expect(tries).toEqual([0, 10, 30, 70, 150, 310, 630, 1230, 1830])
})

test('a serial actor is busy one message after the other, and measures inside its window', () => {
  const actor = new SerialActor(10, 100)
  expect(actor.takes(5, 10)).toBe(15)
  expect(actor.takes(7, 10)).toBe(25)
  // Busy from 5 to 25, of which 15 lie in the window; the second waited from 7 to 15, of which 5 do.
  expect(actor.busy).toBe(15)
  expect(actor.waited).toBe(5)
  expect(actor.takes(50, 2, 3)).toBe(56)
  // Three together: the second waits 2, the third 4.
  expect(actor.waited).toBe(5 + 6)
  expect(actor.messages).toBe(3)
  actor.takes(98, 10)
  actor.stops(99)
  expect(actor.busy).toBe(15 + 6 + 1)
})

test('a task gets what is reserved first', () => {
  const offer = parseResources('cpus:2;cpus(front):1;mem:100')
  expect(carve(offer, parseResources('cpus:1.5'))).toEqual(parseResources('cpus(front):1;cpus:0.5'))
  expect(carve(offer, parseResources('cpus:4'))).toBeNull()
})
