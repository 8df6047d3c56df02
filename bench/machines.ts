import { Machines } from '../sim/world/machines.ts'
import type { MachineGroup } from './plan.ts'

/** The machines of the groups, numbered in order. */
export function machinesFrom(groups: readonly MachineGroup[]): Machines {
  const each = groups.flatMap(group => Array.from({ length: group.count }, () => group))
  const kinds = [...new Set(groups.flatMap(({ resources = {} }) => Object.keys(resources)))]
  const machines = new Machines(
    each.map(({ cpuMilli }) => cpuMilli),
    each.map(({ memoryMiB }) => memoryMiB),
    kinds.map(name => ({ name, amounts: each.map(({ resources = {} }) => amountOf(resources, name)) })),
  )
  let first = 0
  for (const { count, attributes = {} } of groups) {
    for (const [name, value] of Object.entries(attributes)) {
      for (let i = 0; i < count; i++)
        machines.attributes.set(first + i, name, typeof value === 'string' ? value : inTurn(name, value, i))
    }
    first += count
  }
  return machines
}

function amountOf(resources: Readonly<Record<string, number>>, name: string): number {
  return Object.hasOwn(resources, name) ? resources[name]! : 0
}

function inTurn(name: string, { inTurn }: { readonly inTurn: number }, i: number): string {
  return `${name}-${1 + (i % inTurn)}`
}
