import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measurement } from '../../../bench/micro/measurement.ts'
import { built } from './built.ts'

const measured = new Map<string, readonly Measurement[]>()

/** What `npm run bench -- <suite>` measures, once for all claims, however busy the machine is: only ratios are taken from it. */
function suite(name: string): readonly Measurement[] {
  let rows = measured.get(name)
  if (rows !== undefined) return rows
  built()
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-claims-'))
  try {
    const out = join(folder, 'out.json')
    const args = ['--expose-gc', 'dist/bench/micro/main.js', name, '--anyway', '--out', out]
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`npm run bench -- ${name} failed: ${stderr}`)
    rows = (JSON.parse(readFileSync(out, 'utf8')) as { measured: Record<string, Measurement[]> }).measured[
      name
    ]!
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  measured.set(name, rows)
  return rows
}

/** The figure of a row of a suite of the benchmarks. */
export function benchFigure(name: string, row: string): number {
  const found = suite(name).find(each => each.name === row)
  if (found === undefined) throw new Error(`npm run bench -- ${name} has no row "${row}"`)
  return found.value
}

/** How many times as fast one row is as another, whether they are rates or times. */
export function timesAsFast(name: string, row: string, rival: string): number {
  const [ours, theirs] = [benchFigure(name, row), benchFigure(name, rival)]
  return suite(name)
    .find(each => each.name === row)!
    .unit.endsWith('/s')
    ? ours / theirs
    : theirs / ours
}
