/**
 * A job of a definition file, as a framework of an experiment has it.
 */
import type { Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { DistributionSpec } from '../../workloads/spec.ts'
import { ONE } from '../mesos/quantities.ts'
import type { OwnRun } from '../own-jobs.ts'
import type { DefinitionReport } from './report.ts'

export interface DefinedJob {
  /** Its name, which is the class of its runs. */
  readonly name: string
  /** As its API takes it: plain JSON. */
  readonly definition: unknown
  /** Of a task; definitions do not say it. */
  readonly duration: DistributionSpec
  /** Mean time between failures of a running task. */
  readonly meanTimeToFailure: Time
}

/** Of definitions that were read before: what is wrong with them was told then. */
export const SOUND: DefinitionReport = {
  wrong: (at, { found, expected }) => {
    throw new SwitchyardError(`${at.join('.')}: found ${found}, expected ${expected}.`)
  },
  said: (at, sentence) => {
    throw new SwitchyardError(`${at.join('.')}: ${sentence}.`)
  },
  field: () => {},
}

/** What a run of one of these jobs is. Needs are in whole thousandths. */
export function writtenRun(
  jobs: readonly DefinedJob[],
  job: string,
  { cpus, mem }: { readonly cpus: number; readonly mem: number },
): OwnRun {
  const { duration, meanTimeToFailure } = jobs.find(({ name }) => name === job)!
  return { cpuMilli: cpus, memoryMiB: mem / ONE, duration, meanTimeToFailure, jobClass: job }
}
