/**
 * `plan.json`: what belongs in a folder of results.
 */
import { readFile } from 'node:fs/promises'
import type { ExperimentResults, Provenance, RunRecord } from '../../reports/experiment-results.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Plan } from '../plan.ts'
import { codeVersion } from './code-version.ts'
import { runFingerprint } from './fingerprint.ts'
import { provenanceOf } from './provenance.ts'

/** What `plan.json` holds: an experiment's results without the numbers, and a fingerprint for each run. */
export interface FolderPlan extends Omit<ExperimentResults, 'runs'> {
  /** The code that executes the runs, as `codeVersion` says it. */
  readonly code: string
  readonly runs: readonly FolderRun[]
}

export interface FolderRun extends Omit<RunRecord, 'result'> {
  readonly fingerprint: string
  /** Only a run that was executed with its invariants checked will do. */
  readonly checked?: true
}

export function folderPlan(plan: Plan): FolderPlan {
  const {
    name,
    question,
    axes,
    seeds,
    precision,
    baseline,
    headline,
    scorecard,
    meanOver,
    hypotheses,
    inputs,
  } = plan
  const code = codeVersion()
  const runs = plan.runs.map(run => ({
    id: run.id,
    axes: run.axes,
    seed: run.spec.seed,
    fingerprint: runFingerprint(run, inputs, code),
    ...(run.spec.check ? { checked: true as const } : {}),
  }))
  return {
    code,
    name,
    question,
    axes,
    seeds,
    ...(precision === undefined ? {} : { precision }),
    baseline,
    headline,
    ...(meanOver === undefined ? {} : { meanOver }),
    ...(scorecard === undefined ? {} : { scorecard }),
    ...(hypotheses === undefined ? {} : { hypotheses }),
    provenance: provenanceOf(plan),
    runs,
  }
}

/** Reads `plan.json`. @throws SwitchyardError where it cannot be read, or is none. */
export async function readPlan(path: string): Promise<FolderPlan> {
  try {
    const plan = JSON.parse(await readFile(path, 'utf8')) as FolderPlan
    if (typeof plan.provenance?.version === 'string' && Array.isArray(plan.runs)) return plan
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw unreadable(path, error)
  }
  throw new SwitchyardError(
    `${path} is not a plan that Switchyard wrote. Choose another folder, or delete this one.`,
  )
}

export function unreadable(path: string, error: unknown): SwitchyardError {
  return new SwitchyardError(`${path} cannot be read: ${(error as Error).message}.`)
}

/** How two plans differ, in words: half a sentence each. */
export function differences(found: FolderPlan, wanted: FolderPlan): string[] {
  const said: string[] = []
  const { provenance: was } = found
  const { provenance: is } = wanted
  if (found.name !== wanted.name) said.push(`they are of '${found.name}', this is '${wanted.name}'`)
  if (was.version !== is.version) said.push(`they are from version ${was.version}, this is ${is.version}`)
  else if (found.code !== wanted.code) said.push(`they are from another build of version ${is.version}`)
  said.push(...inputDifferences(was, is))
  if (JSON.stringify(was.options ?? []) !== JSON.stringify(is.options ?? [])) {
    const words = ({ options }: Provenance) =>
      options === undefined ? 'no options' : `\`${options.join(' ')}\``
    said.push(`they were made with ${words(was)}, this with ${words(is)}`)
  }
  return said.length > 0 ? said : ['the settings of the runs differ']
}

function inputDifferences(was: Provenance, is: Provenance): string[] {
  const said: string[] = []
  for (const name of new Set([...Object.keys(was.inputs), ...Object.keys(is.inputs)])) {
    if (was.inputs[name] === undefined) said.push(`${name} is new`)
    else if (is.inputs[name] === undefined) said.push(`${name} is not used any more`)
    else if (was.inputs[name] !== is.inputs[name]) said.push(`${name} has changed since`)
  }
  return said
}
