/**
 * Whether the named resources and attributes that are spoken of are those that machines have.
 */
import type { HardwareSpec, MachineGroup } from '../plan.ts'
import { sentence } from './faults.ts'
import { didYouMean, oneOf } from './nearest.ts'
import { sectionOf } from './part-place.ts'
import { tasksOf } from './part-tasks.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { PlannedWorkload } from './planned-workload.ts'
import type { Path, Report } from './validation.ts'

const attributeNames = (machines: readonly MachineGroup[]) => [
  ...new Set(machines.flatMap(({ attributes = {} }) => Object.keys(attributes))),
]

/** Reports tasks that ask for named resources or attributes that no machine has. */
export function checkExtras(
  { spec, path }: PlannedWorkload,
  { machines }: HardwareSpec,
  report: Report,
): void {
  if (spec.kind !== 'mix') return
  for (const part of spec.parts) {
    if ('ofObject' in part) continue
    const section = sectionOf(part)
    for (const { extras, whose } of tasksOf(part)) {
      // Of a stage, whose file has no place in the experiment, the sentence says whose it is.
      const place = (key: string, name: string) =>
        part.kind === 'pipeline-files' ? [...path, section] : [...path, section, key, name]
      const say: Report =
        part.kind === 'pipeline-files'
          ? (where, words, about) => report(where, `${whose}: ${words}`, about)
          : report
      for (const [name, amount] of Object.entries(extras?.resources ?? {}))
        checkResource(name, amount, machines, place('resources', name), say)
      for (const [name, value] of Object.entries(extras?.needs ?? {}))
        checkNeed(name, value, machines, place('needs', name), say)
    }
  }
}

/** Reports a spread over an attribute that no machine has, or with a placement that has nothing to choose by. */
export function checkSpread(system: PlannedSystem, hardware: HardwareSpec | undefined, report: Report): void {
  const { root, name } = system.spec
  if (root.spread === undefined) return
  if (!system.scores) {
    const found = `a spread with place: ${root.place} (system "${name}")`
    const expected =
      'a place that scores machines: best-fit, worst-fit, alignment or a policy file that exports score'
    report(system.spreadPath, sentence({ found, expected, remedy: 'set root.place: best-fit' }))
  }
  if (hardware === undefined) return
  const known = attributeNames(hardware.machines)
  if (known.includes(root.spread)) return
  report(system.spreadPath, unknown(root.spread, known, 'attribute'))
}

function checkResource(
  name: string,
  amount: number,
  machines: readonly MachineGroup[],
  path: Path,
  report: Report,
): void {
  const known = [...new Set(machines.flatMap(({ resources = {} }) => Object.keys(resources)))]
  if (!known.includes(name)) {
    report(path, unknown(name, known, 'resource'), 'key')
    return
  }
  const most = Math.max(...machines.map(({ resources = {} }) => resources[name] ?? 0))
  if (amount <= most) return
  const found = `tasks that hold ${amount / 1000} of "${name}"`
  report(path, sentence({ found, expected: `at most the ${most / 1000} of the largest machine` }))
}

function checkNeed(
  name: string,
  value: string,
  machines: readonly MachineGroup[],
  path: Path,
  report: Report,
): void {
  const written = machines.flatMap(({ attributes = {} }) => attributes[name] ?? [])
  if (written.length === 0) {
    report(path, unknown(name, attributeNames(machines), 'attribute'), 'key')
    return
  }
  const values = written.flatMap(each =>
    typeof each === 'string' ? each : Array.from({ length: each.inTurn }, (_, i) => `${name}-${i + 1}`),
  )
  if (values.includes(value)) return
  const shown = values.length > 8 ? [...values.slice(0, 7), `… ${values.at(-1)}`] : values
  const remedy = didYouMean(value, values)
  report(
    path,
    sentence({ found: `"${value}"`, expected: `a value that machines have: ${oneOf(shown)}`, remedy }),
  )
}

function unknown(name: string, known: readonly string[], what: 'resource' | 'attribute'): string {
  return sentence({
    found: `"${name}", which no machine has`,
    expected: known.length === 0 ? `machines with ${what}s` : `one of ${oneOf(known)}`,
    remedy: didYouMean(name, known) ?? `add it to the ${what}s of machines:`,
  })
}
