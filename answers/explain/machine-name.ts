import type { MachineId } from '../../sim/world/handles.ts'

/** Machines as people number them in `machine-events`: from 1, in the order of `machines`. */
export function machineNumber(machine: MachineId): number {
  return machine + 1
}

export function machineName(machine: MachineId): string {
  return `machine ${machineNumber(machine)}`
}
