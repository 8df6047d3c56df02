/**
 * Types of machines that an answer is looked for: each alone, and the mix that the experiment writes.
 */
import type { HardwareSpec, MachineGroup, Plan } from '../../bench/plan.ts'
import { ordered } from '../machine-order.ts'

export interface MachineType {
  readonly label: string
  /** Places of its groups in the experiment. */
  readonly groups: readonly number[]
  /** So many have the cores of all machines of the experiment. */
  readonly guess: number
}

/** Every group alone, and all of them as they are mixed; empty where there is one group, or groups have no price. */
export function typesOf({ runs }: Plan): MachineType[] {
  const { machines } = runs[0]!.spec.hardware
  if (machines.length < 2 || machines.some(({ price }) => price === undefined)) return []
  const cores = machines.reduce((sum, { count, cpuMilli }) => sum + count * cpuMilli, 0)
  const all = machines.reduce((sum, { count }) => sum + count, 0)
  const mix = machines.map(({ count }) => count).join(' : ')
  return [
    ...machines.map((group, i) => ({
      label: `${i + 1}: ${sizeOf(group)}`,
      groups: [i],
      guess: Math.ceil(cores / group.cpuMilli),
    })),
    { label: `mixed ${mix}`, groups: machines.map((_, i) => i), guess: all },
  ]
}

function sizeOf({ cpuMilli, memoryMiB }: MachineGroup): string {
  return `${cpuMilli / 1000} ${cpuMilli === 1000 ? 'core' : 'cores'}, ${Number((memoryMiB / 1024).toPrecision(3))} GiB`
}

/** So many machines of the type; of a mix in the proportions that are written, rounded by largest remainder. */
export function withMachines(hardware: HardwareSpec, { groups }: MachineType, count: number): HardwareSpec {
  const written = groups.map(group => hardware.machines[group]!.count)
  const counts = shared(count, written)
  const order = groups.flatMap((group, i) => {
    const first = hardware.machines.slice(0, group).reduce((sum, { count }) => sum + count, 0)
    return Array.from({ length: counts[i]! }, (_, n) => first + (n % written[i]!))
  })
  return ordered(hardware, order)
}

/** A count in the proportions of others: whole parts, and what is left to the largest remainders, the first of equals first. */
export function shared(count: number, proportions: readonly number[]): number[] {
  const all = proportions.reduce((sum, each) => sum + each, 0)
  const parts = proportions.map((each, i) => {
    const whole = Math.floor((count * each) / all)
    return { i, whole, remainder: (count * each) % all }
  })
  const left = count - parts.reduce((sum, { whole }) => sum + whole, 0)
  const more = new Set(
    [...parts]
      .sort((a, b) => b.remainder - a.remainder || a.i - b.i)
      .slice(0, left)
      .map(({ i }) => i),
  )
  return parts.map(({ i, whole }) => whole + (more.has(i) ? 1 : 0))
}
