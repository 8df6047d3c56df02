/**
 * Examples of the paper on dominant resource fairness, asked of the divisions in policies/share.
 */
import { ceei } from '../policies/share/ceei.ts'
import { assetShare, type Division, dominantShare, taken, type Weight } from '../policies/share/division.ts'
import { fillEvenly, fillTaskByTask } from '../policies/share/filling.ts'
import { SwitchyardError } from '../sim/errors.ts'
import type { Adapter, Answer } from './adapter.ts'
import { either, flag, list, map, number, requireShape, table, text } from './shape.ts'

type Amounts = Readonly<Record<string, number>>

const POLICIES = ['drf', 'asset-fairness', 'ceei']
const FIELDS = ['policy', 'total', 'demandPerTask', 'weights', 'tieBreak', 'divisible', 'note', 'tolerance']

const positive = number(1e-9)
const shape = map(
  { total: table(positive), demandPerTask: table(table(number(0))) },
  {
    policy: text,
    weights: table(either('a weight above 0, or one of every resource', positive, table(positive))),
    tieBreak: list(text),
    divisible: flag,
  },
)
/** As many are given one by one. */
const MOST_TASKS = 100_000

export const fairDivision: Adapter = {
  system: 'drf',
  answer({ input, expected }): Answer {
    const policy = input['policy'] === undefined ? 'drf' : input['policy']
    if (typeof policy !== 'string' || !POLICIES.includes(policy))
      return {
        unsupported: `No division is called ${JSON.stringify(policy)}; known are ${POLICIES.join(', ')}.`,
      }
    const unknown = Object.keys(input).filter(key => !FIELDS.includes(key))
    if (unknown.length > 0) return { unsupported: `input has \`${unknown[0]}\`, which is not modelled.` }
    requireShape(shape, input)
    requireSense(input)
    const resources = Object.keys(input['total'] as Amounts)
    const demands = input['demandPerTask'] as Readonly<Record<string, Amounts>>
    const users = Object.keys(demands)
    const weights = (input['weights'] ?? {}) as Readonly<Record<string, number | Amounts>>
    const division: Division = {
      total: resources.map(name => (input['total'] as Amounts)[name]!),
      demand: users.map(user => resources.map(name => demands[user]![name] ?? 0)),
      weight: users.map(user => {
        const weight = weights[user] ?? 1
        return typeof weight === 'number' ? weight : resources.map(name => weight[name] ?? 1)
      }),
    }
    const shareOf = policy === 'asset-fairness' ? assetShare : dominantShare
    const ordered = ((input['tieBreak'] as string[] | undefined) ?? users).map(user => users.indexOf(user))
    const byTask = asksForTasks(policy, input, expected)
    const steps = byTask ? fillTaskByTask(division, shareOf, ordered) : []
    const tasks = byTask
      ? (steps.at(-1)?.tasks ?? users.map(() => 0))
      : policy === 'ceei'
        ? ceei(byIncome(division))
        : fillEvenly(division, shareOf)
    const { total, demand, weight } = division
    const named = <T>(of: (user: number) => T) => Object.fromEntries(users.map((user, i) => [user, of(i)]))
    const amounts = (held: readonly number[]) =>
      Object.fromEntries(resources.map((name, r) => [name, held[r]!]))
    const share = (tasks: readonly number[], user: number) =>
      dominantShare(taken(demand[user]!, tasks[user]!), total)
    const used = (tasks: readonly number[], r: number) =>
      demand.reduce((sum, one, user) => sum + one[r]! * tasks[user]!, 0) / total[r]!
    // What is a user's own of a resource: his part of the weights there.
    const own = (user: number, r: number) => partOf(weight[user]!, r) / sumOf(weight, r)
    const holdsOwn = (user: number) =>
      resources.some((_, r) => (demand[user]![r]! * tasks[user]!) / total[r]! >= own(user, r) - 1e-9)
    return {
      found: {
        order: steps.map(({ user }) => users[user]!),
        steps: steps.map(({ user, tasks }) => ({
          gets: users[user]!,
          dominantShares: named(user => share(tasks, user)),
          // `cpuUsed` of a resource `cpu`, and `memUsed` of `memGB`.
          ...Object.fromEntries(
            resources.map((name, r) => [`${name.replace(/GB$/, '')}Used`, used(tasks, r)]),
          ),
        })),
        tasks: named(user => tasks[user]!),
        allocations: named(user => amounts(taken(demand[user]!, tasks[user]!))),
        dominantShares: named(user => share(tasks, user)),
        // As much as with a part of every resource by weight, to itself.
        sharingIncentiveHolds: named(holdsOwn),
      },
    }
  },
  normalise: withoutFractions,
}

const partOf = (weight: Weight, resource: number) => (typeof weight === 'number' ? weight : weight[resource]!)

const sumOf = (weights: readonly Weight[], resource: number) =>
  weights.reduce<number>((sum, weight) => sum + partOf(weight, resource), 0)

/** @throws SwitchyardError where an income would be one of every resource. */
function byIncome(division: Division): Division<number> {
  const weight = division.weight.map(one => {
    if (typeof one === 'number') return one
    throw new SwitchyardError(
      'input.weights: found a weight of every resource, expected one number a user, for CEEI divides incomes; correct the case.',
    )
  })
  return { ...division, weight }
}

/** @throws SwitchyardError with all in which the fields do not go together. */
function requireSense(input: Readonly<Record<string, unknown>>): void {
  const total = input['total'] as Amounts
  const demands = Object.entries(input['demandPerTask'] as Readonly<Record<string, Amounts>>)
  const faults: string[] = []
  let tasks = 0
  for (const [user, demand] of demands) {
    const unknown = Object.keys(demand).filter(name => !Object.hasOwn(total, name))
    if (unknown.length > 0)
      faults.push(`input.demandPerTask.${user}: found ${unknown.join(', ')}, expected resources of the total`)
    const most = Object.entries(total).map(([name, amount]) => amount / (demand[name] ?? 0))
    const mostTasks = Math.min(...most)
    if (mostTasks === Number.POSITIVE_INFINITY && unknown.length === 0)
      faults.push(`input.demandPerTask.${user}: found nothing that a task takes, expected an amount above 0`)
    else tasks += mostTasks
  }
  if (tasks > MOST_TASKS && Number.isFinite(tasks))
    faults.push(`input.total: found room for ${Math.floor(tasks)} tasks, expected ${MOST_TASKS} at most`)
  const users = demands.map(([user]) => user)
  const ties = (input['tieBreak'] ?? users) as string[]
  if ([...ties].sort().join(', ') !== [...users].sort().join(', '))
    faults.push(`input.tieBreak: found ${ties.join(', ')}, expected every user once: ${users.join(', ')}`)
  const strangers = Object.keys((input['weights'] ?? {}) as object).filter(user => !users.includes(user))
  if (strangers.length > 0)
    faults.push(`input.weights: found ${strangers.join(', ')}, expected users: ${users.join(', ')}`)
  if (faults.length > 0) throw new SwitchyardError(`${faults.join('; ')}; correct the case.`)
}

/** DRF is asked about tasks as wholes, the other two about parts of tasks; unless the case says, or wants to see steps. */
function asksForTasks(policy: string, input: Readonly<Record<string, unknown>>, expected: unknown): boolean {
  if (policy === 'ceei') return false
  if (input['divisible'] !== undefined) return input['divisible'] !== true
  const wanted = typeof expected === 'object' && expected !== null ? expected : {}
  return policy === 'drf' || 'order' in wanted || 'steps' in wanted || input['tieBreak'] !== undefined
}

/** `"2/9"` as the number that it is. */
function withoutFractions(answer: unknown): unknown {
  if (typeof answer === 'string') {
    const parts = /^(-?\d+(?:\.\d+)?)(?:\/(\d+))?$/.exec(answer)
    return parts === null ? answer : Number(parts[1]) / Number(parts[2] ?? 1)
  }
  if (Array.isArray(answer)) return answer.map(withoutFractions)
  if (typeof answer !== 'object' || answer === null) return answer
  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, withoutFractions(value)]))
}
