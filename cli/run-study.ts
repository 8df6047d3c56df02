/**
 * `switchyard run A B …`: several experiments, each with its own folder and reports, and one report of all.
 */
import { basename, join } from 'node:path'
import type { Overrides } from '../bench/experiment/overrides.ts'
import { checkStudyFolder, commonName, memberFolders, writeStudyPlan } from '../bench/run/study-folder.ts'
import { SwitchyardError } from '../sim/errors.ts'
import { reportStudy } from './report-study.ts'
import { type OneOptions, runOne } from './run-one.ts'
import * as parts from './run-parts.ts'

interface StudyOptions extends OneOptions {
  readonly overrides: Overrides
  readonly out?: string
  readonly title?: string
  readonly charts: boolean
  readonly json?: true
}

/** Reads all experiments before the first of them runs, so that all that is wrong with any is told at once. */
export async function runStudy(files: readonly string[], options: StudyOptions): Promise<void> {
  const names = memberFolders(files)
  const plans = await allOf(files.map(file => () => parts.readExperiment(file, options.overrides)))
  const common = commonName(files)
  const folder = options.out ?? join('results', common)
  const title = options.title ?? common
  await checkStudyFolder(folder)
  const experiments = [...names]
  await writeStudyPlan(folder, { title, experiments })
  for (const [i, plan] of plans.entries()) {
    if (options.quiet !== true) process.stderr.write(`${plan.name} (${i + 1} of ${plans.length}).\n`)
    const done = await runOne(parts, plan, join(folder, names[i]!), options)
    // It lies beside the folder that it was meant for where that holds other results.
    experiments[i] = basename(done.folder)
  }
  await writeStudyPlan(folder, { title, experiments })
  if (options.shard !== undefined) {
    const { index, of } = options.shard
    const text = `Part ${index}/${of} of ${plans.length} experiments is finished. When all parts are, draw the reports with \`switchyard report ${folder}\`.`
    process.stdout.write(
      `${options.json ? JSON.stringify({ ok: true, folder, shard: { index, of } }, null, 2) : text}\n`,
    )
    return
  }
  if (options.quiet !== true) process.stderr.write('Drawing the reports.\n')
  await reportStudy(folder, options)
}

/** All answers, or every fault of all. */
async function allOf<T>(acts: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = []
  const faults: string[] = []
  for (const act of acts) {
    try {
      answers.push(await act())
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error
      faults.push(...error.message.split('\n'))
    }
  }
  if (faults.length > 0) throw new SwitchyardError([...new Set(faults)].join('\n'))
  return answers
}
