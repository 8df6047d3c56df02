/**
 * A pipeline in a file of its own: Switchyard's (YAML or JSON), or a workflow in WfCommons' WfFormat; plain or gzipped.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { SwitchyardError } from '../../sim/errors.ts'
import type { StageSpec } from '../../workloads/spec.ts'
import { ExperimentError, sentence } from '../experiment/faults.ts'
import { readOwnFormat } from './own-format.ts'
import { readWorkflow } from './recorded-workflow.ts'
import { isWfFormat } from './wfformat.ts'

/** A pipeline as its file says, ready to be run. */
export interface PipelineFile {
  /** Name of the file, without its folder. */
  readonly file: string
  readonly format: 'switchyard' | 'wfformat'
  /** Of WfFormat. */
  readonly version?: string
  readonly name: string
  /** Parents before children, else in the order of the file. */
  readonly stages: readonly StageSpec[]
  /** What of the file is not simulated as it stands there, in words for `Workload.remarks`. */
  readonly remarks: readonly { readonly remark: string; readonly count: number }[]
}

/** Faults that are told in full; of more, the number. */
const SHOWN = 20

/** @throws SwitchyardError with every fault of the file, one line each, the first of many. */
export async function readPipelineFile(path: string): Promise<PipelineFile> {
  const text = await textOf(path)
  const json = parsed(text)
  try {
    const file = basename(path)
    if (isWfFormat(json)) return { file, format: 'wfformat', ...readWorkflow(path, json) }
    const { name = file.replace(/\.[^.]*$/, ''), stages } = readOwnFormat(path, text)
    return { file, format: 'switchyard', name, stages, remarks: [] }
  } catch (error) {
    if (!(error instanceof ExperimentError) || error.faults.length <= SHOWN) throw error
    const lines = error.message.split('\n')
    const more = `${path}: … and ${lines.length - SHOWN} more faults like these`
    throw new SwitchyardError([...lines.slice(0, SHOWN), more].join('\n'))
  }
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch((reason: NodeJS.ErrnoException) => {
    throw new SwitchyardError(
      `${path}: ${sentence({ found: reason.code ?? 'an error', expected: 'a file that can be read' })}`,
    )
  })
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8')
  try {
    return gunzipSync(bytes).toString('utf8')
  } catch {
    const found = 'damaged or incomplete gzip data'
    throw new SwitchyardError(
      `${path}: ${sentence({ found, expected: 'a complete gzip file', remedy: 'fetch it again' })}`,
    )
  }
}

/** The value of a JSON text; undefined for any other, which may be YAML. */
function parsed(text: string): unknown {
  if (!/^\ufeff?\s*\{/.test(text)) return undefined
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}
