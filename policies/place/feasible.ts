import { type Check, EVERYWHERE, type Rule } from '../../sim/contracts.ts'
import type { Claims } from '../../sim/world/claims.ts'
import { NOTHING_MORE } from '../../sim/world/extras.ts'
import type { JobId, MachineId } from '../../sim/world/handles.ts'
import { ALLOWED, type ReasonId } from '../../sim/world/reasons.ts'
import type { View } from '../../sim/world/views.ts'
import type { World } from '../../sim/world/world.ts'

/** What `Feasible.answer` says where resources are lacking, which is no rule's objection. */
export const NO_ROOM: ReasonId = -1

/**
 * Where a task of one job may go, for the length of one decision: where the view has room, and no rule objects. What every
 * placement asks a machine, and the only way in which it claims one.
 *
 * Scratch: `begin` starts the next decision.
 */
export class Feasible {
  private readonly rules: readonly Rule[]
  /** Checks of the rules that have something to say about the job. */
  private readonly checks: Check[] = []
  private view!: View
  private job!: JobId
  private claims!: Claims
  private world!: World
  /** What one task asks for. */
  cpuMilli = 0
  memoryMiB = 0
  private extra = 0

  constructor(rules: readonly Rule[]) {
    this.rules = rules
  }

  begin(view: View, job: JobId, claims: Claims, world: World): void {
    const { jobs } = world
    this.view = view
    this.job = job
    this.claims = claims
    this.world = world
    this.cpuMilli = jobs.cpuMilli[job]!
    this.memoryMiB = jobs.memoryMiB[job]!
    this.extra = jobs.extra[job]!
    if (this.checks.length > 0) this.checks.length = 0
    for (let i = 0; i < this.rules.length; i++) {
      const check = this.rules[i]!.prepare(job, claims, world)
      if (check !== EVERYWHERE) this.checks.push(check)
    }
  }

  /** Do cores and memory decide alone? */
  get isPlain(): boolean {
    return this.extra === NOTHING_MORE && this.checks.length === 0
  }

  /** May a task go there now? A rule's objection is counted. */
  allows(machine: MachineId): boolean {
    return (
      this.view.fits(machine, this.cpuMilli, this.memoryMiB, this.extra) &&
      (this.checks.length === 0 || this.noObjection(machine))
    )
  }

  /** ALLOWED, NO_ROOM, or the reason of the first rule that objects; nothing is counted. */
  answer(machine: MachineId): ReasonId {
    if (!this.view.fits(machine, this.cpuMilli, this.memoryMiB, this.extra)) return NO_ROOM
    for (let i = 0; i < this.checks.length; i++) {
      const reason = this.checks[i]!.allows(machine)
      if (reason !== ALLOWED) return reason
    }
    return ALLOWED
  }

  /** Counts objections. */
  object(reason: ReasonId, times: number): void {
    this.world.probes.reasonGiven(reason, times)
  }

  /** Claims the machine, which `allows`, for one task. */
  claim(machine: MachineId): void {
    this.claims.add(this.view, machine, this.job, this.world.jobs)
    for (let i = 0; i < this.checks.length; i++) this.checks[i]!.claimed?.(machine)
  }

  /** Leaves resources aside: does no rule object? Nothing is counted. */
  isAllowed(machine: MachineId): boolean {
    for (let i = 0; i < this.checks.length; i++) if (this.checks[i]!.allows(machine) !== ALLOWED) return false
    return true
  }

  /** One more task of the job will be there, although nothing is claimed for it yet. */
  expect(machine: MachineId): void {
    for (let i = 0; i < this.checks.length; i++) this.checks[i]!.claimed?.(machine)
  }

  /** Leaves resources aside: does no rule object? An objection is counted. */
  noObjection(machine: MachineId): boolean {
    for (let i = 0; i < this.checks.length; i++) {
      const reason = this.checks[i]!.allows(machine)
      if (reason === ALLOWED) continue
      this.world.probes.reasonGiven(reason, 1)
      return false
    }
    return true
  }
}
