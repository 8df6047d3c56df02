/**
 * The run that somebody asks about, by the folder of its results or by its experiment.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { didYouMean } from '../../bench/experiment/nearest.ts'
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import type { Plan, PlannedRun, RunSpec } from '../../bench/plan.ts'
import { sha256 } from '../../bench/run/fingerprint.ts'
import { differences, type FolderPlan, folderPlan } from '../../bench/run/folder-plan.ts'
import { packageRoot } from '../../bench/run/package.ts'
import { ResultsFolder } from '../../bench/run/results-folder.ts'
import { SwitchyardError } from '../../sim/errors.ts'

export interface Asked {
  /** A folder of results, or an experiment file. */
  readonly results: string
  /** Where the experiment of a folder lies; absent: looked for. */
  readonly experiment?: string
  /** Values of axes as they are written, by name: `{ load: '0.9' }`. */
  readonly at: Readonly<Record<string, string>>
  readonly seed?: string
  readonly set: Readonly<Record<string, string>>
  /** So many seeds; with an experiment file only. */
  readonly seeds?: number
  /** Files of the command line: those of a folder's own options are known by name alone. */
  readonly files?: Pick<Overrides, 'trace' | 'cluster' | 'policy'>
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

async function planOfFolder({ results, experiment, set, seeds, files = {} }: Asked): Promise<Plan> {
  for (const option of [
    ...(Object.keys(set).length > 0 ? ['--set'] : []),
    ...(seeds === undefined ? [] : ['--seeds']),
  ])
    throw new SwitchyardError(
      `${option}: ${results} holds results; expected ${option} with an experiment file only.`,
    )
  const { plan: kept } = await ResultsFolder.open(results)
  const file = experiment ?? experimentOf(results, kept)
  const plan = await readExperiment(file, overridesOf(kept, results, files))
  const now = folderPlan(plan)
  const fingerprints = new Set(kept.runs.map(({ fingerprint }) => fingerprint))
  if (now.runs.every(({ fingerprint }) => fingerprints.has(fingerprint))) return plan
  throw new SwitchyardError(
    `${results} holds other runs than ${file} describes now: ${differences(kept, now).join('; ')}. ` +
      `Run the experiment again, or give the file itself in its place: ${file}.`,
  )
}

/** Results name their experiment without its folder. */
function experimentOf(results: string, { provenance }: FolderPlan): string {
  const [[name, hash] = []] = Object.entries(provenance.inputs)
  const folders = [
    '.',
    'examples',
    dirname(results),
    join(results, '..', '..'),
    join(packageRoot, 'examples'),
  ]
  const places =
    name === undefined ? [] : folders.map(folder => join(folder, name)).filter(place => existsSync(place))
  // Another of the same name may lie nearer.
  const found = places.find(place => sha256(readFileSync(place)) === hash) ?? places[0]
  if (found !== undefined) return found
  throw new SwitchyardError(
    `${results}: its experiment, ${name ?? 'which has no file'}, was not found here. Say where it is: --experiment FILE.`,
  )
}

/** The options that the results were made with. */
function overridesOf(
  { provenance }: FolderPlan,
  results: string,
  files: NonNullable<Asked['files']>,
): Overrides {
  const words = provenance.options ?? []
  const set: Record<string, string> = {}
  let seeds: number | string | undefined
  for (let i = 0; i < words.length; i += 2) {
    const [option, value] = [words[i]!, words[i + 1]!]
    if (option === '--seeds') seeds = /^\d+$/.test(value) ? Number(value) : value
    else if (option === '--set') set[value.slice(0, value.indexOf('='))] = value.slice(value.indexOf('=') + 1)
    else if (files[option!.slice(2) as keyof typeof files] === undefined)
      throw new SwitchyardError(
        `${results} was made with ${option} ${value}, whose folder is not known. Write the file into the experiment and ask that, or say where it is: ${option} FILE, with the commands that have it.`,
      )
  }
  return { set, ...files, ...(seeds !== undefined && { seeds }) }
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
    return values.includes(value) ? [] : [`${name}: found "${value}", expected one of ${values.join(', ')}.`]
  })
  if (seed !== undefined && !seeds.includes(seed))
    faults.push(
      `--seed: found "${seed}", expected one of ${seeds.slice(0, 10).join(', ')}${seeds.length > 10 ? ' …' : ''}.`,
    )
  return faults.length > 0 ? faults.join('\n') : 'No run has all of these values together.'
}
