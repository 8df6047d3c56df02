/**
 * The folder of several experiments: `study.json` says which folders in it hold their results, each as it were there alone.
 */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { chartDocuments } from '../../reports/charts/charts.ts'
import type { ExperimentResults } from '../../reports/experiment-results.ts'
import type { Study } from '../../reports/study/study.ts'
import { studyPage } from '../../reports/study/study-page.ts'
import { studySummary } from '../../reports/study/study-summary.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { version } from './package.ts'
import { unfinishedSuffix, writeWhole } from './whole-file.ts'

const STUDY_FILE = 'study.json'

/** What `study.json` holds. */
export interface StudyPlan {
  readonly version: string
  readonly title: string
  /** Folders of the experiments, from that of the study, in the order of the report. */
  readonly experiments: readonly string[]
}

export interface StudyFiles {
  readonly page: string
  readonly summary: string
}

/** The study that a folder holds; undefined where it holds none. */
export async function readStudy(folder: string): Promise<StudyPlan | undefined> {
  const path = join(folder, STUDY_FILE)
  if (!existsSync(path)) return undefined
  try {
    const plan = JSON.parse(await readFile(path, 'utf8')) as StudyPlan
    if (typeof plan.title === 'string' && Array.isArray(plan.experiments)) return plan
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new SwitchyardError(
    `${path} is no list of experiments that Switchyard wrote. Choose another folder, or delete this one.`,
  )
}

/**
 * Sees to it that several experiments may lie in the folder.
 *
 * @throws SwitchyardError for a folder that holds something else: nothing is written into it
 */
export async function checkStudyFolder(folder: string): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter(name => !name.endsWith(unfinishedSuffix))
  if (names.length === 0 || (await readStudy(folder)) !== undefined) return
  const found = names.includes('plan.json') ? 'holds the results of one experiment' : 'is not empty'
  throw new SwitchyardError(
    `${folder} ${found}, so several experiments cannot lie in it. Choose another one with --out.`,
  )
}

/** Says which experiments lie in the folder. */
export async function writeStudyPlan(
  folder: string,
  { title, experiments }: Omit<StudyPlan, 'version'>,
): Promise<void> {
  const plan: StudyPlan = { version, title, experiments }
  await writeWhole(join(folder, STUDY_FILE), `${JSON.stringify(plan, null, 2)}\n`)
}

/** Draws the one report of all, beside those that each experiment has of its own. */
export async function writeStudyReports(
  folder: string,
  title: string,
  members: readonly { readonly folder: string; readonly results: ExperimentResults }[],
  hasCharts: boolean,
): Promise<StudyFiles> {
  const study: Study = {
    title,
    members: members.map(({ folder, results }) => {
      const [chart] = chartDocuments(results)
      return { folder, results, ...(chart === undefined ? {} : { chart }) }
    }),
  }
  const page = join(folder, 'report.html')
  const summary = join(folder, 'summary.md')
  await writeWhole(page, studyPage(study))
  await writeWhole(summary, studySummary(study, hasCharts))
  return { page, summary }
}

/**
 * A folder for each experiment, called as its file.
 *
 * @throws SwitchyardError where two files have the same name
 */
export function memberFolders(files: readonly string[]): string[] {
  const names = files.map(file => basename(file, extname(file)))
  const twice = names.findIndex((name, i) => names.indexOf(name) !== i)
  if (twice >= 0) {
    const other = files[names.indexOf(names[twice]!)]!
    throw new SwitchyardError(
      `run: found ${other} and ${files[twice]}, expected files with different names; each is the name of a folder of results. Rename one, or run them apart.`,
    )
  }
  return names
}

/** What several files are called together: the folder that they all lie in, else 'experiments'. */
export function commonName(files: readonly string[]): string {
  const folders = new Set(files.map(file => dirname(resolve(file))))
  const [only] = folders
  return folders.size === 1 && basename(only!) !== '' ? basename(only!) : 'experiments'
}
