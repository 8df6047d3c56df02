/**
 * Two hundred jobs on 16 cores, with starts that a program of 60 lines of Python found which looks at every job and every
 * moment anew; it shares nothing with the code. Times are multiples of ten seconds, so that jobs often end just at the shadow
 * time, or take just what is spare beside the head.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drive } from '../../../bench/drive.ts'
import { easy, easyShortestFirst } from '../../../policies/order/easy.ts'
import type { OrderPolicy } from '../../../sim/contracts.ts'
import { inSeconds, NEVER } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import { Simulation } from '../../../systems/simulation.ts'
import { monolithic, systemOf } from '../../support/small-system.ts'
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

/** The order as a policy file would write it, which does not say what may not pass: each job that waits is asked for. */
function asked({ backfill, ...order }: OrderPolicy): OrderPolicy {
  const { compare } = backfill!
  return {
    ...order,
    backfill: {
      ...(compare !== undefined && { compare }),
      reserve: (...what) => backfill!.reserve(...what),
      mayPass: (...what) => backfill!.mayPass(...what),
      passed: (...what) => backfill!.passed(...what),
    },
  }
}

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

  it.each([
    [easy(), 'easy_s'],
    [easyShortestFirst(), 'easy_shortest_first_s'],
  ])('start as the list says when each that may pass is asked for, under $name', async (order, column) => {
    const starts = new Map<number, number>()
    const spec = {
      system: systemOf(monolithic({ order: 'asked', whenBlocked: 'wait' })),
      seed: 'oak',
      warmup: 0,
      until: NEVER,
      slices: 10,
      check: false,
      hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
    }
    const policies = { asked: () => ({ order: asked(order) }) }
    const simulation = new Simulation(spec, machinesOf(1, 16, 0), workloadOf(jobs), policies)
    const { cluster } = simulation
    cluster.probes.add({
      taskStarted: task => starts.set(cluster.jobs.id[cluster.tasks.job[task]!]!, inSeconds(cluster.now)),
    })
    await drive(simulation)
    expect(jobs.map((_, id) => starts.get(id))).toEqual(rows.map(row => row[columns.indexOf(column)]))
  })
})
