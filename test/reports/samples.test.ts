import { describe, expect, it } from 'vitest'
import {
  comparedValues,
  definitionOf,
  mainSetting,
  numbersOf,
  sampleOf,
  scopesOf,
  settingsOf,
} from '../../reports/samples.ts'
import { experiment } from './example-results.ts'

const axes = [
  { name: 'load', values: [0.9, 0.5] },
  { name: 'system', values: ['a', 'b'] },
  { name: 'order', values: ['fifo', 'easy'] },
]

const results = experiment(
  axes,
  ['oak', 'elm'],
  ({ load, system }, i) => ({
    all: { makespan_s: Number(load) * 10 + (system === 'b' ? 100 : 0) + i, own_b: 1, own_a: 2 },
    'class:batch': { jobs_submitted: i === 0 ? null : 3 },
  }),
  { baseline: { axis: 'system', value: 'b' } },
)

describe('the settings of an experiment', () => {
  it('are all combinations of the axes that are not compared, in the order of the experiment', () => {
    expect(settingsOf(results).map(setting => setting.axes)).toEqual([
      { load: 0.9, order: 'fifo' },
      { load: 0.9, order: 'easy' },
      { load: 0.5, order: 'fifo' },
      { load: 0.5, order: 'easy' },
    ])
  })

  it('leave out what did not run', () => {
    const cut = { ...results, runs: results.runs.filter(run => run.axes['load'] === 0.5) }
    expect(settingsOf(cut).map(setting => setting.axes['load'])).toEqual([0.5, 0.5])
  })

  it('hold the runs that do not know an axis at all its values', () => {
    const runs = results.runs
      .filter(run => run.axes['order'] === 'fifo')
      .map(run => ({ ...run, axes: { load: run.axes['load']!, system: run.axes['system']! } }))
    const settings = settingsOf({ ...results, runs })
    expect(settings.length).toBe(4)
    for (const setting of settings) expect(setting.runs.get('a')!.size).toBe(2)
  })

  it('have a main one: the highest number, else the first value', () => {
    expect(mainSetting(results)?.axes).toEqual({ load: 0.9, order: 'fifo' })
    expect(mainSetting({ ...results, runs: [] })).toBeUndefined()
  })
})

describe('a sample', () => {
  it('is one value a seed, without the seeds that measured nothing', () => {
    const setting = mainSetting(results)!
    expect(sampleOf(setting, 'b', 'makespan_s', 'all')).toEqual([109, 110])
    expect(sampleOf(setting, 'b', 'jobs_submitted', 'class:batch')).toEqual([3])
    expect(sampleOf(setting, 'b', 'jobs_submitted', 'class:nobody')).toEqual([])
    expect(sampleOf(setting, 'c', 'makespan_s', 'all')).toEqual([])
  })
})

describe('what an experiment holds', () => {
  it('are its systems, the baseline first', () => {
    expect(comparedValues(results)).toEqual(['b', 'a'])
  })

  it('are its scopes, and its numbers: the catalogue, then those of users by name', () => {
    expect(scopesOf(results)).toEqual(['all', 'class:batch'])
    expect(numbersOf(results)[0]).toBe('jobs_submitted')
    expect(numbersOf(results).slice(-2)).toEqual(['own_a', 'own_b'])
  })

  it('have units, read from the name where the catalogue has none', () => {
    expect(definitionOf('available_share').better).toBe('higher')
    // What is lost or done again holds cores as well.
    expect(definitionOf('cpu_used_share').better).toBe('neither')
    expect(['x_s', 'x_share', 'x_core_hours', 'x'].map(name => definitionOf(name).unit)).toEqual([
      's',
      'share',
      'core-hours',
      'ratio',
    ])
  })
})
