/**
 * The run that somebody asks about, by the folder of its results or by its experiment.
 */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { didYouMean } from '../../bench/experiment/nearest.ts'
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import type { Plan, PlannedRun, RunSpec } from '../../bench/plan.ts'
import { differences, folderPlan } from '../../bench/run/folder-plan.ts'
import { ResultsFolder } from '../../bench/run/results-folder.ts'
import { readStudy } from '../../bench/run/study-folder.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { FolderInputs } from './folder-inputs.ts'
import { folderOptions, type NamedFiles } from './folder-options.ts'

export interface Asked {
  /** A folder of results, or an experiment file. */
  readonly results: string
  /** Where the experiment of a folder lies; absent: looked for. */
  readonly experiment?: string
  /** The folder where the files of a folder's options lie; absent: looked for. */
  readonly inputs?: string
  /** Values of axes as they are written, by name: `{ load: '0.9' }`. */
  readonly at: Readonly<Record<string, string>>
  readonly seed?: string
  readonly set: Readonly<Record<string, string>>
  /** So many seeds; with an experiment file only. */
  readonly seeds?: number
  /** Files of the command line, in the place of those of a folder's own options. */
  readonly files?: NamedFiles
}

/** Which runs can be asked at all, and a sentence for where there is none of them. */
export interface Only {
  readonly runs: (spec: RunSpec) => boolean
  readonly refusal: string
}

/** The run, and how many others there are of which it is the first. */
export interface AskedRun {
  readonly run: PlannedRun
  readonly others: number
}

/**
 * The first run that agrees with what was asked for, among those that can be asked.
 *
 * @throws SwitchyardError for a folder whose experiment is not found or has changed, and for values that no run has.
 */
export async function askedRun(
  asked: Asked,
  only: Only = { runs: () => true, refusal: '' },
): Promise<AskedRun> {
  const { results, set, seeds, files } = asked
  if (!existsSync(results))
    throw new SwitchyardError(
      `${results} does not exist. Expected a folder of results, or an experiment file.`,
    )
  const plan = statSync(results).isDirectory()
    ? await planOfFolder(asked)
    : await readExperiment(results, { set, ...files, ...(seeds !== undefined && { seeds }) })
  const runs = plan.runs.filter(run => agrees(run, asked) && only.runs(run.spec))
  const [run] = runs
  if (run === undefined)
    throw new SwitchyardError(
      plan.runs.some(run => agrees(run, asked)) ? only.refusal : noSuchRun(plan, asked),
    )
  return { run, others: runs.length - 1 }
}

async function planOfFolder({ results, experiment, inputs, set, seeds, files = {} }: Asked): Promise<Plan> {
  for (const option of [
    ...(Object.keys(set).length > 0 ? ['--set'] : []),
    ...(seeds === undefined ? [] : ['--seeds']),
  ])
    throw new SwitchyardError(
      `${option}: ${results} holds results; expected ${option} with an experiment file only.`,
    )
  const study = await readStudy(results)
  if (study !== undefined)
    throw new SwitchyardError(
      `${results} holds several experiments; expected the folder of one: ${study.experiments.map(name => join(results, name)).join(', ')}.`,
    )
  const { plan: kept } = await ResultsFolder.open(results)
  const found = new FolderInputs(results, kept.provenance, inputs)
  const first = await found.experiment(experiment)
  const overrides = await folderOptions(results, kept.provenance, files, found)
  const plan = await readAgain(results, first, overrides)
  const now = folderPlan(plan)
  const fingerprints = new Set(kept.runs.map(({ fingerprint }) => fingerprint))
  if (now.runs.every(({ fingerprint }) => fingerprints.has(fingerprint))) return plan
  throw new SwitchyardError(
    `${results} holds other runs than ${first} describes now: ${differences(kept, now).join('; ')}. ` +
      `Run the experiment again, or give the file itself in its place: ${first}.`,
  )
}

/** What could be read when the results were made cannot be now only because something has changed. */
async function readAgain(results: string, experiment: string, overrides: Overrides): Promise<Plan> {
  try {
    return await readExperiment(experiment, overrides)
  } catch (error) {
    if (!(error instanceof SwitchyardError)) throw error
    throw new SwitchyardError(
      `${results}: what it was made from has changed since, or is gone. Put it back, or run the experiment again.\n${error.message}`,
    )
  }
}

function agrees({ axes, spec }: PlannedRun, { at, seed }: Asked): boolean {
  if (seed !== undefined && spec.seed !== seed) return false
  return Object.entries(at).every(([axis, value]) => String(axes[axis]) === value)
}

function noSuchRun({ axes, seeds }: Plan, { at, seed }: Asked): string {
  const faults = Object.entries(at).flatMap(([name, value]) => {
    const axis = axes.find(each => each.name === name)
    const names = axes.map(each => each.name)
    if (axis === undefined)
      return [
        `--at: found the axis "${name}", ${didYouMean(name, names) ?? `expected one of ${names.join(', ')}`}.`,
      ]
    const values = axis.values.map(String)
    const option = name === 'system' ? '--system' : `--at ${name}`
    return values.includes(value)
      ? []
      : [`${option}: found "${value}", expected one of ${values.join(', ')}.`]
  })
  if (seed !== undefined && !seeds.includes(seed))
    faults.push(
      `--seed: found "${seed}", expected one of ${seeds.slice(0, 10).join(', ')}${seeds.length > 10 ? ' …' : ''}.`,
    )
  return faults.length > 0 ? faults.join('\n') : 'No run has all of these values together.'
}
