import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { built } from './built.ts'
import { cpuSecondsOf } from './cpu-time.ts'

let cpuSeconds = 0

/** Runs the experiment of `npm start` once, into an empty folder. */
function run(): void {
  if (cpuSeconds > 0) return
  built()
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-claims-'))
  try {
    const experiment = 'examples/root-swap.yaml'
    cpuSeconds = cpuSecondsOf([
      'cli/switchyard.mjs',
      'run',
      experiment,
      '--workers',
      '2',
      '--quiet',
      '--out',
      folder,
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Minutes that `npm start` takes after the build when it has two cores for itself: its CPU time over two, since the runs are
 * dealt to two workers. The clock would tell how busy the machine is.
 */
export function mainJobMinutes(): number {
  run()
  return cpuSeconds / 120
}
