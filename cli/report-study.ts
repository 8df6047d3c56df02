/**
 * What several finished experiments say: the reports of each, the one of all, and the answers on stdout.
 */
import { join } from 'node:path'
import { writeReports } from '../bench/run/report-files.ts'
import { ResultsFolder } from '../bench/run/results-folder.ts'
import { readStudy, writeStudyReports } from '../bench/run/study-folder.ts'
import type { ExperimentResults } from '../reports/experiment-results.ts'
import { finding } from '../reports/finding.ts'
import { type Judgement, judgements } from '../reports/hypotheses/judge.ts'
import { judgedWords } from '../reports/hypotheses/tables.ts'
import { printable } from '../reports/printable.ts'
import { SwitchyardError } from '../sim/errors.ts'

interface Options {
  readonly charts: boolean
  readonly json?: true
  readonly signal?: AbortSignal
}

/** Draws the reports of a folder of several experiments from their finished runs. */
export async function reportStudy(folder: string, { charts, json, signal }: Options): Promise<void> {
  const study = await readStudy(folder)
  if (study === undefined) throw new SwitchyardError(`${folder} holds no study.json.`)
  const members: { folder: string; results: ExperimentResults }[] = []
  for (const name of study.experiments) {
    const path = join(folder, name)
    const results = await (await ResultsFolder.open(path)).allResults()
    await writeReports(path, results, { charts, ...(signal === undefined ? {} : { signal }) })
    members.push({ folder: name, results })
  }
  const files = await writeStudyReports(folder, study.title, members, charts)
  const told = members.map(({ folder: name, results }) => ({
    name: results.name,
    question: results.question,
    finding: finding(results),
    ...(results.hypotheses === undefined ? {} : { expected: judgements(results) }),
    folder: join(folder, name),
  }))
  process.stdout.write(
    json
      ? `${JSON.stringify({ ok: true, title: study.title, experiments: told, files }, null, 2)}\n`
      : `${told.map(inText).join('\n\n')}\n\nReport   ${files.page}\nEach     ${join(folder, '*', 'report.html')}\n`,
  )
}

interface Told {
  readonly question: string
  readonly finding: string
  readonly expected?: readonly Judgement[]
}

function inText({ question, finding, expected = [] }: Told): string {
  const judged = expected.map(
    ({ hypothesis, outcome }) => `  ${judgedWords(outcome, hypothesis.kind)}: ${hypothesis.says}`,
  )
  return [question, finding, ...judged].map(line => printable(line)).join('\n')
}
