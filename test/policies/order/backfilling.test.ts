/**
 * Two hundred jobs on 16 cores, with starts that a program of 60 lines of Python found which looks at every job and every
 * moment anew; it shares nothing with the code. Times are multiples of ten seconds, so that jobs often end just at the shadow
 * time, or take just what is spare beside the head.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { systems } from '../../../systems/catalogue.ts'
import { machinesOf, watchedRun, workloadOf } from '../../support/watched-run.ts'

const [header, ...lines] = readFileSync(new URL('backfilling.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const columns = header!.split(',')
const rows = lines.map(line => line.split(',').map(Number))
const jobs = rows.map(([submit, cores, run, estimate]) => ({
  submit: submit!,
  cores: cores!,
  run: run!,
  estimate: estimate!,
}))

describe('two hundred jobs', () => {
  it.each([
    ['batch-easy', 'easy_s'],
    ['batch-sjbf', 'easy_shortest_first_s'],
    ['batch-conservative', 'conservative_s'],
  ])('start under %s when the list says', async (name, column) => {
    const system = { ...systems[name]!, name }
    const { starts } = await watchedRun(system, machinesOf(1, 16, 0), workloadOf(jobs), { check: false })
    const expected = rows.map(row => row[columns.indexOf(column)])
    expect(jobs.map((_, id) => starts.get(id)?.[0])).toEqual(expected)
  })
})
