import { expect, test } from 'vitest'
import { Engine } from '../../../sim/engine/engine.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { Agent } from '../../../systems/mesos/agent.ts'
import { AgentColumns } from '../../../systems/mesos/agent-columns.ts'
import { OfferFilters } from '../../../systems/mesos/offer-filters.ts'
import { Refusal } from '../../../systems/mesos/refusal.ts'
import { parseResources } from '../../../systems/mesos/resource-text.ts'

function inFilters() {
  const engine = new Engine()
  const columns = new AgentColumns()
  const filters = new OfferFilters(engine, SECOND, columns)
  const total = parseResources('cpus:4')
  const agents = [0, 1].map(i => new Agent({ id: `${i}`, total }, i, i, columns))
  return { engine, filters, agents, total }
}

test('what one answer refuses in a role is one group, and ends by one timer', () => {
  const { engine, filters, agents, total } = inFilters()
  const refusals = filters.of('f', 'r')
  const refusal = new Refusal(filters, 5 * SECOND)
  for (const { number } of agents) refusal.add(refusals, number, total)
  expect(filters.active()).toBe(2)
  engine.run(5 * SECOND - 1)
  expect(filters.active()).toBe(2)
  const before = engine.events
  engine.run(5 * SECOND)
  expect([filters.active(), engine.events - before]).toEqual([0, 1])
  // The next answer has its own.
  expect(new Refusal(filters, 5 * SECOND).groupIn(refusals)).not.toBe(refusal.groupIn(refusals))
})

test('what it refuses in other roles is not of the group, and nothing is where it refuses for no time', () => {
  const { filters } = inFilters()
  const refusal = new Refusal(filters, 5 * SECOND)
  const [one, other] = [filters.of('f', 'r'), filters.of('f', 's')]
  expect(refusal.groupIn(one)!.refusals).toBe(one)
  expect(refusal.groupIn(other)!.refusals).toBe(other)
  expect(new Refusal(filters, 0).groupIn(one)).toBeNull()
})
