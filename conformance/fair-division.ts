/**
 * Examples of the paper on dominant resource fairness, asked of the divisions in policies/share.
 */
import { ceei } from '../policies/share/ceei.ts'
import { assetShare, type Division, dominantShare, taken } from '../policies/share/division.ts'
import { fillEvenly, fillTaskByTask } from '../policies/share/filling.ts'
import type { Adapter, Answer } from './adapter.ts'

type Amounts = Readonly<Record<string, number>>

const POLICIES = ['drf', 'asset-fairness', 'ceei']

export const fairDivision: Adapter = {
  system: 'drf',
  answer({ input, expected }): Answer {
    const policy = String(input['policy'] ?? 'drf')
    if (!POLICIES.includes(policy))
      return { unsupported: `No division is called '${policy}'; known are ${POLICIES.join(', ')}.` }
    const resources = Object.keys(input['total'] as Amounts)
    const demands = input['demandPerTask'] as Readonly<Record<string, Amounts>>
    const users = Object.keys(demands)
    const weights = (input['weights'] ?? {}) as Readonly<Record<string, number>>
    const division: Division = {
      total: resources.map(name => (input['total'] as Amounts)[name]!),
      demand: users.map(user => resources.map(name => demands[user]![name] ?? 0)),
      weight: users.map(user => weights[user] ?? 1),
    }
    const shareOf = policy === 'asset-fairness' ? assetShare : dominantShare
    const ordered = ((input['tieBreak'] as string[] | undefined) ?? users).map(user => users.indexOf(user))
    const byTask = asksForTasks(policy, input, expected)
    const steps = byTask ? fillTaskByTask(division, shareOf, ordered) : []
    const tasks = byTask
      ? (steps.at(-1)?.tasks ?? users.map(() => 0))
      : policy === 'ceei'
        ? ceei(division)
        : fillEvenly(division, shareOf)
    const { total, demand, weight } = division
    const named = <T>(of: (user: number) => T) => Object.fromEntries(users.map((user, i) => [user, of(i)]))
    const amounts = (held: readonly number[]) =>
      Object.fromEntries(resources.map((name, r) => [name, held[r]!]))
    const share = (tasks: readonly number[], user: number) =>
      dominantShare(taken(demand[user]!, tasks[user]!), total)
    const used = (tasks: readonly number[], r: number) =>
      demand.reduce((sum, one, user) => sum + one[r]! * tasks[user]!, 0) / total[r]!
    const totalWeight = weight.reduce((sum, one) => sum + one, 0)
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
        sharingIncentiveHolds: named(user => share(tasks, user) >= weight[user]! / totalWeight - 1e-9),
      },
    }
  },
  normalise: withoutFractions,
}

/** DRF is asked about tasks as wholes, the other two about parts of tasks; unless the case says, or wants to see steps. */
function asksForTasks(policy: string, input: Readonly<Record<string, unknown>>, expected: unknown): boolean {
  if (policy === 'ceei') return false
  if (input['divisible'] !== undefined) return input['divisible'] !== true
  const wanted = (expected ?? {}) as Readonly<Record<string, unknown>>
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
