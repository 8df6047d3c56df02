/**
 * What no part of an experiment can know alone: whether systems, jobs and machines go together.
 */
import type { FrameworkSpec } from '../../policies/systems/spec.ts'
import { NEVER } from '../../sim/time.ts'
import type { DistributionSpec, JobShape, Part } from '../../workloads/spec.ts'
import type { HardwareSpec, MachineGroup } from '../plan.ts'
import { sentence } from './faults.ts'
import { didYouMean, oneOf } from './nearest.ts'
import type { PlannedSystem } from './system.ts'
import type { Path, Report } from './validation.ts'
import type { PlannedWorkload, Sections } from './workload.ts'

/** A combination with the parts of it that could be built. */
export interface Built {
  readonly sections: Sections
  readonly system: PlannedSystem | undefined
  readonly workload: PlannedWorkload | undefined
  readonly hardware: HardwareSpec | undefined
}

/** Reports everything that does not go together. */
export function check(built: Built, report: Report): void {
  const { sections, system, workload, hardware } = built
  checkWindow(sections, workload, hardware, report)
  if (system !== undefined) {
    checkHosting(system, hardware, report)
    checkOrder(system, report)
    if (workload !== undefined) {
      checkTaking(system, workload, report)
      if (system.spec.root.kind === 'sampling') checkGangs(system, workload, report)
    }
  }
  if (workload !== undefined && hardware !== undefined) checkSizes(workload, hardware, report)
}

function checkWindow(
  sections: Sections,
  workload: PlannedWorkload | undefined,
  hardware: HardwareSpec | undefined,
  report: Report,
): void {
  const { until, 'warm-up': warmup } = sections
  if (until === undefined) return
  if (warmup !== undefined && warmup >= until) {
    const remedy = 'shorten the warm-up or run for longer'
    report(
      ['warm-up'],
      sentence({
        found: 'a warm-up that does not end before the run',
        expected: 'a warm-up shorter than until',
        remedy,
      }),
    )
  }
  if (until !== NEVER) return
  const remedy = 'set until'
  if (hardware !== undefined && hardware.meanTimeToFailure !== NEVER) {
    report(
      ['until'],
      sentence({
        found: 'a run without an end on machines that fail',
        expected: 'an end: failures never stop',
        remedy,
      }),
    )
  }
  if (workload?.spec.kind === 'mix' && workload.spec.parts.some(part => part.kind === 'services')) {
    report(
      ['until'],
      sentence({
        found: 'a run without an end with services',
        expected: 'an end: services never stop',
        remedy,
      }),
    )
  }
}

function placeOf(framework: FrameworkSpec, system: PlannedSystem): Path {
  return system.frameworkPaths.get(framework.name) ?? ['system']
}

function checkHosting(system: PlannedSystem, hardware: HardwareSpec | undefined, report: Report): void {
  const { frameworks } = system.spec
  const names = frameworks.map(({ name }) => name)
  const hostOf = new Map(frameworks.map(({ name, hosting }) => [name, hosting?.hostedBy]))
  const told = new Set<string>()
  for (const framework of frameworks) {
    const { name, hosting } = framework
    if (hosting === undefined) continue
    const path = [...placeOf(framework, system), 'hosting']
    if (!names.includes(hosting.hostedBy)) {
      const expected = `a framework of the system: ${oneOf(names.filter(other => other !== name))}`
      report(
        [...path, 'by'],
        sentence({ found: `"${hosting.hostedBy}"`, expected, remedy: didYouMean(hosting.hostedBy, names) }),
      )
      continue
    }
    const cycle = cycleFrom(name, hostOf)
    if (cycle !== undefined && !told.has(name)) {
      for (const member of cycle) told.add(member)
      const found = [...cycle, name].join(' hosted by ')
      report(
        [...path, 'by'],
        sentence({
          found,
          expected: 'a framework that is hosted by none at the end',
          remedy: 'no scheduler of a circle could start first; take one hosting out',
        }),
      )
    }
    if (hardware !== undefined && !fitsSome(hardware.machines, hosting.cpuMilli, hosting.memoryMiB)) {
      report(
        path,
        sentence({
          found: 'a scheduler larger than any machine',
          expected: `one that fits: ${largest(hardware.machines)}`,
        }),
        'key',
      )
    }
  }
}

/** The hosts from a framework back to itself, if they lead there. */
function cycleFrom(name: string, hostOf: ReadonlyMap<string, string | undefined>): string[] | undefined {
  const way = [name]
  for (
    let host = hostOf.get(name);
    host !== undefined && !way.slice(1).includes(host);
    host = hostOf.get(host)
  ) {
    if (host === name) return way
    way.push(host)
  }
  return undefined
}

function checkOrder({ spec, backfills }: PlannedSystem, report: Report): void {
  const { order, whenBlocked } = spec.root
  if (!backfills || whenBlocked === 'wait') return
  const found = `the order "${order}" with when-blocked: ${whenBlocked} (system "${spec.name}")`
  report(
    ['root', 'when-blocked'],
    sentence({
      found,
      expected: 'when-blocked: wait, since backfilling reserves for the job that waits',
      remedy: 'set root.when-blocked: wait',
    }),
  )
}

function checkTaking(system: PlannedSystem, { classes, path }: PlannedWorkload, report: Report): void {
  const { frameworks, name } = system.spec
  const takers = new Map<string, string>()
  for (const framework of frameworks) {
    for (const [i, taken] of framework.takes.entries()) {
      const place = [...placeOf(framework, system), 'takes', i]
      const other = takers.get(taken)
      if (other !== undefined) {
        const what = taken === '*' ? 'what no other framework takes' : `the class "${taken}"`
        report(
          place,
          sentence({
            found: `${what}, which ${other} takes already`,
            expected: 'every class taken once',
            remedy: `take it out of ${other} or ${framework.name}`,
          }),
        )
      }
      takers.set(taken, framework.name)
      // A built-in framework may wait for classes that this workload does not have; a class in the file is meant.
      const meant = system.frameworkPaths.has(framework.name)
      if (meant && taken !== '*' && !classes.includes(taken)) {
        const expected = `a class of the workload: ${oneOf([...classes, '"*"'])}`
        report(place, sentence({ found: `"${taken}"`, expected, remedy: didYouMean(taken, classes) }))
      }
    }
  }
  for (const jobClass of takers.has('*') ? [] : classes) {
    if (takers.has(jobClass)) continue
    const remedy = `add it to the takes of ${oneOf(frameworks.map(framework => framework.name))}`
    report(
      path,
      sentence({
        found: `jobs of class "${jobClass}" that no framework of "${name}" takes`,
        expected: 'a framework for every class',
        remedy,
      }),
      'key',
    )
  }
}

function checkGangs(
  { spec: { name } }: PlannedSystem,
  { spec, path }: PlannedWorkload,
  report: Report,
): void {
  const say = (where: Path) =>
    report(
      where,
      sentence({
        found: `gangs under the system "${name}"`,
        expected: 'tasks that start one by one',
        remedy: 'sampling binds tasks one by one and cannot start gangs: set gang: false',
      }),
    )
  if (spec.kind === 'swf' || spec.kind === 'lublin') {
    if (spec.shape.gang) say([...path, 'gang'])
  } else if (spec.kind === 'mix') {
    for (const part of spec.parts) if (part.kind === 'jobs' && part.gang) say([...path, 'jobs', 'gang'])
  }
}

function checkSizes({ spec, path }: PlannedWorkload, { machines }: HardwareSpec, report: Report): void {
  if (spec.kind === 'mix') {
    for (const part of spec.parts) {
      if (fitsSome(machines, least(part.cpuMilli), least(part.memoryMiB))) continue
      report(
        [...path, part.kind],
        sentence({
          found: `tasks of class "${part.jobClass}" that fit no machine`,
          expected: `tasks that fit: ${largest(machines)}`,
          remedy: 'make the tasks smaller or the machines larger',
        }),
        'key',
      )
    }
    for (const part of spec.parts)
      if (part.kind === 'jobs' && part.gang) checkGangSize(part, machines, [...path, 'jobs'], report)
  } else if (spec.kind === 'swf' || spec.kind === 'lublin') {
    checkShape(spec.shape, spec.processors ?? 1, spec.kind === 'lublin', machines, path, report)
  }
}

function checkGangSize(
  part: Part & { kind: 'jobs' },
  machines: readonly MachineGroup[],
  path: Path,
  report: Report,
): void {
  const room = roomFor(machines, least(part.cpuMilli), least(part.memoryMiB))
  if (least(part.tasks) <= room) return
  report(
    path,
    sentence({
      found: `gangs of at least ${Math.ceil(least(part.tasks))} tasks`,
      expected: `gangs that fit: the cluster has room for ${room} such tasks at once`,
      remedy: 'add machines, or set gang: false',
    }),
    'key',
  )
}

/** `processors` of the largest job; `certain` if such a job will come. */
function checkShape(
  shape: JobShape,
  processors: number,
  certain: boolean,
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
  if (certain && shape.gang && shape.taskPer === 'processor' && processors > room) {
    report(
      path,
      sentence({
        found: `gangs of up to ${processors} tasks`,
        expected: `gangs that fit: the cluster has room for ${room} such tasks at once`,
        remedy: 'add machines, or set gang: false',
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

function fitsSome(machines: readonly MachineGroup[], cpuMilli: number, memoryMiB: number): boolean {
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

function largest(machines: readonly MachineGroup[]): string {
  const cores = Math.max(...machines.map(machine => machine.cpuMilli)) / 1000
  const gib = Math.max(...machines.map(machine => machine.memoryMiB)) / 1024
  return `machines have up to ${cores} cores and ${Math.round(gib * 100) / 100} GiB`
}
