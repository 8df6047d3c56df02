/**
 * Systems with very many frameworks, schedulers and classes: nothing in the house counts them in a byte, or keeps a column of
 * one for each of the others.
 */
import { expect, it } from 'vitest'
import { drive } from '../../bench/drive.ts'
import { NEVER, SECOND } from '../../sim/engine/time.ts'
import type { RootSpec } from '../../systems/generic/spec.ts'
import { Simulation } from '../../systems/simulation.ts'
import { framework, monolithic, offers, sampling, sharedState, systemOf } from '../support/small-system.ts'
import { machinesOf, workloadOf } from '../support/watched-run.ts'

/** As many frameworks, each with a class of its own; one job of one second in every `every`-th. */
async function finished(root: RootSpec, count: number, every: number): Promise<number> {
  const classes = Array.from({ length: count }, (_, i) => `c${i}`)
  const jobs = classes.flatMap((_, i) =>
    i % every === 0 ? [{ submit: i / count, run: 1, jobClass: i }] : [],
  )
  const system = systemOf(root, { frameworks: classes.map(name => framework(name)) })
  const hardware = { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER }
  const spec = { system, seed: 'oak', warmup: 0, until: 100 * SECOND, slices: 2, check: false, hardware }
  const simulation = new Simulation(spec, machinesOf(20, 8), workloadOf(jobs, classes))
  const { rows } = await drive(simulation)
  expect(rows.filter(({ scope }) => scope === 'framework')).toHaveLength(count)
  return rows[0]!.numbers['jobs_finished']!
}

it('offers run ten thousand frameworks, each with a class of its own', async () => {
  expect(await finished(offers(), 10_000, 250)).toBe(40)
})

it.each<[string, RootSpec]>([
  ['monolithic', monolithic({ share: 'drf' })],
  ['shared state', sharedState()],
  ['late sampling', sampling()],
  ['early sampling', sampling({ binding: 'early', place: 'best-fit' })],
])('%s runs a thousand frameworks', async (_, root) => {
  expect(await finished(root, 1000, 25)).toBe(40)
})

it.each<[string, RootSpec]>([
  ['shared state', sharedState({ schedulers: 500 })],
  ['sampling', sampling({ schedulers: 500 })],
])('%s runs a thousand schedulers of two frameworks', async (_, root) => {
  expect(await finished(root, 2, 1)).toBe(2)
})
