/**
 * A workflow in WfCommons' WfFormat (https://github.com/wfcommons/WfFormat), as it was recorded.
 *
 * Versions 1.5 and 1.6 by their schema (README and wfcommons-schema.json at 0171606). Older ones as the project's own migration
 * reads them (tools/wfcommons-migrate-instance.py at 0171606): `jobs` for tasks up to 1.2, `runtime` and `memory` in kB up to
 * 1.3, and up to 1.4 one list of tasks that refer to each other by name, with dependencies told at one end only.
 */
import { type Complaint, describe } from '../experiment/faults.ts'
import { oneOf } from '../experiment/nearest.ts'

/** A task as it was recorded. */
export interface WfTask {
  readonly name: string
  readonly parents: readonly string[]
  readonly runtimeS: number
  /** Cores; 1 where the file does not say. */
  readonly cores: number
  /** Largest resident set; 0 where the file does not say. */
  readonly memoryBytes: number
}

export interface WfInstance {
  readonly name: string
  readonly version: string
  readonly tasks: readonly WfTask[]
  /** What was recorded and is not simulated, in words, and of how many tasks. */
  readonly notSimulated: { readonly what: readonly string[]; readonly tasks: number }
  /** Tasks with a parent that names them as its child, and that they do not name themselves. */
  readonly namedByParent: number
}

/** A complaint, and the task that it is about; absent: the file as a whole. */
export interface WfFault {
  readonly task?: string
  readonly complaint: Complaint
}

type Json = Readonly<Record<string, unknown>>

export const VERSIONS = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6']

/** Properties of a task, in any version, that have no part in a simulation. */
const aside: Readonly<Record<string, string>> = {
  files: 'files',
  inputFiles: 'files',
  outputFiles: 'files',
  avgCPU: 'average CPU use',
  bytesRead: 'bytes read or written',
  bytesWritten: 'bytes read or written',
  readBytes: 'bytes read or written',
  writtenBytes: 'bytes read or written',
  energy: 'energy',
  energyInKWh: 'energy',
  avgPower: 'power',
  avgPowerInW: 'power',
  priority: 'priority',
  machine: 'machine',
  machines: 'machine',
  executedAt: 'time of start',
}

/** Is the value of a JSON file a workflow in WfFormat, by its first names? */
export function isWfFormat(value: unknown): value is Json {
  return isMap(value) && 'workflow' in value
}

/** Reads a workflow; faults are told to `fault`, and what they are about is left out or 0. */
export function readWfFormat(value: Json, fault: (fault: WfFault) => void): WfInstance {
  const version = String(value['schemaVersion'])
  if (!VERSIONS.includes(version)) {
    const found = `schemaVersion ${describe(value['schemaVersion'])}`
    fault({ complaint: { found, expected: `a version of WfFormat that is known: ${oneOf(VERSIONS)}` } })
  }
  const workflow = isMap(value['workflow']) ? value['workflow'] : {}
  const specified = 'specification' in workflow
  const reader = new TaskReader(fault)
  const tasks = specified ? reader.specified(workflow) : reader.older(workflow)
  if (tasks.length === 0 && !reader.failed) {
    const where = specified ? 'workflow.specification.tasks' : 'workflow.tasks'
    fault({ complaint: { found: `no tasks in ${where}`, expected: 'at least one' } })
  }
  const { name } = value
  return {
    name: typeof name === 'string' ? name : '',
    version,
    tasks,
    notSimulated: { what: [...reader.setAside].sort(), tasks: reader.withMore.size },
    namedByParent: reader.namedByParent,
  }
}

class TaskReader {
  readonly setAside = new Set<string>()
  readonly withMore = new Set<string>()
  namedByParent = 0
  failed = false
  readonly #fault: (fault: WfFault) => void

  constructor(fault: (fault: WfFault) => void) {
    this.#fault = each => {
      this.failed = true
      fault(each)
    }
  }

  /** From 1.5 on: what depends on what, and beside it what was recorded, by id. */
  specified(workflow: Json): WfTask[] {
    const specified = this.#maps(workflow, 'specification')
    if (!isMap(workflow['execution'])) {
      const found = 'no workflow.execution'
      const expected = 'the run times of an execution: a workflow that never ran has none'
      this.#fault({ complaint: { found, expected } })
      return []
    }
    const recorded = new Map(this.#maps(workflow, 'execution').map(task => [String(task['id']), task]))
    const tasks = specified.map(task => {
      const name = String(task['id'])
      const run = recorded.get(name)
      recorded.delete(name)
      if (run === undefined) {
        const found = 'no entry in workflow.execution.tasks'
        this.#fault({ task: name, complaint: { found, expected: 'its run time' } })
      }
      this.#noteAside(name, task)
      this.#noteAside(name, run ?? {})
      return { ...this.#recorded(name, run, 'runtimeInSeconds', 'coreCount', 'memoryInBytes'), task }
    })
    for (const name of recorded.keys()) {
      const found = 'an entry in workflow.execution.tasks alone'
      this.#fault({ task: name, complaint: { found, expected: 'a task of workflow.specification.tasks' } })
    }
    return this.#linked(tasks, name => name)
  }

  /** Up to 1.4: one list, in which tasks refer to each other by name. */
  older(workflow: Json): WfTask[] {
    const key = 'tasks' in workflow ? 'tasks' : 'jobs'
    const list = this.#list(workflow[key], `workflow.${key}`)
    const names = new Map(list.map(task => [String(task['id'] ?? task['name']), String(task['name'])]))
    const tasks = list.map(task => {
      const name = String(task['name'])
      this.#noteAside(name, task)
      const runtime = 'runtimeInSeconds' in task ? 'runtimeInSeconds' : 'runtime'
      const inBytes = 'memoryInBytes' in task
      const read = this.#recorded(name, task, runtime, 'cores', inBytes ? 'memoryInBytes' : 'memory')
      return { ...read, memoryBytes: read.memoryBytes * (inBytes ? 1 : 1000), task }
    })
    return this.#linked(tasks, name => names.get(name) ?? name)
  }

  #maps(workflow: Json, section: string): Json[] {
    const inner = workflow[section]
    return this.#list(isMap(inner) ? inner['tasks'] : undefined, `workflow.${section}.tasks`)
  }

  #list(value: unknown, where: string): Json[] {
    if (Array.isArray(value) && value.every(isMap)) return value
    const found = value === undefined ? `no ${where}` : `${where} that is ${describe(value)}`
    this.#fault({ complaint: { found, expected: 'a list of tasks' } })
    return []
  }

  #recorded(name: string, run: Json | undefined, runtime: string, cores: string, memory: string) {
    return {
      name,
      runtimeS: this.#number(name, run, runtime, 'seconds from 0', least => least >= 0),
      cores: run?.[cores] === undefined ? 1 : this.#number(name, run, cores, 'cores above 0', n => n > 0),
      memoryBytes:
        run?.[memory] === undefined ? 0 : this.#number(name, run, memory, 'memory from 0', n => n >= 0),
    }
  }

  #number(
    task: string,
    run: Json | undefined,
    key: string,
    expected: string,
    allowed: (value: number) => boolean,
  ): number {
    const value = run?.[key]
    if (typeof value === 'number' && Number.isFinite(value) && allowed(value)) return value
    if (run !== undefined) this.#fault({ task, complaint: { found: `${key} ${describe(value)}`, expected } })
    return 0
  }

  #noteAside(name: string, task: Json): void {
    for (const [key, value] of Object.entries(task)) {
      const what = Object.hasOwn(aside, key) ? aside[key] : undefined
      if (what === undefined || (Array.isArray(value) && value.length === 0)) continue
      this.setAside.add(what)
      this.withMore.add(name)
    }
  }

  /** Parents as a task names them, and those that name it as their child. */
  #linked(tasks: readonly (WfTaskAlone & { task: Json })[], nameOf: (reference: string) => string): WfTask[] {
    const above = new Map<string, string[]>(tasks.map(({ name }) => [name, []]))
    for (const { name, task } of tasks) {
      for (const child of names(task['children'])) above.get(nameOf(child))?.push(name)
    }
    return tasks.map(({ task, ...read }) => {
      const own = names(task['parents']).map(nameOf)
      const known = new Set(own)
      const others = above.get(read.name)!.filter(parent => !known.has(parent))
      if (others.length > 0) this.namedByParent++
      return { ...read, parents: [...own, ...new Set(others)] }
    })
  }
}

type WfTaskAlone = Omit<WfTask, 'parents'>

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
