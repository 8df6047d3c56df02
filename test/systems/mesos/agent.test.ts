import { expect, test } from 'vitest'
import { Agent } from '../../../systems/mesos/agent.ts'
import { AgentColumns } from '../../../systems/mesos/agent-columns.ts'
import { formatResources, parseResources } from '../../../systems/mesos/resource-text.ts'
import { Resources } from '../../../systems/mesos/resources.ts'

const agentOf = (text: string) =>
  new Agent({ id: 'm', total: parseResources(text) }, 0, 0, new AgentColumns())
test('all of an agent comes back as it went, in parts, and when the agent grew meanwhile', () => {
  const agent = agentOf('cpus:4;mem:100')
  const all = agent.available
  agent.take(all)
  expect(formatResources(agent.held)).toBe('cpus:4;mem:100')
  agent.give(all)
  expect(agent.available.equals(all)).toBe(true)
  agent.take(agent.available)
  agent.give(parseResources('cpus:3'))
  expect(formatResources(agent.available)).toBe('cpus:3')
  expect(formatResources(agent.held)).toBe('cpus:1;mem:100')
  agent.give(parseResources('cpus:1;mem:100'))
  agent.take(agent.available)
  agent.total = parseResources('cpus:5;mem:100')
  expect(formatResources(agent.available)).toBe('cpus:1')
  agent.give(all)
  expect(formatResources(agent.available)).toBe('cpus:5;mem:100')
  expect(agent.held.isEmpty).toBe(true)
})

test('a task that holds nothing gives nothing back', () => {
  const agent = agentOf('cpus:4')
  const all = agent.available
  agent.take(all)
  // The task takes nothing of the offer, and the rest comes back before the task ends.
  agent.give(all)
  agent.give(Resources.NONE)
  expect(formatResources(agent.available)).toBe('cpus:4')
})

test('a refusal of all that is left holds until more is left, or it is over', () => {
  const columns = new AgentColumns()
  const agent = new Agent({ id: 'm', total: parseResources('cpus:4') }, 0, 0, columns)
  const isRefusedBy = (number: number) => columns.refusers.has(0, number, agent.available)
  columns.refusers.add(0, 3, agent.available)
  columns.refusers.add(0, 40, agent.available)
  expect([3, 4, 35, 40].map(isRefusedBy)).toEqual([true, false, false, true])
  columns.refusers.forget([0], 3)
  expect(isRefusedBy(3)).toBe(false)
  const all = agent.available
  agent.take(all)
  agent.give(all)
  expect(isRefusedBy(40)).toBe(true)
  agent.take(parseResources('cpus:1'))
  expect(isRefusedBy(40)).toBe(true)
  agent.give(parseResources('cpus:1'))
  expect(isRefusedBy(40)).toBe(false)
})
