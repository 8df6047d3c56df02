import type { SystemSpec } from '../../systems/generic/spec.ts'
import type { RunSpec } from '../plan.ts'
import type { Path } from './validation.ts'

/** A system with what the checks must know of it. */
export interface PlannedSystem {
  readonly spec: SystemSpec
  readonly policyFiles: RunSpec['policyFiles']
  /** Does the order let jobs pass one that cannot start? */
  readonly backfills: boolean
  /** Does it plan the start of every job that waits? */
  readonly plans: boolean
  /** Where the experiment speaks of a framework, by name; a built-in one that it leaves alone has no place. */
  readonly frameworkPaths: ReadonlyMap<string, Path>
  /** Frameworks whose classes the experiment writes down itself. */
  readonly ownTakes: ReadonlySet<string>
  /** What decided the order and the placement. */
  readonly orderPath: Path
  readonly placePath: Path
  readonly spreadPath: Path
  /** Where the experiment sets something of the root, by the key that is written. */
  readonly rootPaths: ReadonlyMap<string, Path>
  /** Does the placement score machines, rather than choose them itself? */
  readonly scores: boolean
}
