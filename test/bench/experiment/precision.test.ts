import { describe, expect, it } from 'vitest'
import { faultsOf, plan, smallest } from './given.ts'

const read = async (seeds: string, more = '') => plan(`${smallest}seeds: ${seeds}\n${more}`)
const told = (seeds: string, more = '') => faultsOf(`${smallest}seeds: ${seeds}\n${more}`)

describe('seeds until a mean is known well enough', () => {
  it('are about the headline, with as many runs as there may be', async () => {
    const { precision, seeds, runs } = await read('until ±2 %')
    expect(precision).toEqual({
      written: 'until ±2 %',
      number: 'wait_first_mean_s',
      of: 'all',
      within: { share: 0.02 },
      mostSeeds: 200,
    })
    expect(seeds).toEqual(Array.from({ length: 200 }, (_, i) => String(i + 1)))
    expect(runs).toHaveLength(200)
    const ofClass = await read(
      'until ±2%',
      'headline: { number: response_mean_s, of: "class:jobs" }\n',
    ).catch(error => error)
    expect(ofClass).toHaveProperty('message', expect.stringContaining('expected class:batch'))
    const { precision: headline } = await read(
      'until +-2%',
      'headline: { number: response_mean_s, of: "class:batch" }\n',
    )
    expect(headline).toMatchObject({ number: 'response_mean_s', of: 'class:batch' })
  })

  it.each([
    ['until p95 wait ±5 %', { number: 'wait_first_p95_s', of: 'all', within: { share: 0.05 } }],
    ['until wait_first_p95_s +/- 500 ms', { number: 'wait_first_p95_s', within: { value: 0.5 } }],
    ['until mean response ± 1 s of class batch', { number: 'response_mean_s', of: 'class:batch' }],
    ['until longest pipeline response ±10 %', undefined],
    ['until max last wait ±10 %', { number: 'wait_last_max_s' }],
    ['until median slowdown ±1 %', { number: 'bounded_slowdown_p50' }],
    // Of a share, per cent are points; of everything else, shares of the mean.
    ['until cpu_used_share ±0.5 %', { number: 'cpu_used_share', within: { value: 0.005 } }],
    ['until jobs_finished ±10', { number: 'jobs_finished', within: { value: 10 } }],
    ['until ±2 %, at most 500', { mostSeeds: 500 }],
    ['until  p95 wait ±1 s of class:batch , at most 20 seeds', { of: 'class:batch', mostSeeds: 20 }],
  ])('reads %s', async (seeds, expected) => {
    if (expected === undefined) expect(await told(seeds)).toContain('write one of mean pipeline response')
    else expect((await read(seeds)).precision).toMatchObject(expected)
  })

  it('tells what is wrong with them', async () => {
    expect(await told('until 2 %')).toMatchInlineSnapshot(
      `"x.yaml:7:8: seeds: found "until 2 %", expected "until ±2 %", "until ±1 s", "until p95 wait ±2 % of class batch" or one of these with ", at most 500"; write "until ±2 %""`,
    )
    expect(await told('until ±2 s %')).toMatchInlineSnapshot(
      `"x.yaml:7:8: seeds: found "until ±2 s %", expected half a width above 0 for wait_first_mean_s, such as ±2 % of the mean, or ±1 s"`,
    )
    expect(await told('until ±0 %')).toMatchInlineSnapshot(
      `"x.yaml:7:8: seeds: found "until ±0 %", expected half a width above 0 for wait_first_mean_s, such as ±2 % of the mean, or ±1 s"`,
    )
    expect(await told('until cpu_used_share ±1 s')).toMatchInlineSnapshot(
      `"x.yaml:7:8: seeds: found "until cpu_used_share ±1 s", expected half a width above 0 for cpu_used_share, such as ±2 %, which are percentage points"`,
    )
    expect(await told('until p95 weit ±2 %')).toMatchInlineSnapshot(
      `"x.yaml:7:8: seeds: found "until p95 weit ±2 %", expected one of wait, first wait, last wait, response, slowdown, pipeline response, relaunch after p95; did you mean "wait"?"`,
    )
    expect(await told('until p42 wait ±2 %')).toMatchInlineSnapshot(
      `"x.yaml:7:8: seeds: found "until p42 wait ±2 %", expected which of its values; write one of mean wait, p50 wait, p90 wait, p95 wait, p99 wait, max wait"`,
    )
    expect(await told('until wait ±2 %')).toMatchInlineSnapshot(
      `"x.yaml:7:8: seeds: found "until wait ±2 %", expected which of its values; write one of mean wait, p50 wait, p90 wait, p95 wait, p99 wait, max wait"`,
    )
    expect(await told('until p95 wait ±2 % of class bath')).toMatchInlineSnapshot(
      `"x.yaml:7:8: seeds: found "class:bath", expected class:batch; did you mean "batch"?"`,
    )
    expect(await told('until ±2 %, at most 5')).toMatchInlineSnapshot(
      `"x.yaml:7:8: seeds: found "until ±2 %, at most 5", expected 20 to 10000 seeds at most; there is no look at the intervals before 20 seeds"`,
    )
    expect(await told('many')).toMatchInlineSnapshot(
      `"x.yaml:7:8: seeds: found "many", expected a whole number of at least 1, "until ±2 %", or a list of words"`,
    )
  })

  it('are not beside an axis that means are over', async () => {
    const axes = 'load: [0.5, 0.6]\nmean-over: load\n'
    expect(await told('until ±2 %', axes)).toMatchInlineSnapshot(
      `"x.yaml:7:8: seeds: found "until ±2 %", expected how many seeds beside mean-over; intervals are over the values of load, and more seeds do not make them narrower"`,
    )
  })

  it('are taken off again by a number', async () => {
    const { precision, seeds } = await plan(`${smallest}seeds: until ±2 %\n`, { seeds: 3 })
    expect(precision).toBeUndefined()
    expect(seeds).toHaveLength(3)
    expect((await plan(smallest, { seeds: 'until ±2 %' })).options).toEqual(['--seeds', 'until ±2 %'])
  })
})
