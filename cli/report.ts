import type { Command } from 'commander'

interface Options {
  readonly charts: boolean
  readonly json?: true
}

/** `switchyard report FOLDER`: draws the reports of a folder again, from its finished runs. */
export function addReport(program: Command): void {
  program
    .command('report')
    .description('Draw the reports of a results folder again, or for the first time after --shard')
    .argument('<folder>', 'a folder that `switchyard run` wrote')
    .option('--no-charts', 'leave out the PNG and SVG files')
    .option('--json', 'print one JSON document instead of the table')
    .addHelpText(
      'after',
      `
Runs of several machines are merged by copying their runs/ folders into one.

Examples:
  switchyard report results/four-architectures
  switchyard report results/sweep --no-charts --json`,
    )
    .action(report)
}

async function report(path: string, options: Options): Promise<void> {
  const { ResultsFolder, readStudy, reportStudy, sayResults, writeReports } = await import(
    './report-parts.ts'
  )
  if ((await readStudy(path)) !== undefined) return reportStudy(path, options)
  const folder = await ResultsFolder.open(path)
  const results = await folder.allResults()
  const files = await writeReports(path, results, { charts: options.charts })
  sayResults(results, files, { json: options.json === true })
}
