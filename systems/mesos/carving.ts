/**
 * Which of the resources of an offer a task gets: of each kind first what is reserved for the role, so that what anybody may
 * have is kept (as Marathon chooses; Mesos leaves it to the framework).
 */
import { interned } from './interned.ts'
import type { Thousandths } from './quantities.ts'
import type { Resource } from './resource.ts'
import { isUnreserved } from './resource-kind.ts'
import { Resources, scalar } from './resources.ts'

/**
 * Out of the resources as much as `wanted` has, which are scalars that anybody may have; null where there is not enough. Disks that
 * cannot be divided are left alone.
 */
export function carve(from: Resources, wanted: Resources): Resources | null {
  if (from.isOpen) return from.contains(wanted) ? wanted : null
  const carved: Resource[] = []
  for (const [name, amount] of wanted.quantities.entries()) {
    const left = take(from, name, amount, false, carved)
    if (left > 0 && take(from, name, left, true, carved) > 0) return null
  }
  return interned(Resources.of(carved))
}

/** Takes what is reserved, or what is not; returns how much is missing. */
function take(
  from: Resources,
  name: string,
  wanted: Thousandths,
  unreserved: boolean,
  into: Resource[],
): Thousandths {
  let missing = wanted
  for (const { kind, amount } of from.entries) {
    if (missing <= 0) break
    if (kind.name !== name || amount.type !== 'scalar' || kind.exclusive || kind.shared !== '') continue
    if (isUnreserved(kind) !== unreserved) continue
    const value = Math.min(missing, amount.value)
    into.push({ kind, amount: scalar(value) })
    missing -= value
  }
  return missing
}
