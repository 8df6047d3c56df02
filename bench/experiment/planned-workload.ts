/**
 * What a workload of an experiment is read from, and what is known of it then.
 */
import type { WorkloadSpec } from '../../workloads/spec.ts'
import type { PlannedDefinitions } from './definitions.ts'
import type { PlannedManifests } from './manifests.ts'
import type { Point } from './schema.ts'
import type { Path } from './validation.ts'

/** Sections of a point that could be read; the others have faults that are reported already. */
export type Sections = Partial<Point>

/** A workload with what the checks must know of it. */
export interface PlannedWorkload {
  readonly spec: WorkloadSpec
  readonly classes: readonly string[]
  /** Where the experiment describes it. */
  readonly path: Path
  /** Processors of the machine that a log or model is of, if they are known. */
  readonly processors?: number | undefined
  /** What definition files say. */
  readonly definitions?: PlannedDefinitions
  /** What manifests say. */
  readonly manifests?: PlannedManifests
}
