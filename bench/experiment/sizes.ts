/**
 * Whether tasks fit machines.
 */
import type { ChronosSpec } from '../../systems/chronos/spec.ts'
import type { MetronomeSpec } from '../../systems/metronome/spec.ts'
import type { DistributionSpec, JobShape } from '../../workloads/spec.ts'
import type { HardwareSpec, MachineGroup, RunSpec } from '../plan.ts'
import { sentence } from './faults.ts'
import { sectionOf } from './part-place.ts'
import { type PartTasks, tasksOf } from './part-tasks.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { PlannedWorkload } from './planned-workload.ts'
import type { Path, Report } from './validation.ts'

/** Reports tasks that fit no machine and gangs that fit no empty cluster, as far as that is known before a run. */
export function checkSizes(
  { spec, path, processors }: PlannedWorkload,
  { machines }: HardwareSpec,
  report: Report,
): void {
  if (spec.kind === 'mix') {
    for (const part of spec.parts) {
      // Whether pods of manifests fit is what a run is to say.
      if (!('ofObject' in part))
        for (const tasks of tasksOf(part)) checkTasks(tasks, machines, [...path, sectionOf(part)], report)
    }
  } else if (spec.kind === 'swf' || spec.kind === 'lublin') {
    checkShape(spec.shape, processors ?? 1, machines, path, report)
  }
}

/** Whose tasks fit none of the machines of a run, as far as that is known before it: 'class "batch"'. */
export function misfits({ workload, system, hardware: { machines } }: RunSpec): string[] {
  if (workload.kind === 'swf' || workload.kind === 'lublin') {
    const { cpuMilliPerProcessor, memoryMiBPerProcessor } = workload.shape
    return fitsSome(machines, cpuMilliPerProcessor, memoryMiBPerProcessor) ? [] : ['the log']
  }
  const parts = workload.kind === 'mix' ? workload.parts.filter(part => !('ofObject' in part)) : []
  const tasks = [
    ...parts.flatMap(tasksOf).map(({ whose, cpuMilli, memoryMiB }) => ({
      whose,
      cpuMilli: least(cpuMilli),
      memoryMiB: least(memoryMiB),
    })),
    ...system.frameworks.flatMap(framework => {
      const { schedules = [], repeated = [] } = framework as Partial<MetronomeSpec & ChronosSpec>
      return [...schedules, ...repeated].map(({ cpuMilli, memoryMiB }) => ({
        whose: `what ${framework.name} runs by the clock`,
        cpuMilli,
        memoryMiB,
      }))
    }),
  ]
  const unfit = tasks.filter(({ cpuMilli, memoryMiB }) => !fitsSome(machines, cpuMilli, memoryMiB))
  return [...new Set(unfit.map(({ whose }) => whose))]
}

/** Reports jobs by the clock that a framework fires by itself, and whose task fits no machine. */
export function checkClockJobs(
  { spec, frameworkPaths }: PlannedSystem,
  { machines }: HardwareSpec,
  report: Report,
): void {
  for (const framework of spec.frameworks) {
    const { schedules = [], repeated = [] } = framework as Partial<MetronomeSpec & ChronosSpec>
    for (const [key, jobs] of Object.entries({ schedules, repeated })) {
      for (const [i, { cpuMilli, memoryMiB }] of jobs.entries()) {
        if (fitsSome(machines, cpuMilli, memoryMiB)) continue
        const path = [...(frameworkPaths.get(framework.name) ?? ['system']), key, i]
        report(
          path,
          sentence({
            found: 'a task that fits no machine',
            expected: `one that fits: ${largest(machines)}`,
            remedy: 'make it smaller or the machines larger',
          }),
          'key',
        )
      }
    }
  }
}

function checkTasks(
  { whose, cpuMilli, memoryMiB, gang, tasks }: PartTasks,
  machines: readonly MachineGroup[],
  path: Path,
  report: Report,
): void {
  if (!fitsSome(machines, least(cpuMilli), least(memoryMiB))) {
    report(
      path,
      sentence({
        found: `tasks of ${whose} that fit no machine`,
        expected: `tasks that fit: ${largest(machines)}`,
        remedy: 'make the tasks smaller or the machines larger',
      }),
      'key',
    )
  }
  const room = roomFor(machines, least(cpuMilli), least(memoryMiB))
  if (!gang || least(tasks) <= room) return
  report(
    path,
    sentence({
      found: `gangs of at least ${Math.ceil(least(tasks))} tasks of ${whose}`,
      expected: `gangs that fit: the cluster has room for ${room} such tasks at once`,
      remedy: 'add machines, or set gang: false',
    }),
    'key',
  )
}

/** `processors` is the size of the machine in the log or model, and so of the largest job. */
function checkShape(
  shape: JobShape,
  processors: number,
  machines: readonly MachineGroup[],
  path: Path,
  report: Report,
): void {
  const tasksHold = shape.taskPer === 'job' ? processors : 1
  const cpuMilli = shape.cpuMilliPerProcessor * tasksHold
  const memoryMiB = shape.memoryMiBPerProcessor * tasksHold
  if (!fitsSome(machines, cpuMilli, memoryMiB)) {
    const what = shape.taskPer === 'job' ? `jobs of up to ${processors} processors as one task` : 'processors'
    report(
      path,
      sentence({
        found: `${what} that fit no machine`,
        expected: `tasks that fit: ${largest(machines)}`,
        remedy: 'make the machines larger',
      }),
      'key',
    )
    return
  }
  const room = roomFor(machines, cpuMilli, memoryMiB)
  if (shape.gang && shape.taskPer === 'processor' && processors > room) {
    report(
      path,
      sentence({
        found: `gangs of up to ${processors} tasks`,
        expected: `gangs that fit: the cluster has room for ${room} such tasks at once`,
        remedy: `add machines, set gang: false, or set processors: ${room}`,
      }),
      'key',
    )
  }
}

/** The smallest value that the distribution can give, as far as it is known: 0 where it has no bound. */
function least(distribution: DistributionSpec): number {
  if (distribution.kind === 'constant') return distribution.value
  return distribution.kind === 'uniform' ? distribution.low : 0
}

/** Is there a machine that such a task fits on while it is empty? */
export function fitsSome(machines: readonly MachineGroup[], cpuMilli: number, memoryMiB: number): boolean {
  return machines.some(machine => machine.cpuMilli >= cpuMilli && machine.memoryMiB >= memoryMiB)
}

/** How many tasks of this size the empty cluster holds. */
function roomFor(machines: readonly MachineGroup[], cpuMilli: number, memoryMiB: number): number {
  return machines.reduce((room, machine) => {
    const byCpu = cpuMilli > 0 ? Math.floor(machine.cpuMilli / cpuMilli) : Number.POSITIVE_INFINITY
    const byMemory = memoryMiB > 0 ? Math.floor(machine.memoryMiB / memoryMiB) : Number.POSITIVE_INFINITY
    return room + machine.count * Math.min(byCpu, byMemory)
  }, 0)
}

/** What the largest machines have, for messages. */
export function largest(machines: readonly MachineGroup[]): string {
  const cores = Math.max(...machines.map(machine => machine.cpuMilli)) / 1000
  const gib = Math.max(...machines.map(machine => machine.memoryMiB)) / 1024
  return `machines have up to ${cores} cores and ${Math.round(gib * 100) / 100} GiB`
}
