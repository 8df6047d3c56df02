import type { Cluster } from '../../../sim/cluster.ts'
import { EVERYWHERE, type Rule } from '../../../sim/contracts.ts'
import { Claims } from '../../../sim/world/claims.ts'
import type { JobId, MachineId } from '../../../sim/world/handles.ts'
import { ALLOWED } from '../../../sim/world/reasons.ts'

const NOBODY: readonly JobId[] = []

/** Jobs that did not fit and wait aside, in the order in which they came, until something changes that could help. */
export class ParkedJobs {
  private readonly cluster: Cluster
  private readonly rules: readonly Rule[]
  private jobs: JobId[] = []
  private readonly noClaims = new Claims()

  constructor(cluster: Cluster, rules: readonly Rule[]) {
    this.cluster = cluster
    this.rules = rules
  }

  get length(): number {
    return this.jobs.length
  }

  add(job: JobId): void {
    this.jobs.push(job)
  }

  remove(job: JobId): void {
    this.jobs.splice(this.jobs.indexOf(job), 1)
  }

  /** Takes out all. */
  takeAll(): readonly JobId[] {
    const { jobs } = this
    this.jobs = []
    return jobs
  }

  /** Takes out those that what became free on the machine could help. */
  takeHelped(machine: MachineId): readonly JobId[] {
    if (!this.jobs.some(job => this.mayHelp(machine, job))) return NOBODY
    const helped: JobId[] = []
    const kept: JobId[] = []
    for (const job of this.jobs) (this.mayHelp(machine, job) ? helped : kept).push(job)
    this.jobs = kept
    return helped
  }

  /**
   * Can what became free on the machine help the job? Not if a task does not fit, or if a rule refuses that no task's end
   * can help.
   */
  mayHelp(machine: MachineId, job: JobId): boolean {
    const { jobs, machines } = this.cluster
    if (!machines.fits(machine, jobs.cpuMilli[job]!, jobs.memoryMiB[job]!, jobs.extra[job]!)) return false
    for (const rule of this.rules) {
      if (rule.helpedBy === 'task-ended') continue
      const check = rule.prepare(job, this.noClaims, this.cluster)
      if (check !== EVERYWHERE && check.allows(machine) !== ALLOWED) return false
    }
    return true
  }
}
