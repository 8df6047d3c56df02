/**
 * What no part of an experiment can know alone: whether systems, jobs and machines go together.
 */

import { NEVER } from '../../sim/engine/time.ts'
import { classesOf, ownClassesOf, SCHEDULER_CLASS } from '../../systems/assemble.ts'
import { frameworkKinds, rootKinds } from '../../systems/catalogue.ts'
import type { HardwareSpec } from '../plan.ts'
import { checkAmounts, checkCron, checkPipelines, checkSchedulers } from './bounds.ts'
import { checkEnding } from './endings.ts'
import { sentence } from './faults.ts'
import { checkHosting, placeOf } from './hosting-checks.ts'
import { checkExtras, checkSpread } from './machine-names.ts'
import { didYouMean, oneOf, oneOfMany } from './nearest.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { PlannedWorkload, Sections } from './planned-workload.ts'
import { checkClockJobs, checkSizes } from './sizes.ts'
import type { Path, Report } from './validation.ts'

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
  checkWindow(built, report)
  if (system !== undefined) {
    checkHosting(system, hardware, report)
    checkOrder(system, report)
    checkSpread(system, hardware, report)
    checkSchedulers(system, report)
    checkSystem(system, hardware, report)
    if (hardware !== undefined) checkClockJobs(system, hardware, report)
    if (workload !== undefined) {
      checkTaking(system, workload, report)
      checkPipelines(system, workload, report)
      checkCron(system, workload, report)
      checkThinkTimes(sections, system, workload, report)
      if (!rootKinds[system.spec.root.kind]!.startsGangs) checkGangs(system, workload, report)
    }
  }
  if (workload !== undefined) checkAmounts(workload, report)
  if (workload === undefined || hardware === undefined) return
  checkSizes(workload, hardware, report)
  checkExtras(workload, hardware, report)
}

function checkWindow({ sections, system, workload, hardware }: Built, report: Report): void {
  const { until, 'warm-up': warmup } = sections
  if (until === undefined) return
  if (warmup !== undefined && warmup >= until) {
    const found = 'a warm-up that does not end before the run'
    const remedy = 'shorten the warm-up or run for longer'
    report(['warm-up'], sentence({ found, expected: 'a warm-up shorter than until', remedy }))
  }
  if (until === NEVER && workload !== undefined) checkEnding(workload, system, hardware, report)
}

function checkOrder({ spec, backfills, plans, orderPath }: PlannedSystem, report: Report): void {
  const { root, name } = spec
  if (backfills && root.whenBlocked !== 'wait') {
    const found = `the order "${root.order}" with when-blocked: ${root.whenBlocked} (system "${name}")`
    const expected = 'when-blocked: wait, since backfilling reserves for the job that waits'
    report(orderPath, sentence({ found, expected, remedy: 'set root.when-blocked: wait' }))
  }
  const { plansStarts } = rootKinds[root.kind]!
  if (plans && plansStarts && root.share !== 'fifo' && spec.frameworks.length > 1) {
    const found = `the order "${root.order}" with share: ${root.share} (system "${name}")`
    const expected =
      'share: fifo: starts are planned in one line, and a share gives every framework a line of its own'
    report(orderPath, sentence({ found, expected, remedy: 'set root.share: fifo' }))
  }
  if (plans && !plansStarts) {
    const found = `the order "${root.order}" under ${root.kind} (system "${name}")`
    const expected =
      'a system like monolithic or batch-conservative: starts are planned with the whole cluster, which no other root sees as it is'
    report(orderPath, sentence({ found, expected, remedy: 'set like: batch-conservative, or order: easy' }))
  }
}

/** What the kind of root and the kinds of frameworks have to say. */
function checkSystem(system: PlannedSystem, hardware: HardwareSpec | undefined, report: Report): void {
  const { spec, rootPaths, placePath } = system
  const { root, frameworks } = spec
  const faults = [...(rootKinds[root.kind]!.check?.(spec, hardware?.machines) ?? [])]
  for (const framework of frameworks) {
    const kind = frameworkKinds[framework.kind]!
    const refusal = kind.refusal?.(root)
    if (refusal === undefined) {
      faults.push(...(kind.check?.(framework, root) ?? []))
      continue
    }
    const found = `a framework of the kind ${framework.kind} under a root of the kind ${root.kind} (system "${spec.name}")`
    report(placeOf(framework, system), sentence({ found, expected: `another root: ${refusal}` }), 'key')
  }
  for (const fault of faults) {
    const { at, framework, about, found, expected, remedy, unknown } = fault
    const [key, ...below] = at
    const path =
      framework === undefined
        ? [...(key === 'place' ? placePath : (rootPaths.get(String(key)) ?? ['root', key!])), ...below]
        : [...(system.frameworkPaths.get(framework) ?? ['frameworks', framework]), ...at]
    const known =
      unknown === undefined
        ? { expected, remedy }
        : {
            expected: `${expected}: ${oneOfMany(unknown.word, unknown.known, 'names')}`,
            remedy: didYouMean(unknown.word, unknown.known) ?? remedy,
          }
    report(path, sentence({ found, ...known }), about)
  }
}

function checkTaking(system: PlannedSystem, { classes, path }: PlannedWorkload, report: Report): void {
  const { frameworks, name } = system.spec
  for (const own of ownClassesOf(system.spec)) {
    if (!classes.includes(own)) continue
    const whose = own === SCHEDULER_CLASS ? 'hosted schedulers' : `what "${name}" needs itself`
    report(
      path,
      sentence({ found: `a class "${own}"`, expected: `another name: that is the class of ${whose}` }),
      'key',
    )
  }
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
            remedy:
              other === framework.name
                ? 'delete one of them'
                : `take it out of ${other} or ${framework.name}`,
          }),
        )
      }
      takers.set(taken, framework.name)
      // A built-in framework may wait for classes that this workload does not have; a class in the file is meant.
      const meant = system.ownTakes.has(framework.name)
      if (meant && taken !== '*' && !classes.includes(taken)) {
        const expected = `a class of the workload: ${oneOfMany(taken, [...classes, '"*"'], 'classes')}`
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

/** Think times of classes that no job is of would be read and never used. */
function checkThinkTimes(
  { root, systems }: Sections,
  { spec }: PlannedSystem,
  workload: PlannedWorkload,
  report: Report,
): void {
  const { name } = spec
  const classes = classesOf(spec, workload.classes)
  const own = systems !== undefined && Object.hasOwn(systems, name) ? systems[name]!.root : undefined
  const written = [
    { path: ['root'], think: root?.think },
    { path: ['systems', name, 'root'], think: own?.think },
  ]
  for (const { path, think } of written) {
    for (const jobClass of Object.keys(think?.classes ?? {})) {
      const place = [...path, 'think', 'classes', jobClass]
      if (jobClass === 'default') {
        const expected = 'another name: the think times outside of classes are those of all other classes'
        report(place, sentence({ found: 'a class "default"', expected }), 'key')
      } else if (!classes.includes(jobClass)) {
        const expected = `a class of the workload: ${oneOfMany(jobClass, classes, 'classes')}`
        const remedy = didYouMean(jobClass, classes)
        report(place, sentence({ found: `"${jobClass}"`, expected, remedy }), 'key')
      }
    }
  }
}

function checkGangs(
  { spec: { name, root } }: PlannedSystem,
  { spec, path }: PlannedWorkload,
  report: Report,
): void {
  const say = (where: Path) =>
    report(
      where,
      sentence({
        found: `gangs under the system "${name}"`,
        expected: 'tasks that start one by one',
        remedy: `${root.kind} binds tasks one by one and cannot start gangs: set gang: false`,
      }),
    )
  if (spec.kind === 'swf' || spec.kind === 'lublin') {
    if (spec.shape.gang) say([...path, 'gang'])
  } else if (spec.kind === 'mix') {
    for (const part of spec.parts) {
      if ((part.kind === 'jobs' || part.kind === 'cron') && part.gang) say([...path, part.kind, 'gang'])
      if (part.kind === 'pipeline-files' && part.stages.some(({ gang }) => gang)) say([...path, part.kind])
    }
  }
}
