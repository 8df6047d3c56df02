/**
 * From a system as written down to a cluster with a root and frameworks, by the definitions in the catalogue.
 */
import type { Cluster } from '../sim/cluster.ts'
import { SwitchyardError } from '../sim/errors.ts'
import type { Liveness } from '../sim/hardware/liveness.ts'
import { Absences } from '../sim/life/absences.ts'
import { type Hosted, Hosting, hostingCycle } from '../sim/life/hosting.ts'
import { SchedulerProcesses } from '../sim/life/scheduler-processes.ts'
import { NONE } from '../sim/world/handles.ts'
import { definitions, frameworkKinds, rootKinds } from './catalogue.ts'
import type { RootParts, SystemFault } from './definition.ts'
import type { PolicyMakers } from './generic/named-policies.ts'
import { SchedulerBuilder } from './generic/scheduler-builder.ts'
import type { FrameworkSpec, SystemSpec } from './generic/spec.ts'

/** Class of the jobs that are hosted schedulers; a run's classes end with it when some framework is hosted. */
export const SCHEDULER_CLASS = 'scheduler'

/** Classes of the run: those of the workload and `ownClassesOf` the system. */
export function classesOf(system: SystemSpec, workload: readonly string[]): string[] {
  return [...workload, ...ownClassesOf(system)]
}

/** Classes of jobs that nobody submits: leased nodes, and hosted schedulers, if there are any. */
export function ownClassesOf({ frameworks }: SystemSpec): string[] {
  const own = new Set(frameworks.flatMap(({ kind }) => frameworkKinds[kind]?.ownClass ?? []))
  const hosted = frameworks.some(({ hosting }) => hosting !== undefined)
  return hosted ? [...own, SCHEDULER_CLASS] : [...own]
}

/**
 * Adds the system's frameworks to the cluster, starts hosting, and starts the root. `policies` load the user's own
 * by the name that the system calls them.
 *
 * @throws SwitchyardError when the parts do not go together.
 */
export function assemble(
  system: SystemSpec,
  cluster: Cluster,
  policies: PolicyMakers,
  liveness: Liveness,
): void {
  const root = rootKinds[system.root.kind]!
  checkPauses(system)
  for (const fault of root.check?.(system) ?? []) throw new SwitchyardError(sentenceOf(system, fault))
  for (const spec of system.frameworks) {
    const kind = frameworkKinds[spec.kind]!
    const refusal = kind.refusal?.(system.root)
    if (refusal !== undefined)
      throw new SwitchyardError(
        `System '${system.name}': the framework '${spec.name}' is of the kind ${spec.kind}, which does not run on ${system.root.kind}: ${refusal}.`,
      )
    for (const fault of kind.check?.(spec, system.root) ?? [])
      throw new SwitchyardError(sentenceOf(system, fault))
    cluster.addFramework(kind.build(spec), spec.weight, spec.takes, spec.killGrace)
  }
  letSchedulersDie(system.frameworks, cluster)
  const builder = new SchedulerBuilder(system, cluster, policies)
  const timers = timersOf(system)
  cluster.start(root.build(system, { cluster, builder, liveness, ...(timers !== undefined && { timers }) }))
}

/** The timers of the first definition that has some for such quirks. */
function timersOf({ quirks }: SystemSpec): RootParts['timers'] {
  for (const definition of definitions) {
    const timers = definition.timers?.(quirks)
    if (timers !== undefined) return timers
  }
  return undefined
}

/** A job that is tried again at the instant at which it did not fit would keep time standing still. */
function checkPauses({ name, root }: SystemSpec): void {
  if (root.retryAfter > 0) return
  throw new SwitchyardError(
    `System '${name}' tries a job that does not fit again after 0 s, at the instant at which it did not fit: set retry-after to more than 0 s.`,
  )
}

function sentenceOf({ name }: SystemSpec, { at, framework, found, expected, remedy }: SystemFault): string {
  const place = framework === undefined ? ['root', ...at] : ['frameworks', framework, ...at]
  const what = remedy === undefined ? '' : `; ${remedy}`
  return `System '${name}', ${place.join('.')}: found ${found}, expected ${expected}${what}.`
}

function letSchedulersDie(specs: readonly FrameworkSpec[], cluster: Cluster): void {
  const indexOf = (name: string | undefined) => specs.findIndex(spec => spec.name === name)
  const cycle = hostingCycle(
    specs.map(({ hosting }) => (hosting === undefined ? NONE : indexOf(hosting.hostedBy))),
  )
  if (cycle !== null) {
    const names = [...cycle, cycle[0]!].map(index => specs[index]!.name)
    throw new SwitchyardError(
      `Frameworks host each other in a circle, ${names.join(' → ')}: none of them could start first. Let one of them run by itself.`,
    )
  }
  const hosted: Hosted[] = []
  for (const [framework, { name, hosting }] of specs.entries()) {
    if (hosting === undefined) continue
    const by = indexOf(hosting.hostedBy)
    if (by === NONE) {
      throw new SwitchyardError(
        `Framework '${name}' is hosted by '${hosting.hostedBy}', which is not a framework of this system; known are ${specs.map(spec => spec.name).join(', ')}.`,
      )
    }
    const host = specs[by]!
    const refusal = frameworkKinds[host.kind]!.hostRefusal?.(host)
    if (refusal !== undefined)
      throw new SwitchyardError(
        `Framework '${name}' is hosted by '${host.name}', of the kind ${host.kind}, which hosts no schedulers: ${refusal}.`,
      )
    hosted.push({ ...hosting, framework, host: by })
  }
  const processes = specs.flatMap((spec, framework) =>
    spec.process === undefined ? [] : [{ ...spec.process, framework }],
  )
  if (hosted.length === 0 && processes.length === 0) return
  const absences = new Absences(cluster, cluster)
  if (processes.length > 0) new SchedulerProcesses(cluster, absences, processes)
  if (hosted.length === 0) return
  const schedulerClass = cluster.classes.indexOf(SCHEDULER_CLASS)
  cluster.hosting = new Hosting(cluster, cluster, absences, hosted, schedulerClass)
}
