/**
 * Jobs beyond a limit: what a goal such as "the 95th percentile of the wait is at most 60 s" is judged by. The share of jobs that
 * waited longer is a mean, so it varies less from run to run than the percentile does, and says the same.
 */
import { SECOND } from '../engine/time.ts'
import type { MeasuredGroup } from './measured-group.ts'
import type { Beyond, Limit, LimitedMeasure } from './result.ts'
import type { Samples } from './samples.ts'

interface Limited {
  readonly samples: (group: MeasuredGroup) => Samples
  /** What one of the measure's own units is in the samples. */
  readonly unit: number
}

const measures: Readonly<Record<LimitedMeasure, Limited>> = {
  wait_first_s: { samples: group => group.waits.first.samples, unit: SECOND },
  wait_last_s: { samples: group => group.waits.last.samples, unit: SECOND },
  response_s: { samples: group => group.response.samples, unit: SECOND },
  bounded_slowdown: { samples: group => group.boundedSlowdown.samples, unit: 1 },
  pipeline_response_s: { samples: group => group.pipelineResponse, unit: SECOND },
  relaunch_s: { samples: group => group.relaunch, unit: SECOND },
}

/** Counts the values of a group that are beyond the limit, those that are not, and those of which nobody knows. */
export function beyond(limit: Limit, group: MeasuredGroup): Beyond {
  const { samples, unit } = measures[limit.measure]
  const values = samples(group)
  const above = values.above(limit.limit * unit)
  return { ...limit, count: values.count, ...above }
}
