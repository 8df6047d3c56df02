import type { Time } from '../engine/time.ts'
import type { JobId, MachineId } from '../world/handles.ts'
import type { LongWait } from './long-wait.ts'
import type { Probe } from './probe.ts'
import type { Remark, Standing } from './result.ts'

/** A root, which is asked besides. */
export interface RootProbe extends Probe {
  /** The machine, which takes no more tasks, is to lose those that it has; absent: all of them are killed at once. */
  drain?(machine: MachineId): void
  /** After the last event: what has become of what is written down to be there; undefined: nothing is. */
  standings?(): readonly Standing[] | undefined
  /** What the root itself decides that keeps room that is there from the job, in words; undefined: nothing. */
  withheld?(job: JobId): string | undefined
  /** After the last event, at `end`: what waited longest, and why. */
  waits?(end: Time): readonly LongWait[]
  /** After the last event: what readers of the results should know besides. */
  remarks?(): readonly Remark[]
}
