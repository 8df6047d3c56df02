/**
 * Switchyard's own format of a pipeline, from its text to its stages.
 */
import type { StageSpec } from '../../workloads/spec.ts'
import { ExperimentDocument } from '../experiment/document.ts'
import { ExperimentError, type Fault, sentence } from '../experiment/faults.ts'
import { failsSpec } from '../experiment/part-schema.ts'
import { type Path, validate } from '../experiment/validation.ts'
import { pipelineFile, type WrittenStage } from './pipeline-schema.ts'
import { graphFaults, inOrder } from './stage-graph.ts'

const SORT = {
  expected: 'a pipeline (YAML or JSON)',
  map: 'a map with the key stages, or a workflow in WfFormat',
}

/**
 * Reads a pipeline of Switchyard's own format; `path` is for messages.
 *
 * @throws ExperimentError with every fault of the file.
 */
export function readOwnFormat(path: string, text: string): { name?: string; stages: StageSpec[] } {
  const document = new ExperimentDocument(path, text, SORT)
  const faults: Fault[] = [...document.faults]
  const read = validate(pipelineFile(), document.value, (where, words, about = 'value') => {
    faults.push({ place: document.where(where, about), key: keyOf(where, document.value), sentence: words })
  })
  const named = namedStages(document.value)
  for (const { stage, parent, complaint } of graphFaults(named)) {
    const where =
      parent === undefined
        ? ['stages', stage, 'name']
        : Array.isArray(rawParents(document.value, stage))
          ? ['stages', stage, 'parents', parent]
          : ['stages', stage, 'parents']
    const key = keyOf(where, document.value)
    faults.push({ place: document.where(where), key, sentence: sentence(complaint) })
  }
  if (faults.length > 0 || read === undefined) throw new ExperimentError(faults)
  const stages = inOrder(read.stages).map(({ written, parents }) => stageOf(read.stages[written]!, parents))
  return { stages, ...(read.name !== undefined && { name: read.name }) }
}

function stageOf(stage: WrittenStage, parents: readonly number[]): StageSpec {
  const { name, tasks, duration, cpu: cpuMilli, memory: memoryMiB, gang, resources = {}, needs = {} } = stage
  const meanTimeToFailure = stage['mean-time-to-failure']
  const isMore = Object.keys(resources).length + Object.keys(needs).length > 0
  return {
    name,
    parents,
    tasks,
    duration,
    cpuMilli,
    memoryMiB,
    gang,
    ...(meanTimeToFailure !== undefined && { meanTimeToFailure }),
    ...failsSpec(stage.fails),
    ...(isMore && { extras: { resources, needs } }),
  }
}

/** Names and parents as far as they can be read, so that the graph is judged even where something else is wrong. */
function namedStages(value: Readonly<Record<string, unknown>>) {
  const { stages } = value
  if (!Array.isArray(stages)) return []
  return stages.map((stage: unknown, place) => {
    const { name, parents = [] } = (typeof stage === 'object' && stage !== null ? stage : {}) as {
      name?: unknown
      parents?: unknown
    }
    const list: unknown[] = Array.isArray(parents) ? parents : [parents]
    return {
      name: isName(name) ? String(name).trim() : `stage ${place + 1}`,
      parents: list.filter(isName).map(parent => String(parent).trim()),
    }
  })
}

function isName(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
}

function rawParents(value: Readonly<Record<string, unknown>>, stage: number): unknown {
  return ((value['stages'] as unknown[])[stage] as { parents?: unknown }).parents
}

/** `stage "load": duration`: people know stages by their names, not by their places. */
function keyOf(where: Path, value: Readonly<Record<string, unknown>>): string {
  const [first, place, ...rest] = where
  const stages = value['stages']
  if (first !== 'stages' || typeof place !== 'number' || !Array.isArray(stages)) return where.join('.')
  const name: unknown = (stages[place] as { name?: unknown } | null)?.name
  const stage = isName(name) ? `stage "${String(name).trim()}"` : `stage number ${place + 1}`
  const key = rest.filter(each => typeof each !== 'number').join('.')
  return key === '' || key === 'name' ? stage : `${stage}: ${key}`
}
