import { expect, test } from 'vitest'
import { Agent } from '../../../systems/mesos/agent.ts'
import { AgentColumns } from '../../../systems/mesos/agent-columns.ts'
import { holderOf } from '../../../systems/mesos/holder.ts'
import { interned } from '../../../systems/mesos/interned.ts'
import { formatResources, parseResources } from '../../../systems/mesos/resource-text.ts'
import { Resources } from '../../../systems/mesos/resources.ts'

const agentOf = (text: string) =>
  new Agent({ id: 'm', total: parseResources(text) }, 0, 0, new AgentColumns())
const texts = (agent: Agent) =>
  [...agent.holdings].map(([{ framework, role }, held]) => `${framework} ${role} ${formatResources(held)}`)

test('what one framework gives back is not taken from another that holds as much', () => {
  const agent = agentOf('cpus:2')
  const core = interned(parseResources('cpus:1'))
  agent.take(holderOf('a', '*'), core)
  // What is left is one core, too: b has all of it.
  agent.take(holderOf('b', '*'), agent.available)
  expect(agent.available.isEmpty).toBe(true)
  agent.give(holderOf('a', '*'), core)
  expect(texts(agent)).toEqual(['b * cpus:1'])
  expect(formatResources(agent.available)).toBe('cpus:1')
})

test('all of an agent comes back as it went, in parts, and when the agent grew meanwhile', () => {
  const agent = agentOf('cpus:4;mem:100')
  const all = agent.available
  agent.take(holderOf('a', 'r'), all)
  expect(texts(agent)).toEqual(['a r cpus:4;mem:100'])
  agent.give(holderOf('a', 'r'), all)
  expect(agent.available.equals(all)).toBe(true)
  agent.take(holderOf('a', 'r'), agent.available)
  agent.give(holderOf('a', 'r'), parseResources('cpus:3'))
  expect(formatResources(agent.available)).toBe('cpus:3')
  expect(texts(agent)).toEqual(['a r cpus:1;mem:100'])
  agent.give(holderOf('a', 'r'), parseResources('cpus:1;mem:100'))
  agent.take(holderOf('b', 'r'), agent.available)
  agent.total = parseResources('cpus:5;mem:100')
  expect(formatResources(agent.available)).toBe('cpus:1')
  agent.give(holderOf('b', 'r'), all)
  expect(formatResources(agent.available)).toBe('cpus:5;mem:100')
  expect(texts(agent)).toEqual([])
})

test('a task that holds nothing gives nothing back', () => {
  const agent = agentOf('cpus:4')
  const all = agent.available
  agent.take(holderOf('a', 'r'), all)
  // The task takes nothing of the offer, and the rest comes back before the task ends.
  agent.give(holderOf('a', 'r'), all)
  agent.give(holderOf('a', 'r'), Resources.NONE)
  expect(formatResources(agent.available)).toBe('cpus:4')
})

test('a refusal of all that is left holds until something else is left, or it is over', () => {
  const columns = new AgentColumns()
  const agent = new Agent({ id: 'm', total: parseResources('cpus:4') }, 0, 0, columns)
  const isRefusedBy = (number: number) => columns.refusers.ask(0, number, agent.available)
  columns.refusers.add(0, 3, agent.available)
  columns.refusers.add(0, 40, agent.available)
  expect([3, 4, 35, 40].map(isRefusedBy)).toEqual([true, false, false, true])
  columns.refusers.forget(0, 3)
  expect(isRefusedBy(3)).toBe(false)
  const all = agent.available
  agent.take(holderOf('a', 'r'), all)
  agent.give(holderOf('a', 'r'), all)
  expect(isRefusedBy(40)).toBe(true)
  agent.take(holderOf('a', 'r'), parseResources('cpus:1'))
  expect(isRefusedBy(40)).toBe(false)
})
