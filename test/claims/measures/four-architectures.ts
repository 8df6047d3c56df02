import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { built } from './built.ts'
import { cpuSecondsOf } from './cpu-time.ts'

interface Row {
  readonly system: string
  readonly load: string
  readonly scope: string
  readonly wait_first_mean_s: string
}

let rows: readonly Row[] = []

/** Runs the experiment of `examples/four-architectures.yaml` once, into an empty folder. */
function run(): void {
  if (rows.length > 0) return
  built()
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-claims-'))
  try {
    const experiment = 'examples/four-architectures.yaml'
    cpuSecondsOf(['cli/switchyard.mjs', 'run', experiment, '--workers', '2', '--quiet', '--out', folder])
    rows = parse(readFileSync(join(folder, 'runs.csv')), { columns: true })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Mean wait of a job for its first task under a system at a load, in seconds, over all seeds of `examples/four-architectures.yaml`. */
export function waitUnderFour(system: string, load: number): number {
  run()
  const mine = rows.filter(row => row.scope === 'all' && row.system === system && Number(row.load) === load)
  return mine.reduce((sum, row) => sum + Number(row.wait_first_mean_s), 0) / mine.length
}
