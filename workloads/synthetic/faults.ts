import { inSeconds } from '../../sim/engine/time.ts'
import type { DistributionSpec, MixSpec, Part, RunTimes, StageSpec, WrittenPipelinePart } from '../spec.ts'
import { failsFaults } from './sure-failures.ts'
import { distributionFaults } from './variate.ts'

/** Everything that is wrong with a mix, one sentence each, with the path of the setting; empty if nothing is. */
export function mixFaults(spec: MixSpec): string[] {
  const faults: string[] = []
  if (spec.parts.length === 0) faults.push('workload.parts: found none, expected at least one part.')
  if (!(spec.until > 0))
    faults.push(`workload.until: found ${inSeconds(spec.until)} s, expected a time above 0.`)
  if (spec.load !== undefined && !(spec.load > 0 && Number.isFinite(spec.load)))
    faults.push(`workload.load: found ${spec.load}, expected a share above 0, such as 0.8.`)
  spec.parts.forEach((part, index) => {
    faults.push(...partFaults(part, `workload.parts[${index}]`, spec))
  })
  return faults
}

function partFaults(part: Part, where: string, spec: MixSpec): string[] {
  if (part.kind === 'pipeline-files') return writtenFaults(part, where)
  const faults: string[] = []
  const distribution = (name: string, of: DistributionSpec, least: 0 | 1 = 1) =>
    faults.push(...distributionFaults(of, `${where}.${name}`, least))
  const whole = (name: string, value: number, least: number) => {
    if (!Number.isSafeInteger(value) || value < least)
      faults.push(`${where}.${name}: found ${value}, expected a whole number of at least ${least}.`)
  }
  distribution('cpuMilli', part.cpuMilli, 'ofObject' in part ? 0 : 1)
  distribution('memoryMiB', part.memoryMiB, 0)
  if (!(part.meanTimeToFailure > 0))
    faults.push(
      `${where}.meanTimeToFailure: found ${inSeconds(part.meanTimeToFailure)} s, expected a time above 0.`,
    )
  if (part.kind === 'services') {
    whole('count', part.count, 0)
    distribution('instances', part.instances)
    if (!(part.within >= 0 && part.within <= spec.until && Number.isFinite(part.within))) {
      faults.push(
        `${where}.within: found ${inSeconds(part.within)} s, expected a time from 0 to the end of submissions, ${inSeconds(spec.until)} s.`,
      )
    }
    return faults
  }
  if (part.kind === 'cron') faults.push(...timeFaults(part.runs, where))
  else distribution('interarrival', part.interarrival)
  distribution('tasks', part.tasks)
  distribution('duration', part.duration)
  if (part.fails !== undefined) faults.push(...failsFaults(part.fails, `${where}.fails`))
  if (part.kind === 'pipelines') {
    distribution('layers', part.layers)
    distribution('width', part.width)
    whole('parents', part.parents, 1)
  }
  return faults
}

function writtenFaults({ stages, runs }: WrittenPipelinePart, where: string): string[] {
  const faults: string[] = []
  if (stages.length === 0) faults.push(`${where}.stages: found none, expected at least one stage.`)
  faults.push(...timeFaults(runs, where))
  for (const [place, stage] of stages.entries())
    faults.push(...stageFaults(stage, place, `${where}.stages[${place}]`))
  return faults
}

function timeFaults(runs: RunTimes, where: string): string[] {
  switch (runs.kind) {
    case 'drawn':
      return distributionFaults(runs.interarrival, `${where}.runs.interarrival`, 1)
    case 'fixed':
      return runs.every > 0
        ? []
        : [`${where}.runs.every: found ${inSeconds(runs.every)} s, expected a time above 0.`]
    case 'listed': {
      const late = runs.times.findIndex((time, i) => !(time >= (runs.times[i - 1] ?? 0)))
      if (late < 0) return []
      const found = inSeconds(runs.times[late]!)
      return [`${where}.runs.times[${late}]: found ${found} s, expected times in order, from 0 s on.`]
    }
  }
}

function stageFaults(stage: StageSpec, place: number, where: string): string[] {
  const late = stage.parents.filter(parent => !(parent >= 0 && parent < place))
  return [
    ...late.map(
      parent => `${where}.parents: found ${parent}, expected a stage before it, of which there are ${place}.`,
    ),
    ...distributionFaults(stage.tasks, `${where}.tasks`, 1),
    ...distributionFaults(stage.duration, `${where}.duration`, 0),
    ...distributionFaults(stage.cpuMilli, `${where}.cpuMilli`, 1),
    ...distributionFaults(stage.memoryMiB, `${where}.memoryMiB`, 0),
    ...(stage.fails === undefined ? [] : failsFaults(stage.fails, `${where}.fails`)),
  ]
}
