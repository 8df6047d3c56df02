/**
 * Competitive equilibrium from equal incomes: everybody starts with a part of every resource by his weight, and all trade
 * at the prices at which nothing is left over or lacking (Ghodsi et al., NSDI 2011, section 5.2).
 *
 * For users who want resources in fixed proportions it is the division with the greatest product of tasks (the Nash
 * bargaining solution), and prices p minimise Σ total·p − Σ weight·log(p·demand) over p ≥ 0 (Eisenberg and Gale 1959).
 * It needs every user's demand beforehand, so it divides; it is no share that a root could look at.
 */
import type { Division } from './division.ts'

/** Newton steps after which a set of scarce resources is given up; a few suffice near the answer. */
const STEPS = 200
const NEARLY = 1e-12

/** Tasks by user, in parts. Users who want nothing get 0. Tries every set of scarce resources: for a handful of them. */
export function ceei({ total, demand, weight }: Division<number>): number[] {
  const users = demand.flatMap((one, user) => (one.some(part => part > 0) ? [user] : []))
  const wanted = total.flatMap((_, r) => (users.some(user => demand[user]![r]! > 0) ? [r] : []))
  for (let set = 1; set < 2 ** wanted.length; set++) {
    const scarce = wanted.filter((_, bit) => Math.floor(set / 2 ** bit) % 2 === 1)
    const tasks = tradeFor(scarce, users, { total, demand, weight })
    if (tasks === null) continue
    const isWithin = total.every(
      (most, r) =>
        users.reduce((sum, user) => sum + demand[user]![r]! * tasks[user]!, 0) <= most * (1 + 1e-9),
    )
    if (isWithin) return tasks
  }
  return demand.map(() => 0)
}

/** Tasks at the prices at which exactly these resources are used up; null where there are no such prices. */
function tradeFor(
  scarce: readonly number[],
  users: readonly number[],
  { total, demand, weight }: Division<number>,
): number[] | null {
  const costs = (prices: readonly number[], user: number) =>
    scarce.reduce((sum, r, i) => sum + prices[i]! * demand[user]![r]!, 0)
  const isDefined = (prices: readonly number[]) => users.every(user => costs(prices, user) > 0)
  const value = (prices: readonly number[]) =>
    scarce.reduce((sum, r, i) => sum + total[r]! * prices[i]!, 0) -
    users.reduce((sum, user) => sum + weight[user]! * Math.log(costs(prices, user)), 0)
  let prices = scarce.map(r => 1 / total[r]!)
  if (!isDefined(prices)) return null
  for (let step = 0; step < STEPS; step++) {
    const gradient = scarce.map(
      r =>
        total[r]! -
        users.reduce((sum, user) => sum + (weight[user]! * demand[user]![r]!) / costs(prices, user), 0),
    )
    if (gradient.every((slope, i) => Math.abs(slope) <= NEARLY * total[scarce[i]!]!)) break
    const curvature = scarce.map(r =>
      scarce.map(s =>
        users.reduce((sum, user) => {
          const cost = costs(prices, user)
          return sum + (weight[user]! * demand[user]![r]! * demand[user]![s]!) / cost / cost
        }, 0),
      ),
    )
    const move = solve(curvature, gradient)
    if (move === null) return null
    let length = 1
    let next = prices
    do {
      next = prices.map((price, i) => price - length * move[i]!)
      length /= 2
    } while (length > 1e-12 && !(isDefined(next) && value(next) <= value(prices) + 1e-15))
    if (!isDefined(next)) break
    prices = next
  }
  if (prices.some(price => price <= 0)) return null
  return demand.map((_, user) => (users.includes(user) ? weight[user]! / costs(prices, user) : 0))
}

/** Gauss' elimination with the largest pivot; null for a matrix of less than full rank. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const n = right.length
  const rows = matrix.map((row, i) => [...row, right[i]!])
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let i = column; i < n; i++)
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i
    const swapped = rows[pivot]!
    if (Math.abs(swapped[column]!) < 1e-14 * Math.abs(matrix[pivot]![pivot]!)) return null
    rows[pivot] = rows[column]!
    rows[column] = swapped
    for (let i = 0; i < n; i++) {
      if (i === column) continue
      const factor = rows[i]![column]! / swapped[column]!
      for (let j = column; j <= n; j++) rows[i]![j]! -= factor * swapped[j]!
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}
