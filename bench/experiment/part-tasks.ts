/**
 * The tasks that a part of a workload consists of, for checks that ask every task alike.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { WrittenExtras } from '../../sim/world/extras.ts'
import type { DistributionSpec, FailsSpec, Part } from '../../workloads/spec.ts'

/** Tasks that are drawn alike: those of a part, or of a stage that is written down. */
export interface PartTasks {
  /** Whose they are: 'class "batch"', or 'stage "load" of etl.yaml'. */
  readonly whose: string
  /** How many of them a job has; of services, the instances. */
  readonly tasks: DistributionSpec
  /** Absent: they have no end. */
  readonly duration?: DistributionSpec
  readonly cpuMilli: DistributionSpec
  readonly memoryMiB: DistributionSpec
  readonly meanTimeToFailure: Time
  readonly fails?: FailsSpec
  readonly gang: boolean
  readonly extras?: WrittenExtras
}

export function tasksOf(part: Part): readonly PartTasks[] {
  const whose = `class "${part.jobClass}"`
  switch (part.kind) {
    case 'services':
      return [{ ...part, whose, tasks: part.instances, gang: false }]
    case 'jobs':
    case 'cron':
      return [{ ...part, whose }]
    case 'pipelines':
      return [{ ...part, whose, gang: false }]
    case 'pipeline-files':
      return part.stages.map(stage => ({
        ...stage,
        whose: `stage "${stage.name}" of ${part.file}`,
        meanTimeToFailure: stage.meanTimeToFailure ?? part.meanTimeToFailure,
      }))
  }
}
