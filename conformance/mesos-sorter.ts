/**
 * Scripts of Mesos' sorter tests, asked of the sorters that the allocators use.
 */
import { Streams } from '../sim/chance/random.ts'
import { SwitchyardError } from '../sim/errors.ts'
import { DrfSorter } from '../systems/mesos/drf-sorter.ts'
import { DrfSorter10 } from '../systems/mesos/drf-sorter-1.0.ts'
import { type Quantities, thousandths, units } from '../systems/mesos/quantities.ts'
import { RandomSorter, weightedShuffle } from '../systems/mesos/random-sorter.ts'
import { kindOf } from '../systems/mesos/resource-kind.ts'
import { formatAmount, parseResources, resourcesFrom } from '../systems/mesos/resource-text.ts'
import { Resources, scalar } from '../systems/mesos/resources.ts'
import type { Sorter } from '../systems/mesos/sorter.ts'
import type { Adapter, Answer, Case } from './adapter.ts'
import {
  clientShuffle,
  drawFields,
  itemShuffle,
  scriptFields,
  sorterFields,
  sorterScript,
  sorterSteps,
} from './mesos/shapes.ts'
import { taken } from './mesos-steps.ts'
import { requireShape, requireSteps, unknownFields, unknownIn } from './shape.ts'

interface Step {
  readonly op: string
  readonly client?: string
  readonly agent?: string
  readonly weight?: number
  readonly [key: string]: unknown
}

/** A probability is estimated from so many draws at least, however few the real test made. */
const LEAST_DRAWS = 20_000

const CHECKS = [
  'sort',
  'sortAsSet',
  'count',
  'contains',
  'allocation',
  'allocationQuantities',
  'allocationAgentCount',
]

export const mesosSorter: Adapter = {
  system: 'sorter',
  answer({ id, input }): Answer {
    const random = new Streams(id).stream('sorter')
    const isDrawn = input['sorter'] === 'random' && input['steps'] === undefined
    const strange = unknownIn(input, isDrawn ? drawFields : scriptFields, 'input')
    if (strange !== undefined) return { unsupported: strange }
    if (isDrawn) {
      requireShape(input['items'] === undefined ? clientShuffle : itemShuffle, input)
      return probabilities(input, id)
    }
    requireShape(sorterScript, input)
    requireSteps(stepsOf(input), sorterSteps, sorterFields)
    const unread = unknownFields(stepsOf(input), sorterFields)
    if (unread !== undefined) return { unsupported: unread }
    const excluded = new Set((input['excluded'] as string[] | undefined) ?? [])
    const kinds: Readonly<Record<string, () => Sorter>> = {
      drf: () => (is10(input) ? new DrfSorter10(excluded) : new DrfSorter(excluded)),
      random: () => new RandomSorter(random),
    }
    const asked = input['sorter'] === 'any' ? Object.keys(kinds) : [String(input['sorter'])]
    const answers = asked.map(kind =>
      Object.hasOwn(kinds, kind) ? play(kinds[kind]!(), stepsOf(input)) : null,
    )
    if (answers.includes(null)) return { unsupported: `There is no sorter '${input['sorter']}'.` }
    const unknown = answers.find(answer => typeof answer === 'string')
    if (unknown !== undefined) return { unsupported: unknown as string }
    // What holds for any sorter must be the same for all.
    const agree = answers.every(answer => JSON.stringify(answer) === JSON.stringify(answers[0]))
    return { found: agree ? answers[0] : Object.fromEntries(asked.map((kind, i) => [kind, answers[i]])) }
  },
  normalise(answer, { input }) {
    if (!Array.isArray(answer) || input['steps'] === undefined) return answer
    const checks = stepsOf(input).filter(({ op }) => CHECKS.includes(op))
    return answer.map((value, i) =>
      checks[i]?.op === 'sortAsSet' && Array.isArray(value) ? [...value].sort() : value,
    )
  },
}

const stepsOf = (input: Case['input']) => input['steps'] as readonly Step[]
const is10 = (input: Case['input']) => String(input['semantics'] ?? '').includes('1.0')

/** Sorters know agents by number, and of what they have the sum. */
class Agents {
  readonly #names: string[] = []
  readonly #totals: Resources[] = []

  of(name: string): number {
    const known = this.#names.indexOf(name)
    return known >= 0 ? known : this.#names.push(name) - 1
  }

  nameOf(number: number): string {
    return this.#names[number]!
  }

  total(number: number): Resources {
    return this.#totals[number] ?? Resources.NONE
  }

  setTotal(number: number, total: Resources): void {
    this.#totals[number] = total
  }
}

/** Answers of the checks in order, or why a step cannot be taken. */
function play(sorter: Sorter, steps: readonly Step[]): unknown[] | string {
  const found: unknown[] = []
  const agents = new Agents()
  for (const [i, step] of steps.entries()) {
    if (CHECKS.includes(step.op)) found.push(taken(i, step.op, () => check(sorter, step, agents)))
    else if (!taken(i, step.op, () => change(sorter, step, agents)))
      return `A sorter knows no operation '${step.op}'.`
  }
  return found
}

/** False: no such step is known. */
function change(sorter: Sorter, step: Step, agents: Agents): boolean {
  const client = step.client ?? ''
  const agent = agents.of(step.agent ?? '')
  if (step.op === 'add') {
    sorter.add(client, client)
    if (step.weight !== undefined) sorter.updateWeight(client, step.weight)
  } else if (step.op === 'activate') sorter.activate(client)
  else if (step.op === 'deactivate') sorter.deactivate(client)
  else if (step.op === 'remove') sorter.remove(client)
  else if (step.op === 'updateWeight') sorter.updateWeight(client, step.weight ?? 1)
  else if (step.op === 'addAgent') {
    const more = read(step['total'], step['shared'])
    sorter.whole.addAgent(agent, more)
    agents.setTotal(agent, agents.total(agent).plus(more))
  } else if (step.op === 'removeAgent' || step.op === 'subtractTotal') {
    const total = agents.total(agent)
    const gone = step.op === 'removeAgent' ? total : read(step['total'])
    sorter.whole.removeAgent(agent, gone)
    agents.setTotal(agent, total.minus(gone))
  } else if (step.op === 'allocated')
    sorter.allocated(sorter.client(client), agent, read(step['resources'], step['shared']))
  else if (step.op === 'unallocated')
    sorter.unallocated(sorter.client(client), agent, read(step['resources'], step['shared']))
  else if (step.op === 'updateAllocation')
    sorter.update(sorter.client(client), agent, read(step['old']), read(step['new']))
  else return false
  return true
}

function check(sorter: Sorter, { op, client, agent }: Step, agents: Agents): unknown {
  if (op === 'sort') return sorter.order().list()
  if (op === 'sortAsSet') return sorter.order().list().sort()
  if (op === 'count') return sorter.count
  if (op === 'contains') return sorter.contains(client!)
  if (op === 'allocationQuantities') return shownQuantities(sorter.allocationQuantities(client))
  const known = sorter.client(client!)
  const byAgent = new Map(
    [...known.held.byAgent()].map(([number, resources]) => [agents.nameOf(number), resources]),
  )
  if (op === 'allocationAgentCount') return known.held.agents
  if (agent !== undefined) return shown(byAgent.get(agent) ?? Resources.NONE)
  return Object.fromEntries([...byAgent].map(([name, resources]) => [name, shown(resources)]))
}

function read(resources: unknown, shared: unknown = []): Resources {
  const own =
    typeof resources === 'string'
      ? parseResources(resources)
      : resourcesFrom((resources ?? {}) as object as Record<string, unknown>)
  const volumes = (shared as { id: string; name: string; value: number; copies: number }[]).map(volume => ({
    kind: kindOf({ name: volume.name, shared: volume.id }),
    amount: scalar(thousandths(volume.value), volume.copies),
  }))
  return own.plus(Resources.of(volumes))
}

const shown = (resources: Resources) =>
  Object.fromEntries(
    resources.entries.map(({ kind, amount }) => [
      kind.text,
      amount.type === 'scalar' ? units(amount.value) : formatAmount(amount),
    ]),
  )

const shownQuantities = (quantities: Quantities) =>
  Object.fromEntries(
    [...quantities.entries()]
      .filter(([, amount]) => amount !== 0)
      .map(([name, amount]) => [name, units(amount)]),
  )

function probabilities(input: Case['input'], id: string): Answer {
  const random = new Streams(id).stream('shuffle')
  const draws = Math.max(Number(input['runs']), LEAST_DRAWS)
  const weights = input['weights'] as readonly number[] | Readonly<Record<string, number>>
  if (Array.isArray(input['items'])) {
    const items = input['items'] as readonly number[]
    if (items.length !== weights['length'])
      throw new SwitchyardError(
        `input.weights: found ${weights['length']} of them, expected one for each of the ${items.length} items; correct the case.`,
      )
    const at = tally(items, draws, () => weightedShuffle(items, weights as readonly number[], random))
    return { found: { probabilityOfItemAtPosition: items.map(item => at.get(item)!) } }
  }
  const sorter = new RandomSorter(random)
  const clients = input['clients'] as readonly string[]
  const twice = clients.find((client, i) => clients.indexOf(client) < i)
  if (twice !== undefined)
    throw new SwitchyardError(
      `input.clients: found ${JSON.stringify(twice)} twice, expected every client once; correct the case.`,
    )
  for (const [path, weight] of Object.entries(weights)) sorter.updateWeight(path, weight)
  for (const client of clients) {
    sorter.add(client, client)
    sorter.activate(client)
  }
  const at = tally(clients, draws, () => sorter.order().list())
  return { found: { probabilityOfClientAtPosition: Object.fromEntries(at) } }
}

/** For every item, how often it stood at each position. */
function tally<T>(items: readonly T[], draws: number, draw: () => readonly T[]): Map<T, number[]> {
  const counts = new Map(items.map(item => [item, items.map(() => 0)]))
  for (let i = 0; i < draws; i++)
    for (const [position, item] of draw().entries()) counts.get(item)![position]!++
  return new Map([...counts].map(([item, row]) => [item, row.map(count => count / draws)]))
}
