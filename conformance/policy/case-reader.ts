/**
 * From a policy's case to its question, or to all that is wrong with it.
 */
import { describe, sentence } from '../../bench/experiment/faults.ts'
import { didYouMean, oneOf, oneOfMany } from '../../bench/experiment/nearest.ts'
import { type Path, type Report, soundSections, validate } from '../../bench/experiment/validation.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Case, CaseFile } from '../adapter.ts'
import { ABOUT_FILE, expectation, type Machine, type Question, question, type Task } from './case-schema.ts'

/** What a case may ask for. */
export const parts = ['placements', 'order', 'refusals'] as const
export type Part = (typeof parts)[number]

/** Machines and tasks have names and are told apart by them. */
export interface AskedMachine extends Machine {
  readonly name: string
}

export interface AskedTask extends Omit<Task, 'on' | 'name'> {
  readonly name: string
  /** Numbers of the machines on which tasks of it run already. */
  readonly on: readonly number[]
}

export interface PolicyQuestion extends Omit<Question, 'machines' | 'tasks'> {
  readonly machines: readonly AskedMachine[]
  readonly tasks: readonly AskedTask[]
  /** What the case expects an answer to. */
  readonly asked: readonly Part[]
}

/** Collects the faults of one case; each becomes a line that begins with the file and the case. */
export class Faults {
  readonly #where: string
  readonly #lines: string[] = []

  constructor({ path }: CaseFile, { id }: Case) {
    this.#where = `${path}: case ${id}`
  }

  readonly report: Report = (path, said) => {
    const key = path.join('.')
    this.#lines.push(`${this.#where}: ${key === '' ? '' : `${key}: `}${said}`)
  }

  /** @throws SwitchyardError if there are any. */
  throwIfAny(): void {
    if (this.#lines.length > 0) throw new SwitchyardError([...new Set(this.#lines)].join('\n'))
  }
}

/**
 * What the case asks, as far as it can be read; what it leaves out is taken from its file. Everything that is wrong is reported,
 * and nothing is missing where nothing is wrong.
 */
export function readQuestion(asked: Case, file: CaseFile, report: Report): Partial<PolicyQuestion> {
  const shared = Object.entries(file.fields).filter(([key]) => !ABOUT_FILE.includes(key))
  const written = { ...Object.fromEntries(shared), ...asked.input }
  validate(question, written, report)
  const expected = readExpected(asked.expected, report)
  const { machines, tasks, ...sound } = soundSections(question.shape, written)
  const read = {
    ...given(sound),
    asked: parts.filter(part => expected[part] !== undefined),
    ...(machines && { machines: named(machines, 'machine', ['machines'], report) }),
  }
  if (read.machines === undefined || tasks === undefined) return read
  const placed = named(tasks, 'task', ['tasks'], report).map((task, i) => ({
    ...task,
    on: machinesOf(task, read.machines!, ['tasks', i], report),
  }))
  for (const [i, task] of placed.entries()) checkTask(task, read.machines, ['tasks', i], report)
  checkNames(expected, placed, read.machines, report)
  return { ...read, tasks: placed }
}

/** Without the keys that are not set. */
function given<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never
}

type Expected = Partial<Record<Part, unknown>>

function readExpected(expected: unknown, report: Report): Expected {
  const at: Report = (path, said, about) => report(['expected', ...path], said, about)
  const read = validate(expectation, expected, at)
  if (read !== undefined && parts.every(part => read[part] === undefined))
    at([], sentence({ found: describe(expected), expected: `at least one of ${oneOf(parts)}` }))
  return read ?? {}
}

function named<T extends { readonly name?: string | undefined }>(
  list: readonly T[],
  what: string,
  path: Path,
  report: Report,
): (T & { readonly name: string })[] {
  const all = list.map((each, i) => ({ ...each, name: each.name ?? `${what}-${i + 1}` }))
  const names = all.map(({ name }) => name)
  for (const [i, name] of names.entries())
    if (names.indexOf(name) < i)
      report(
        [...path, i, 'name'],
        sentence({ found: `"${name}" again`, expected: `a name of its own for every ${what}` }),
      )
  return all
}

function machinesOf(
  { on = [] }: Task,
  machines: readonly AskedMachine[],
  path: Path,
  report: Report,
): number[] {
  const names = machines.map(({ name }) => name)
  return (typeof on === 'string' ? [on] : on).map(name => {
    const machine = names.indexOf(name)
    if (machine < 0) report([...path, 'on'], unknown(name, names, 'machine'))
    return machine
  })
}

function checkTask(task: AskedTask, machines: readonly AskedMachine[], path: Path, report: Report): void {
  if (task.on.length > task.count)
    report(
      [...path, 'on'],
      sentence({
        found: `${task.on.length} machines for a count of ${task.count}`,
        expected: 'at most one for each task',
        remedy: 'raise the count',
      }),
    )
  const kinds = [...new Set(machines.flatMap(({ resources = {} }) => Object.keys(resources)))]
  for (const kind of Object.keys(task.resources ?? {}))
    if (!kinds.includes(kind)) report([...path, 'resources', kind], unknown(kind, kinds, 'resource'), 'key')
}

/** Every name in `expected` must be that of a task or machine: what nobody answers to would never be compared. */
function checkNames(
  { placements = {}, order = [], refusals = {} }: Expected,
  tasks: readonly AskedTask[],
  machines: readonly AskedMachine[],
  report: Report,
): void {
  const waiting = tasks.filter(({ count, on }) => on.length < count).map(({ name }) => name)
  const hosts = machines.map(({ name }) => name)
  const check = (name: string, known: readonly string[], what: string, path: Path) => {
    const plain = name.replace(/(AnyOf|OneOf)$/, '')
    if (!known.includes(name) && !known.includes(plain))
      report(['expected', ...path], unknown(name, known, what))
  }
  for (const [name, value] of Object.entries(placements as object)) {
    check(name, waiting, 'task that waits', ['placements', name])
    for (const machine of textsIn(value)) check(machine, hosts, 'machine', ['placements', name])
  }
  for (const name of textsIn(order)) check(name, waiting, 'task that waits', ['order'])
  for (const [name, value] of Object.entries(refusals as object)) {
    check(name, waiting, 'task that waits', ['refusals', name])
    for (const machine of Object.keys(value as object))
      check(machine, hosts, 'machine', ['refusals', name, machine])
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function unknown(name: string, known: readonly string[], what: string): string {
  const names = [...new Set(known)]
  const expected =
    names.length === 0 ? `a ${what}, and there is none` : `a ${what}: ${oneOfMany(name, names, `${what}s`)}`
  return sentence({ found: JSON.stringify(name), expected, remedy: didYouMean(name, known) })
}
