/**
 * Apps that wait for ever, since no machine meets their constraints: not even for the first instance.
 */
import type { Remark } from '../../../sim/measure/result.ts'
import type { Machines } from '../../../sim/world/machines.ts'
import type { AppDefinition } from '../app-definition.ts'
import { type Constraint, checkOf } from '../constraints.ts'
import type { Era } from '../flags.ts'
import type { Agent } from '../offer.ts'
import { Spread } from '../spread.ts'
import { AgentBook } from './agent-book.ts'
import type { RunningApp } from './running-app.ts'

/** As Marathon's own page for apps writes one: `rack:LIKE:a.*`. */
const written = ({ field, operator, value }: Constraint) =>
  value === '' ? `${field}:${operator}` : `${field}:${operator}:${value}`

/** What is to be said of those that are among these apps, of which none has started; apps of the same constraints together. */
export function ruledOut(apps: Iterable<RunningApp>, machines: Machines, era: Era): Remark[] {
  const alike = new Map<string, { readonly app: AppDefinition; count: number }>()
  for (const { definition } of apps) {
    const text = definition.constraints.map(written).join(' and ')
    const known = alike.get(text) ?? { app: definition, count: 0 }
    known.count++
    alike.set(text, known)
  }
  const book = new AgentBook(machines)
  const agents = Array.from({ length: machines.count }, (_, machine) => book.agent(machine))
  return [...alike]
    .filter(([, { app }]) => !agents.some(agent => mayBeFirst(app, agent, era)))
    .map(([remark, { count }]) => ({ remark, count, about: 'apps' }))
}

function mayBeFirst({ id, constraints, instances }: AppDefinition, agent: Agent, era: Era): boolean {
  const nowhere = new Spread(
    constraints.map(({ field }) => field),
    era,
  )
  return constraints.every(each => checkOf(each, era, id).allows(agent, nowhere, instances))
}
