import { describe, expect, test } from 'vitest'
import { faultsOf, plan, smallest } from './given.ts'

describe('the comparison', () => {
  const two = smallest.replace('monolithic', '[monolithic, offers]')

  test('is with a value of an axis', async () => {
    expect((await plan(`${two}baseline: offers\n`)).baseline).toEqual({ axis: 'system', value: 'offers' })
    expect((await plan(`${two}load: [0.5, 0.6]\nbaseline: 0.6\n`)).baseline).toEqual({
      axis: 'load',
      value: 0.6,
    })
    expect(await faultsOf(`${two}baseline: offer\n`)).toMatchInlineSnapshot(
      `"x.yaml:7:11: baseline: found "offer", expected a value of an axis: system (monolithic, offers); did you mean "offers"?"`,
    )
  })

  test('names the axis where a value stands on two', async () => {
    const text = `${two}load: [0.5, 1]\nslices: [1, 2]\n`
    expect(await faultsOf(`${text}baseline: 1\n`)).toMatchInlineSnapshot(
      `"x.yaml:9:11: baseline: found 1, a value of load and of slices, expected one axis; write { axis: load, value: 1 }"`,
    )
    expect((await plan(`${text}baseline: { axis: slices, value: 2 }\n`)).baseline).toEqual({
      axis: 'slices',
      value: 2,
    })
    expect(await faultsOf(`${text}baseline: { axis: loda, value: 2 }\n`)).toMatchInlineSnapshot(
      `"x.yaml:9:19: baseline.axis: found "loda", expected an axis: system, load or slices; did you mean "load"?"`,
    )
    expect(await faultsOf(`${text}baseline: { axis: load, value: 3 }\n`)).toMatchInlineSnapshot(
      `"x.yaml:9:32: baseline.value: found 3, expected a value of an axis: load (0.5, 1); write another, as in --set baseline=0.5"`,
    )
  })

  test('speaks of a number and a group that the results have', async () => {
    const headline = (text: string) => faultsOf(`${smallest}headline: ${text}\n`)
    expect(await headline('{ number: busy_share, of: all }')).toBe('no faults')
    expect(await headline('{ number: busy_share, of: "scheduler:root" }')).toBe('no faults')
    expect(await headline('{ number: wait_first_p99_s, of: "class:batch" }')).toBe('no faults')
    expect(await headline('{ number: P95 wait }')).toMatchInlineSnapshot(
      `"x.yaml:7:21: headline.number: found "P95 wait", expected a number of the result; \`switchyard list numbers\` shows them; write wait_first_p95_s"`,
    )
    expect(await headline('{ number: availability }')).toMatchInlineSnapshot(
      `"x.yaml:7:21: headline.number: found "availability", expected a number of the result; \`switchyard list numbers\` shows them; write available_share"`,
    )
    expect(await headline('{ number: wait_first_s }')).toMatchInlineSnapshot(
      `"x.yaml:7:21: headline.number: found "wait_first_s", expected a number of the result; \`switchyard list numbers\` shows them; did you mean "wait_first_p50_s"?"`,
    )
    expect(await headline('{ number: busy_share, of: "class:batch" }')).toMatchInlineSnapshot(
      `"x.yaml:7:21: headline.number: found "busy_share", expected a number of a class; \`switchyard list numbers\` shows them; set of: all"`,
    )
    expect(await headline('{ of: "class:bach" }')).toMatchInlineSnapshot(
      `"x.yaml:7:17: headline.of: found "class:bach", expected class:batch; did you mean "batch"?"`,
    )
    expect(await headline('{ of: "framework:" }')).toMatchInlineSnapshot(
      `"x.yaml:7:17: headline.of: found "framework:", expected all, class:<name>, framework:<name> or scheduler:<name>"`,
    )
    expect(await headline('{ of: batch }')).toMatchInlineSnapshot(
      `"x.yaml:7:17: headline.of: found "batch", expected all, class:<name>, framework:<name> or scheduler:<name>; did you mean "class:batch"?"`,
    )
    // Of no scope that there is: what is no number of any is told beside it.
    expect(await headline('{ number: wait_mean, of: nobody }')).toMatchInlineSnapshot(`
      "x.yaml:7:21: headline.number: found "wait_mean", expected a number of the result; \`switchyard list numbers\` shows them
      x.yaml:7:36: headline.of: found "nobody", expected all, class:<name>, framework:<name> or scheduler:<name>"
    `)
    expect(await headline('{ number: busy_share, of: nobody }')).toMatchInlineSnapshot(
      `"x.yaml:7:37: headline.of: found "nobody", expected all, class:<name>, framework:<name> or scheduler:<name>"`,
    )
  })
})
