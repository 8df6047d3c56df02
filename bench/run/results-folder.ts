/**
 * The folder of an experiment: `plan.json` says what belongs in it, `runs/<id>.json` holds one finished run each.
 *
 * Everything else in it is drawn from these two and can be drawn again.
 */
import { existsSync, statSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExperimentResults, RunRecord } from '../../reports/experiment-results.ts'
import { isExact } from '../../reports/is-exact.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { Plan } from '../plan.ts'
import { distinctRecords } from './exact-records.ts'
import { chooseFolder, type FolderChoice, type WhenDifferent } from './folder-choice.ts'
import { type FolderPlan, type FolderRun, folderPlan, readPlan, unreadable } from './folder-plan.ts'
import { isEnough, looksOf } from './looks.ts'
import { version } from './package.ts'
import { sweepUnfinished } from './run-files.ts'
import { pointOf } from './run-queue.ts'
import { writeWhole } from './whole-file.ts'

export class ResultsFolder {
  readonly path: string
  readonly plan: FolderPlan
  /** How the folder was chosen; what an opened one holds is not looked at beforehand. */
  readonly choice: FolderChoice

  private constructor(plan: FolderPlan, choice: FolderChoice) {
    this.path = choice.path
    this.plan = plan
    this.choice = choice
  }

  /**
   * Prepares a folder for a plan and writes `plan.json`: the one that was asked for, or one beside it where that holds
   * other results. Throws a sentence for a folder that is not Switchyard's.
   */
  static async prepare(
    path: string,
    plan: Plan,
    whenDifferent: WhenDifferent = 'beside',
  ): Promise<ResultsFolder> {
    const wanted = folderPlan(plan)
    const choice = await chooseFolder(path, wanted, whenDifferent)
    await sweepUnfinished(choice.path)
    await writeWhole(join(choice.path, 'plan.json'), `${JSON.stringify(wanted, null, 2)}\n`)
    if (whenDifferent !== 'start-afresh') return new ResultsFolder(wanted, choice)
    await rm(join(choice.path, 'runs'), { recursive: true, force: true })
    return new ResultsFolder(wanted, { path: choice.path, runFiles: new Map(), others: 0 })
  }

  /** Opens a folder that a run of this version, finished or not, left behind. */
  static async open(path: string): Promise<ResultsFolder> {
    const planFile = join(path, 'plan.json')
    if (!existsSync(planFile)) {
      const found = statSync(path, { throwIfNoEntry: false })
      const fault =
        found === undefined ? 'does not exist' : found.isDirectory() ? 'holds no plan.json' : 'is a file'
      throw new SwitchyardError(
        `${path} ${fault}. ` +
          'Expected a folder that `switchyard run` wrote, such as results/four-architectures.',
      )
    }
    const plan = await readPlan(planFile)
    const { version: theirs } = plan.provenance
    if (theirs !== version) {
      throw new SwitchyardError(
        `${path} holds results of Switchyard ${theirs}, and this is ${version}, whose numbers may mean something else. ` +
          `Run the experiment again, which puts new results beside them, or draw these with version ${theirs}.`,
      )
    }
    await sweepUnfinished(path)
    return new ResultsFolder(plan, { path, runFiles: new Map(), others: 0 })
  }

  private runFile(id: string): string {
    return join(this.path, 'runs', `${id}.json`)
  }

  /**
   * A finished run, or undefined where there is none of the same meaning. One that lies under another name, or in a
   * folder that was passed over, is copied.
   */
  async finished(run: FolderRun): Promise<RunRecord | undefined> {
    const own = await readRun(this.runFile(run.id))
    if (isOf(run, own)) return recordOf(run, own.result)
    const elsewhere = this.choice.runFiles.get(run.fingerprint)
    const same = elsewhere === undefined ? undefined : await readRun(elsewhere)
    return isOf(run, same) ? this.keep(run, JSON.stringify(same.result)) : undefined
  }

  /** Keeps a run's result, given as the JSON that the worker made of it, and returns the record read back from it. */
  async keep(run: FolderRun, resultJson: string): Promise<RunRecord> {
    const { id, axes, seed, fingerprint, checked } = run
    const head = JSON.stringify({ id, axes, seed, fingerprint, checked })
    await writeWhole(this.runFile(id), `${head.slice(0, -1)},"result":${resultJson}}\n`)
    return recordOf(run, JSON.parse(resultJson) as Result)
  }

  /** The results of all runs. Throws a sentence that counts and names those that are not finished. */
  async allResults(): Promise<ExperimentResults> {
    const finished = new Map<string, RunRecord>()
    for (const run of this.plan.runs) {
      const record = await this.finished(run)
      if (record !== undefined) finished.set(run.id, record)
    }
    const exact = new Set([...finished.values()].filter(({ result }) => isExact(result)).map(pointOf))
    for (const count of looksOf(this.plan)) {
      const seeds = new Set(this.plan.seeds.slice(0, count))
      const wanted = this.plan.runs.filter(({ seed }) => seeds.has(seed))
      const missing = wanted.filter(run => !finished.has(run.id) && !exact.has(pointOf(run)))
      if (missing.length > 0) throw this.#unfinished(missing, wanted.length)
      const records = wanted.flatMap(({ id }) => finished.get(id) ?? [])
      if (isEnough(this.plan, count, records)) return this.#told(records, count)
    }
    throw new Error('the last look is enough')
  }

  #unfinished(missing: readonly FolderRun[], runs: number): SwitchyardError {
    const more = missing.length > 3 ? ' …' : ''
    const names = missing.slice(0, 3).map(({ id }) => id)
    return new SwitchyardError(
      `${this.path}: ${missing.length} of ${runs} runs are not finished ` +
        `(${names.join(', ')}${more}). Run the same \`switchyard run\` command again to do them; ` +
        'it keeps what is there.',
    )
  }

  /** The results; where parts of a sweep ran the same run, each with a seed of its own, the one that is told of is enough. */
  async #told(records: readonly RunRecord[], count: number): Promise<ExperimentResults> {
    const results = this.results(records, count)
    const finished = new Set(records.map(({ id }) => id))
    const told = new Map(results.runs.map(run => [pointOf(run), run.id]))
    for (const run of records) {
      const id = told.get(pointOf(run))!
      if (isExact(run.result) && run.id !== id && finished.has(id))
        await rm(this.runFile(run.id), { force: true })
    }
    return results
  }

  /** The experiment's results with these records, those of so many first seeds, in the order of the plan. */
  results(records: readonly RunRecord[], count: number): ExperimentResults {
    const { code: _, runs: planned, provenance, ...about } = this.plan
    const seeds = about.seeds.slice(0, count)
    return {
      ...about,
      seeds,
      provenance: { ...provenance, seeds },
      runs: distinctRecords(planned, records),
    }
  }
}

type RunFile = RunRecord & Pick<FolderRun, 'fingerprint' | 'checked'>

function isOf({ fingerprint, checked }: FolderRun, file: RunFile | undefined): file is RunFile {
  return file?.fingerprint === fingerprint && (checked !== true || file.checked === true)
}

/** A run file; undefined where there is none, or it is damaged. */
async function readRun(path: string): Promise<RunFile | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw unreadable(path, error)
  }
  try {
    return JSON.parse(text) as RunFile
  } catch {
    // Whole files only are renamed into place, so this one was edited or damaged by something else; it is run again.
    return undefined
  }
}

function recordOf(run: FolderRun, result: Result): RunRecord {
  return { id: run.id, axes: run.axes, seed: run.seed, result }
}
