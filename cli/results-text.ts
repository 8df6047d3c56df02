/**
 * What a finished experiment says on stdout: the tables, the finding, and where everything is.
 */
import type { ReportFiles } from '../bench/run/report-files.ts'
import { driverRemarks } from '../reports/driver-remarks.ts'
import type { ExperimentResults } from '../reports/experiment-results.ts'
import { finding } from '../reports/finding.ts'
import { judgements } from '../reports/hypotheses/judge.ts'
import { isExact } from '../reports/is-exact.ts'
import { precisionTold } from '../reports/precision/sentences.ts'
import { printable } from '../reports/printable.ts'
import { remarks } from '../reports/remarks.ts'
import { terminalTable } from '../reports/terminal-table.ts'

/** Width of the tables in characters where stdout is no terminal, or one that does not know its width. */
const logWidth = 100
/** Narrower tables are one column beside the names, and harder to read than wrapped lines. */
const narrowest = 60

/** Prints the results for a person, or as one JSON document. */
export function sayResults(
  results: ExperimentResults,
  files: ReportFiles,
  { json }: { readonly json: boolean },
): void {
  process.stdout.write(json ? asJson(results, files) : asText(results, files))
}

function asText(results: ExperimentResults, files: ReportFiles): string {
  const places = [
    `Report   ${files.page}`,
    ...(files.charts.length === 0 ? [] : [`Charts   ${files.charts.length} files in ${files.chartFolder}`]),
    `Numbers  ${files.csv[0]} and ${files.csv.length - 1} more CSV files, ${files.results}`,
  ]
  return `${terminalTable(results, Math.max(narrowest, process.stdout.columns || logWidth))}\n${printable(finding(results))}\n\n${places.join('\n')}\n`
}

function asJson(results: ExperimentResults, files: ReportFiles): string {
  const { name, question, axes, baseline, headline, provenance, runs } = results
  const document = {
    ok: true,
    name,
    question,
    finding: finding(results),
    axes,
    baseline,
    headline,
    provenance,
    ...(results.precision === undefined
      ? {}
      : { precision: { ...results.precision, ...precisionTold(results), seeds: results.seeds.length } }),
    ...(results.hypotheses === undefined ? {} : { expected: judgements(results) }),
    remarks: [...remarks(results), ...driverRemarks(results)],
    runs: runs.map(({ id, axes, seed, result }) => {
      const all = result.rows.find(row => row.scope === 'all')
      return {
        id,
        axes,
        seed,
        exact: isExact(result),
        numbers: all?.numbers ?? {},
        atLeast: all?.atLeast ?? [],
      }
    }),
    files,
  }
  return `${JSON.stringify(document, null, 2)}\n`
}
