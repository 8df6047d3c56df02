/**
 * The files that an experiment's results are drawn into. All of them follow from the results alone, byte for byte.
 */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { chartDocuments } from '../../reports/charts/charts.ts'
import { renderPng, renderSvg } from '../../reports/charts/render.ts'
import { csvFiles } from '../../reports/csv.ts'
import type { ExperimentResults } from '../../reports/experiment-results.ts'
import { markdownSummary } from '../../reports/markdown-summary.ts'
import { htmlPage } from '../../reports/page.ts'
import { Interrupted } from './interrupted.ts'
import { writeWhole } from './whole-file.ts'

export interface ReportFiles {
  /** Paths, the folder included. */
  readonly page: string
  readonly summary: string
  readonly results: string
  readonly csv: readonly string[]
  readonly charts: readonly string[]
  readonly chartFolder: string
}

export interface ReportOptions {
  /** Draw PNG and SVG files; the page draws its own charts in any case. */
  readonly charts: boolean
  /** Stops between two files. */
  readonly signal?: AbortSignal
}

/** Writes results.json, the CSV files, the charts, summary.md and report.html, each whole. */
export async function writeReports(
  folder: string,
  results: ExperimentResults,
  { charts, signal }: ReportOptions,
): Promise<ReportFiles> {
  const write = async (name: string, data: string | Uint8Array | Iterable<string>) => {
    if (signal?.aborted) {
      throw new Interrupted(
        `Stopped while the reports were drawn. All runs are finished; \`switchyard report ${folder}\` draws them.`,
      )
    }
    const path = join(folder, name)
    await writeWhole(path, data)
    return path
  }

  const resultsFile = await write('results.json', resultsText(results))
  const csv: string[] = []
  for (const { name, text } of csvFiles(results)) csv.push(await write(name, text))

  const documents = chartDocuments(results)
  const pictures = charts
    ? documents.flatMap(document => [
        { name: `${document.id}.png`, draw: () => renderPng(document) },
        { name: `${document.id}.svg`, draw: () => renderSvg(document) },
      ])
    : []
  const drawn: string[] = []
  for (const { name, draw } of pictures) drawn.push(await write(join('charts', name), draw()))
  const chartFolder = join(folder, 'charts')
  await removeOthers(chartFolder, new Set(pictures.map(({ name }) => name)))

  const inSummary = charts
    ? documents.map(({ id, title, message }) => ({ id, title, message, file: `charts/${id}.png` }))
    : []
  const summary = await write('summary.md', markdownSummary(results, inSummary))
  const page = await write('report.html', await htmlPage(results, documents))
  return { page, summary, results: resultsFile, csv, charts: drawn, chartFolder }
}

/** The results as JSON with one run a line, so that a difference between two files can be read. */
function* resultsText(results: ExperimentResults): Generator<string> {
  const { runs, ...head } = results
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "runs": [`
  for (const [i, run] of runs.entries()) yield `${i === 0 ? '' : ','}\n    ${JSON.stringify(run)}`
  yield '\n  ]\n}\n'
}

/** Deletes pictures of an earlier report that this one does not have. */
async function removeOthers(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    if (/\.(png|svg)$/.test(name) && !wanted.has(name)) await rm(join(folder, name))
  }
}
