/**
 * The folder of an experiment: `plan.json` says what belongs in it, `runs/<id>.json` holds one finished run each.
 *
 * Everything else in it is drawn from these two and can be drawn again.
 */
import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isExact } from '../../reports/exactness.ts'
import type { ExperimentResults, Provenance, RunRecord } from '../../reports/experiment-results.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { Plan } from '../plan.ts'
import { distinctRecords } from './exact-records.ts'
import { planFingerprint, runFingerprint } from './fingerprint.ts'
import { version } from './package.ts'
import { provenanceOf } from './provenance.ts'
import { pointOf } from './run-queue.ts'
import { isAbandoned, unfinishedSuffix, writeWhole } from './whole-file.ts'

/** What `plan.json` holds: an experiment's results without the numbers, and a fingerprint for each run. */
export interface FolderPlan extends Omit<ExperimentResults, 'runs'> {
  readonly fingerprint: string
  readonly runs: readonly FolderRun[]
}

export interface FolderRun extends Omit<RunRecord, 'result'> {
  readonly fingerprint: string
}

/** What to do with a folder that holds another experiment: refuse it, keep the runs that are the same, or start afresh. */
export type WhenDifferent = 'refuse' | 'keep-same' | 'start-afresh'

export class ResultsFolder {
  readonly path: string
  readonly plan: FolderPlan

  private constructor(path: string, plan: FolderPlan) {
    this.path = path
    this.plan = plan
  }

  /**
   * Prepares a folder for a plan and writes `plan.json`. Throws a sentence when the folder holds something else and
   * `whenDifferent` does not say what to do; a folder that is not Switchyard's is refused in any case.
   */
  static async prepare(
    path: string,
    plan: Plan,
    whenDifferent: WhenDifferent = 'refuse',
  ): Promise<ResultsFolder> {
    const wanted = folderPlan(plan)
    const planFile = join(path, 'plan.json')
    // Shards that start together meet the plan that one of them is just writing.
    const names = (await readFolder(path)).filter(name => !name.endsWith(unfinishedSuffix))
    if (names.includes('plan.json')) {
      const found = await readPlan(planFile)
      const differs = found.fingerprint !== wanted.fingerprint
      // Where nothing is finished nothing is lost: a trace or policy with a fault was mended meanwhile.
      if (whenDifferent === 'refuse' && differs && (await holdsRuns(path))) {
        throw new SwitchyardError(
          `${path} holds other results: ${differences(found, wanted).join('; ')}. ` +
            'Choose another folder with --out, keep the runs that are the same with --force, or delete what is there with --fresh.',
        )
      }
      if (whenDifferent === 'start-afresh') await rm(join(path, 'runs'), { recursive: true, force: true })
    } else if (names.length > 0) {
      throw new SwitchyardError(
        `${path} is not empty and holds no plan.json, so it is not a folder of results. Choose another one with --out.`,
      )
    }
    await writeWhole(planFile, `${JSON.stringify(wanted, null, 2)}\n`)
    return new ResultsFolder(path, wanted)
  }

  /** Opens a folder that a run, finished or not, left behind. */
  static async open(path: string): Promise<ResultsFolder> {
    const planFile = join(path, 'plan.json')
    if (!existsSync(planFile)) {
      throw new SwitchyardError(
        `${path} ${existsSync(path) ? 'holds no plan.json' : 'does not exist'}. ` +
          'Expected a folder that `switchyard run` wrote, such as results/four-architectures.',
      )
    }
    return new ResultsFolder(path, await readPlan(planFile))
  }

  private runFile(id: string): string {
    return join(this.path, 'runs', `${id}.json`)
  }

  /** A finished run, or undefined where there is none that belongs to this plan and version. */
  async finished(run: FolderRun): Promise<RunRecord | undefined> {
    let text: string
    try {
      text = await readFile(this.runFile(run.id), 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw unreadable(this.runFile(run.id), error)
    }
    try {
      const record = JSON.parse(text) as RunRecord & { fingerprint: string }
      return record.fingerprint === run.fingerprint ? recordOf(run, record.result) : undefined
    } catch {
      // Whole files only are renamed into place, so this one was edited or damaged by something else; it is run again.
      return undefined
    }
  }

  /** Keeps a run's result, given as the JSON that the worker made of it, and returns the record read back from it. */
  async keep(run: FolderRun, resultJson: string): Promise<RunRecord> {
    const { id, axes, seed, fingerprint } = run
    const head = JSON.stringify({ id, axes, seed, fingerprint })
    await writeWhole(this.runFile(id), `${head.slice(0, -1)},"result":${resultJson}}\n`)
    return recordOf(run, JSON.parse(resultJson) as Result)
  }

  /** Deletes what is left in runs/ of other plans and of processes that were killed outright. */
  async sweepOut(needless: (run: FolderRun) => boolean = () => false): Promise<void> {
    const wanted = new Set(this.plan.runs.filter(run => !needless(run)).map(run => `${run.id}.json`))
    for (const name of await readFolder(join(this.path, 'runs'))) {
      const path = join(this.path, 'runs', name)
      const isLeft = name.endsWith(unfinishedSuffix) ? await isAbandoned(path) : name.endsWith('.json')
      if (isLeft && !wanted.has(name)) await rm(path, { force: true })
    }
  }

  /** The results of all runs. Throws a sentence that counts and names those that are not finished. */
  async allResults(): Promise<ExperimentResults> {
    const records: RunRecord[] = []
    for (const run of this.plan.runs) {
      const record = await this.finished(run)
      if (record !== undefined) records.push(record)
    }
    const finished = new Set(records.map(({ id }) => id))
    const exact = new Set(records.filter(({ result }) => isExact(result)).map(pointOf))
    const missing = this.plan.runs.filter(run => !finished.has(run.id) && !exact.has(pointOf(run)))
    if (missing.length > 0) {
      const more = missing.length > 3 ? ' …' : ''
      throw new SwitchyardError(
        `${this.path}: ${missing.length} of ${this.plan.runs.length} runs are not finished ` +
          `(${missing
            .slice(0, 3)
            .map(({ id }) => id)
            .join(', ')}${more}). Run the same \`switchyard run\` command again to do them; ` +
          'it keeps what is there.',
      )
    }
    const results = this.results(records)
    // Where parts of a sweep ran the same run, each with a seed of its own, the one that is told of is enough.
    const told = new Map(results.runs.map(run => [pointOf(run), run.id]))
    await this.sweepOut(run => {
      const id = told.get(pointOf(run))!
      return exact.has(pointOf(run)) && run.id !== id && finished.has(id)
    })
    return results
  }

  /** The experiment's results with these records, in the order of the plan. */
  results(records: readonly RunRecord[]): ExperimentResults {
    const { fingerprint: _, runs: planned, ...about } = this.plan
    return { ...about, runs: distinctRecords(planned, records) }
  }
}

function folderPlan(plan: Plan): FolderPlan {
  const runs = plan.runs.map(run => ({
    id: run.id,
    axes: run.axes,
    seed: run.spec.seed,
    fingerprint: runFingerprint(run, plan.inputs),
  }))
  const { name, question, axes, seeds, baseline, headline, meanOver } = plan
  const fingerprint = planFingerprint(
    plan,
    runs.map(run => run.fingerprint),
  )
  return {
    fingerprint,
    name,
    question,
    axes,
    seeds,
    baseline,
    headline,
    ...(meanOver === undefined ? {} : { meanOver }),
    provenance: provenanceOf(plan),
    runs,
  }
}

function recordOf(run: FolderRun, result: Result): RunRecord {
  return { id: run.id, axes: run.axes, seed: run.seed, result }
}

async function readPlan(path: string): Promise<FolderPlan> {
  try {
    const plan = JSON.parse(await readFile(path, 'utf8')) as FolderPlan
    if (typeof plan.fingerprint === 'string' && Array.isArray(plan.runs)) return plan
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw unreadable(path, error)
  }
  throw new SwitchyardError(
    `${path} is not a plan that Switchyard wrote. Choose another folder, or delete this one.`,
  )
}

function unreadable(path: string, error: unknown): SwitchyardError {
  return new SwitchyardError(`${path} cannot be read: ${(error as Error).message}.`)
}

async function holdsRuns(path: string): Promise<boolean> {
  return (await readFolder(join(path, 'runs'))).some(name => name.endsWith('.json'))
}

async function readFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // ENOTDIR: this is a file, or a folder above it is, and then it is not there.
    if (!existsSync(path)) return []
    if (code === 'ENOTDIR')
      throw new SwitchyardError(`${path} is a file. Choose a folder for the results with --out.`)
    throw unreadable(path, error)
  }
}

/** How two plans differ, in words: half a sentence each. */
function differences(found: FolderPlan, wanted: FolderPlan): string[] {
  const said: string[] = []
  const { provenance: was } = found
  const { provenance: is } = wanted
  if (found.name !== wanted.name) said.push(`they are of '${found.name}', this is '${wanted.name}'`)
  if (was.version !== version) said.push(`they are from version ${was.version}, this is ${version}`)
  said.push(...inputDifferences(was, is))
  if (JSON.stringify(found.axes) !== JSON.stringify(wanted.axes)) said.push('the axes differ')
  if (JSON.stringify(found.seeds) !== JSON.stringify(wanted.seeds)) {
    said.push(
      `they have ${found.seeds.length} seeds, this has ${wanted.seeds.length}${found.seeds.length === wanted.seeds.length ? ' others' : ''}`,
    )
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
