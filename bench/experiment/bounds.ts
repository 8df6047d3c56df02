/**
 * What is too much only together, or cannot go on for ever: told before anything runs, not by every run for itself.
 */
import type { Time } from '../../sim/engine/time.ts'
import { SECOND } from '../../sim/engine/time.ts'
import { Concurrency } from '../../sim/world/batch.ts'
import { frameworkKinds } from '../../systems/catalogue.ts'
import type { FrameworkSpec } from '../../systems/generic/spec.ts'
import type { Part, PipelinesPart } from '../../workloads/spec.ts'
import { longest } from './endings.ts'
import { sentence } from './faults.ts'
import { MOST_ALL_SCHEDULERS, MOST_STAGES } from './limits.ts'
import { oneOf } from './nearest.ts'
import { placeOf } from './part-place.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { PlannedWorkload } from './planned-workload.ts'
import type { Path, Report } from './validation.ts'

/** Reports what a workload has too much of. */
export function checkAmounts({ spec, path }: PlannedWorkload, report: Report): void {
  if (spec.kind !== 'mix') return
  for (const part of spec.parts) {
    const place = placeOf(part, spec, path)
    if (part.kind === 'pipelines') checkStages(part, place, report)
    if (part.kind === 'services' && part.within > spec.until) {
      report(
        [...place, 'within'],
        sentence({
          found: `services that arrive within ${inSeconds(part.within)}`,
          expected: `at most the ${inSeconds(spec.until)} in which jobs are submitted`,
          remedy: 'shorten within, or set until or submit-until later',
        }),
      )
    }
  }
}

/** About the longest of many pipelines; a mix refuses a longer one by itself. */
function checkStages({ layers, width }: PipelinesPart, place: Path, report: Report): void {
  const stages = Math.max(1, Math.ceil(longest(layers))) * Math.max(1, Math.ceil(longest(width)))
  if (stages <= MOST_STAGES) return
  report(
    [...place, longest(layers) >= longest(width) ? 'layers' : 'width'],
    sentence({
      found: `pipelines of up to ${stages} stages`,
      expected: `at most ${MOST_STAGES} (layers × width)`,
      remedy: 'make layers or width smaller, or spread them less',
    }),
  )
}

/** Reports stages that would go to a framework which knows no pipelines. */
export function checkPipelines(
  { spec: { frameworks, name } }: PlannedSystem,
  { spec, path }: PlannedWorkload,
  report: Report,
): void {
  if (spec.kind !== 'mix') return
  const runners = Object.values(frameworkKinds).flatMap(each => (each.runsPipelines ? [each.kind] : []))
  for (const part of spec.parts) {
    if (part.kind !== 'pipelines' && part.kind !== 'pipeline-files') continue
    const framework = takerOf(part, frameworks)
    if (framework === undefined || frameworkKinds[framework.kind]!.runsPipelines) continue
    report(
      placeOf(part, spec, path),
      sentence({
        found: `pipelines of class "${part.jobClass}", which "${framework.name}" of "${name}" takes, a framework of the kind ${framework.kind}`,
        expected: `one of the kind ${oneOf(runners)}`,
        remedy: 'let such a framework take their class',
      }),
      'key',
    )
  }
}

/** Reports cron jobs with a concurrency policy that their framework would not know of. */
export function checkCron(
  { spec: { frameworks, name } }: PlannedSystem,
  { spec, path }: PlannedWorkload,
  report: Report,
): void {
  if (spec.kind !== 'mix') return
  const runners = Object.values(frameworkKinds).flatMap(each => (each.runsCron ? [each.kind] : []))
  for (const part of spec.parts) {
    if (part.kind !== 'cron' || part.concurrency === Concurrency.Allow) continue
    const framework = takerOf(part, frameworks)
    if (framework === undefined) continue
    const kind = frameworkKinds[framework.kind]!
    const refusal = kind.refusesCron?.(framework, part.concurrency)
    if (refusal !== undefined)
      report(
        [...placeOf(part, spec, path), 'concurrency'],
        sentence({
          found: `a concurrency policy of class "${part.jobClass}", which "${framework.name}" of "${name}" takes`,
          expected: `one that it obeys: ${refusal}`,
        }),
      )
    if (kind.runsCron) continue
    report(
      [...placeOf(part, spec, path), 'concurrency'],
      sentence({
        found: `a concurrency policy of class "${part.jobClass}", which "${framework.name}" of "${name}" takes, a framework of the kind ${framework.kind} that starts every run`,
        expected: `allow, or a framework of the kind ${oneOf(runners)}`,
        remedy: 'let such a framework take their class',
      }),
    )
  }
}

function takerOf({ jobClass }: Part, frameworks: readonly FrameworkSpec[]): FrameworkSpec | undefined {
  return (
    frameworks.find(({ takes }) => takes.includes(jobClass)) ??
    frameworks.find(({ takes }) => takes.includes('*'))
  )
}

/** Reports more schedulers than there can be. */
export function checkSchedulers({ spec, rootPaths }: PlannedSystem, report: Report): void {
  const { root, frameworks } = spec
  if (!('schedulers' in root)) return
  const each = root.schedulers as number
  if (each * frameworks.length <= MOST_ALL_SCHEDULERS) return
  report(
    rootPaths.get('schedulers') ?? ['root', 'schedulers'],
    sentence({
      found: `${frameworks.length * each} schedulers (${frameworks.length} frameworks × ${each})`,
      expected: `at most ${MOST_ALL_SCHEDULERS}`,
    }),
  )
}

function inSeconds(time: Time): string {
  return `${time / SECOND} s`
}
