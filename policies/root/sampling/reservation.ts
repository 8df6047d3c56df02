import type { Time } from '../../../sim/engine/time.ts'
import type { JobId, MachineId } from '../../../sim/world/handles.ts'
import type { Jobs } from '../../../sim/world/jobs.ts'

/** The probes that a scheduler sent for one job at one time. The job's row may be another's before the last is back. */
export interface ProbeRound {
  readonly job: JobId
  readonly generation: number
  /** The job's turn in order of submission. */
  readonly turn: Time
  /** What one task holds. */
  readonly cpuMilli: number
  readonly memoryMiB: number
  readonly extra: number
  /** Where the probes went. */
  readonly machines: readonly MachineId[]
  /** Tasks that no reservation has got yet, and reservations that are still out. */
  unbound: number
  outstanding: number
}

/** A place in a machine's queue, kept for one task of a job that is not chosen yet. */
export interface Reservation {
  readonly round: ProbeRound
  readonly machine: MachineId
  /** Order of arrival at the machines. */
  entered: number
  /** `Machines.outages` when room was held for it. */
  outage: number
}

/** A round of one probe to each of the machines, which may be there several times. */
export function openRound(
  job: JobId,
  turn: Time,
  tasks: number,
  machines: readonly MachineId[],
  jobs: Jobs,
): ProbeRound {
  return {
    job,
    generation: jobs.generation[job]!,
    turn,
    cpuMilli: jobs.cpuMilli[job]!,
    memoryMiB: jobs.memoryMiB[job]!,
    extra: jobs.extra[job]!,
    machines,
    unbound: tasks,
    outstanding: machines.length,
  }
}
