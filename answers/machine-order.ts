/**
 * Machines of a run in a random order, and only the first of them.
 */
import type { HardwareSpec, MachineGroup } from '../bench/plan.ts'
import { Streams } from '../sim/chance/random.ts'
import { shuffled } from '../sim/chance/shuffle.ts'

/**
 * A random order of so many machines. Beyond them come copies of the cluster, each in a random
 * order of its own.
 */
export function machineOrder(seed: string, machines: number, copies: number): number[] {
  const random = new Streams(seed).stream('machine order')
  return Array.from({ length: copies }, () => shuffled(machines, random)).flat()
}

/** How many machines there are. */
export function machinesOf({ machines }: HardwareSpec): number {
  return machines.reduce((sum, { count }) => sum + count, 0)
}

/**
 * The hardware with the machines of these numbers alone, in this order: with their attributes, what they do before a task runs,
 * and what happens to them. A number that comes again is a copy, to which nothing happens.
 */
export function ordered(hardware: HardwareSpec, order: readonly number[]): HardwareSpec {
  const machines = hardware.machines.flatMap(single)
  const { startUp, events, ...rest } = hardware
  const steps = startUp?.flatMap(({ machines: count, steps }) => Array.from({ length: count }, () => steps))
  const placeOf = new Map<number, number>()
  for (const [place, machine] of order.entries()) if (!placeOf.has(machine)) placeOf.set(machine, place)
  const kept = events?.flatMap(event => {
    const place = placeOf.get(event.machine)
    return place === undefined ? [] : [{ ...event, machine: place }]
  })
  return {
    ...rest,
    machines: order.map(machine => machines[machine]!),
    ...(steps !== undefined && {
      startUp: order.map(machine => ({ machines: 1, steps: steps[machine]! })),
    }),
    ...(kept !== undefined && { events: kept }),
  }
}

/** The machines of a group one by one, each with the values of its attributes. */
function single({ count, attributes = {}, ...group }: MachineGroup): MachineGroup[] {
  return Array.from({ length: count }, (_, i) => {
    const own = Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : `${name}-${1 + (i % value.inTurn)}`,
    ])
    return { ...group, count: 1, ...(own.length > 0 && { attributes: Object.fromEntries(own) }) }
  })
}
