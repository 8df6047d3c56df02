/**
 * A workflow that was recorded, from WfFormat to stages of one task each.
 */
import { basename } from 'node:path'
import { SECOND } from '../../sim/engine/time.ts'
import type { StageSpec } from '../../workloads/spec.ts'
import { ExperimentError, type Fault, sentence } from '../experiment/faults.ts'
import { graphFaults, inOrder } from './stage-graph.ts'
import { readWfFormat, type WfFault, type WfInstance, type WfTask } from './wfformat.ts'

export interface RecordedWorkflow {
  readonly version: string
  readonly name: string
  readonly stages: readonly StageSpec[]
  readonly remarks: readonly { readonly remark: string; readonly count: number }[]
}

/**
 * Reads a workflow in WfFormat; `path` is for messages.
 *
 * @throws ExperimentError with every fault of the file.
 */
export function readWorkflow(path: string, json: Readonly<Record<string, unknown>>): RecordedWorkflow {
  const faults: Fault[] = []
  const fault = ({ task, complaint }: WfFault) => {
    const key = task === undefined ? '' : `task "${task}"`
    faults.push({ place: { source: path }, key, sentence: sentence(complaint) })
  }
  const instance = readWfFormat(json, fault)
  for (const { stage, complaint } of graphFaults(instance.tasks))
    fault({ task: instance.tasks[stage]!.name, complaint })
  if (faults.length > 0) throw new ExperimentError(faults)
  const stages = inOrder(instance.tasks).map(({ written, parents }) =>
    recordedStage(instance.tasks[written]!, parents),
  )
  const { version, name } = instance
  return { version, name, stages, remarks: remarksOn(instance, basename(path)) }
}

function recordedStage(task: WfTask, parents: readonly number[]): StageSpec {
  const constant = (value: number) => ({ kind: 'constant', value }) as const
  return {
    name: task.name,
    parents,
    tasks: constant(1),
    duration: constant(Math.round(task.runtimeS * SECOND)),
    cpuMilli: constant(task.cores * 1000),
    memoryMiB: constant(Math.ceil(task.memoryBytes / 2 ** 20)),
    gang: false,
  }
}

function remarksOn({ notSimulated, namedByParent }: WfInstance, file: string) {
  const { what, tasks } = notSimulated
  const list = what.length < 2 ? what.join() : `${what.slice(0, -1).join(', ')} and ${what.at(-1)}`
  return [
    ...(tasks > 0 ? [{ remark: `simulated without what ${file} says of their ${list}`, count: tasks }] : []),
    ...(namedByParent > 0
      ? [
          {
            remark: `changed: wait for a parent that ${file} names at the parent alone`,
            count: namedByParent,
          },
        ]
      : []),
  ]
}
