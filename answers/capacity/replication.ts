/**
 * What a seed draws anew: of generated jobs all, of a log users or weeks, so that there is something to be confident about.
 */
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import type { RunSpec } from '../../bench/plan.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { SwfSpec } from '../../workloads/spec.ts'
import { openSwf } from '../../workloads/traces/swf.ts'
import { TraceError } from '../../workloads/traces/trace-faults.ts'

/** `jitter`, `start`: of a log only when jobs are submitted, or where it begins. `none`: the jobs are the same in every run. */
export type Replication = 'generated' | 'users' | 'weeks' | 'jitter' | 'start' | 'none'

export const resamples = ['users', 'weeks', 'none'] as const
export type Resample = (typeof resamples)[number]

export function replicationOf({ workload }: Pick<RunSpec, 'workload'>): Replication {
  if (workload.kind === 'mix' || workload.kind === 'lublin') return 'generated'
  if (workload.kind === 'omega-csv') return 'none'
  if (workload.resample !== undefined) return workload.resample
  if (workload.jitter !== undefined) return 'jitter'
  return workload.startWithin !== undefined ? 'start' : 'none'
}

export const replicationSentences: Readonly<Record<Replication, string>> = {
  generated: 'Every seed draws its own jobs.',
  users:
    'Every seed draws the users of the log anew, as many as it has, with replacement (trace.resample: users): the answer is about workloads like this log.',
  weeks:
    'Every seed draws the weeks of the log anew, as many as it has, with replacement (trace.resample: weeks): the answer is about workloads like this log.',
  jitter:
    'Every seed submits the jobs of the log a little later (trace.jitter): the answer is about this log.',
  start: 'Every seed begins elsewhere in the log (trace.start-within): the answer is about this log.',
  none: 'Jobs are those of the log, the same in every run: the answer is about this log. Two whole weeks or more would be drawn anew for every seed, by users or by weeks (--resample).',
}

/**
 * The overrides with a way to resample: the one that is asked for; else what the experiment says, and where it says nothing, users
 * if the log names two or more and lasts two weeks, else weeks, else none.
 *
 * @throws SwitchyardError where there is no log to resample
 */
export async function withResampling(
  file: string,
  overrides: Overrides,
  wanted: Resample | undefined,
): Promise<Overrides> {
  const { runs } = await readExperiment(file, { ...overrides, seeds: 1, alone: true })
  const logs = new Map<string, SwfSpec>()
  for (const { spec } of runs)
    if (spec.workload.kind === 'swf') logs.set(JSON.stringify(spec.workload), spec.workload)
  if (wanted !== undefined && logs.size === 0)
    throw new SwitchyardError(
      `--resample ${wanted}: found an experiment without a log, expected one with a trace; generated jobs are drawn anew for every seed.`,
    )
  const overridden = (resample: Resample) => ({
    ...overrides,
    set: { ...overrides.set, 'trace.resample': resample },
  })
  if (wanted !== undefined) return overridden(wanted)
  if (logs.size === 0 || runs.some(({ spec }) => replicationOf(spec) !== 'none')) return overrides
  for (const resample of ['users', 'weeks'] as const)
    if (await canResample([...logs.values()], resample)) return overridden(resample)
  return overrides
}

/** Whether all of the logs are long enough, and name users where these are to be drawn: reading them tells. */
async function canResample(logs: readonly SwfSpec[], resample: 'users' | 'weeks'): Promise<boolean> {
  for (const log of logs) {
    try {
      await openSwf({ ...log, resample }, { seed: 'can it be resampled', cpuMilli: 0 })
    } catch (error) {
      if (error instanceof TraceError) return false
      throw error
    }
  }
  return true
}
