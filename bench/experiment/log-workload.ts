/**
 * The workload of one run that is a log, or a model of one, from what the experiment says.
 */
import type { JobShape, LublinSpec, OmegaCsvSpec, SwfSpec } from '../../workloads/spec.ts'
import { omegaClasses } from '../../workloads/traces/omega-pass.ts'
import { sentence } from './faults.ts'
import type { Inputs } from './inputs.ts'
import type { PlannedWorkload, Sections } from './planned-workload.ts'
import type { Point } from './schema.ts'
import type { Report } from './validation.ts'

export async function swf(
  { trace, growth = 0 }: Sections,
  inputs: Inputs,
  report: Report,
): Promise<PlannedWorkload | undefined> {
  if (trace === undefined) return undefined
  if (trace.file === undefined) {
    const expected = 'the path of a log in the Standard Workload Format'
    report(
      ['trace', 'file'],
      sentence({ found: 'nothing', expected, remedy: 'add file: to trace:, or run with --trace FILE' }),
    )
    return undefined
  }
  const file = inputs.named(trace.file, ['trace', 'file'], 'a log in the Standard Workload Format', report)
  if (file === undefined) return undefined
  const told = await inputs.processors(file, report)
  if (told === null) return undefined
  const { jobs, processors, from, to, resample, jitter } = trace
  const startWithin = trace['start-within']
  const firstJob = trace['first-job']
  if (to !== undefined && from !== undefined && to <= from) {
    const found = 'an end that is not behind trace.from'
    report(['trace', 'to'], sentence({ found, expected: 'a later time', remedy: 'move from or to' }))
  }
  const spec: SwfSpec = {
    kind: 'swf',
    file,
    jobClass: trace.class,
    shape: shape(trace),
    size: trace.size,
    overrun: trace.overrun,
    estimate: trace.estimate,
    missingEstimate: trace['missing-estimate'],
    zeroRunTime: trace['zero-run-time'],
    // More load is more users where users are drawn; else there is nothing to add, and the same jobs come faster.
    interarrivalFactor: trace['interarrival-factor'] / (resample === 'users' ? 1 : 1 + growth),
    fromFirstSubmit: trace['from-first-submit'],
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(startWithin === undefined ? {} : { startWithin }),
    ...(firstJob === 1 ? {} : { firstJob }),
    ...(jobs === 'all' ? {} : { jobs }),
    ...(resample === 'none' ? {} : { resample }),
    ...(resample === 'users' && growth > 0 && { userFactor: 1 + growth }),
    ...(jitter === 0 ? {} : { jitter }),
    ...(processors === undefined ? {} : { processors }),
  }
  return { spec, classes: [trace.class], path: ['trace'], processors: processors ?? told }
}

export function lublin({ lublin, growth = 0 }: Sections): PlannedWorkload | undefined {
  if (lublin === undefined) return undefined
  const { class: jobClass, jobs, processors } = lublin
  const interarrivalFactor = lublin['interarrival-factor'] / (1 + growth)
  const spec: LublinSpec = {
    kind: 'lublin',
    jobClass,
    jobs,
    processors,
    interarrivalFactor,
    shape: shape(lublin),
  }
  return { spec, classes: [jobClass], path: ['lublin'], processors }
}

export function omega(
  { omega, growth = 0 }: Sections,
  inputs: Inputs,
  report: Report,
): PlannedWorkload | undefined {
  if (omega === undefined) return undefined
  const file = inputs.named(omega.file, ['omega', 'file'], 'a job list', report)
  if (file === undefined) return undefined
  const spec: OmegaCsvSpec = {
    kind: 'omega-csv',
    file,
    ...(growth === 0 ? {} : { interarrivalFactor: 1 / (1 + growth) }),
  }
  return { spec, classes: omegaClasses, path: ['omega'] }
}

function shape(section: NonNullable<Point['lublin'] | Point['trace']>): JobShape {
  return {
    taskPer: section['task-per'],
    cpuMilliPerProcessor: section['cpu-per-processor'],
    memoryMiBPerProcessor: section['memory-per-processor'],
    gang: section.gang,
  }
}
