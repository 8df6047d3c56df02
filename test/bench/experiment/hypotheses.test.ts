import { describe, expect, test } from 'vitest'
import { readExpectation } from '../../../bench/experiment/expectation.ts'
import { faultsOf, plan, smallest } from './given.ts'

const swept = smallest.replace('system: monolithic', 'system: [monolithic, offers]')

describe('what is expected', () => {
  const seconds = (text: string | number) => readExpectation(text, 's', false)

  test('is a value to the digits that it is written with, and a whole number is exact', () => {
    expect(seconds('30 s')).toEqual({
      written: '30 s',
      low: { value: 30, open: false },
      high: { value: 30, open: false },
    })
    expect(seconds('1.5 min')).toMatchObject({ low: { value: 87 }, high: { value: 93 } })
    expect(readExpectation('25%', 'share', false)).toMatchObject({
      low: { value: 0.25 },
      high: { value: 0.25 },
    })
    expect(readExpectation('2.5 core-hours', 'core-hours', false)).toMatchObject({ low: { value: 2.45 } })
    expect(readExpectation(0, 'tasks', false)).toMatchObject({ low: { value: 0 }, high: { value: 0 } })
  })

  test('is two ends, or a side', () => {
    expect(seconds('25 s to 2 min')).toMatchObject({ low: { value: 25 }, high: { value: 120 } })
    expect(seconds('at most 1 s')).toEqual({ written: 'at most 1 s', high: { value: 1, open: false } })
    expect(seconds('above 0 s')).toEqual({ written: 'above 0 s', low: { value: 0, open: true } })
    expect(seconds('-2 s to -1 s')).toMatchObject({ low: { value: -2 }, high: { value: -1 } })
  })

  test('is a verdict, of differences alone', () => {
    expect(readExpectation('lower or not distinguishable', 's', true)).toEqual({
      written: 'lower or not distinguishable',
      verdicts: ['lower', 'not distinguishable'],
    })
    expect(seconds('lower')).toMatchObject({ remedy: 'add minus:, which says what it is compared with' })
  })

  test.each(['30', 'soon', '2 s to 1 s', '1 s to 2 s to 3 s', 'at most', '', 'lower or 3 s'])(
    'is not %j',
    text => {
      expect(readExpectation(text, 's', true)).toHaveProperty('found')
    },
  )
})

describe('hypotheses of an experiment', () => {
  test('are about the headline unless they say more, and keep their words', async () => {
    const { hypotheses } = await plan(`${swept}hypotheses:
  - { says: Offers wait longer., at: { system: offers }, minus: { system: monolithic }, expected: higher }
checks:
  - { says: All come., number: jobs_submitted, of: class:batch, expected: at least 1, source: by hand }
`)
    expect(hypotheses).toEqual([
      {
        kind: 'hypothesis',
        says: 'Offers wait longer.',
        number: 'wait_first_mean_s',
        of: 'all',
        at: { system: 'offers' },
        minus: { system: 'monolithic' },
        expected: { written: 'higher', verdicts: ['higher'] },
      },
      {
        kind: 'check',
        says: 'All come.',
        number: 'jobs_submitted',
        of: 'class:batch',
        at: {},
        expected: { written: 'at least 1', low: { value: 1, open: false } },
        source: 'by hand',
      },
    ])
    expect(await plan(swept)).not.toHaveProperty('hypotheses')
  })

  test('do not compare a place with itself', async () => {
    const asked = (at: string) =>
      faultsOf(
        `${swept}hypotheses: [{ says: x, at: { system: ${at} }, minus: { system: offers }, expected: lower }]\n`,
      )
    expect(await asked('offers')).toContain(
      'hypotheses.0.minus: found the place that at: names already, expected another one; the difference is always 0',
    )
    const both = await plan(
      `${swept}hypotheses: [{ says: x, at: { system: [monolithic, offers] }, minus: { system: offers }, expected: lower }]\n`,
    )
    expect(both.hypotheses).toHaveLength(1)
  })

  test('are refused in sentences, all at once', async () => {
    expect(
      await faultsOf(`${swept}hypotheses:
  - { says: a, number: wait_frist_mean_s, expected: higher }
  - { says: b, at: { sistem: offers }, minus: { system: offer }, expected: soon }
  - { says: c, at: { system: [offers, sampling] }, of: batch, expected: 3 }
`),
    ).toMatchInlineSnapshot(`
      "x.yaml:8:24: hypotheses.0.number: found "wait_frist_mean_s", expected a number of the result; \`switchyard list numbers\` shows them; did you mean "wait_first_mean_s"?
      x.yaml:8:53: hypotheses.0.expected: found "higher", expected a value such as "at most 1 s", "10% to 20%" or "12"; add minus:, which says what it is compared with
      x.yaml:9:30: hypotheses.1.at.sistem: found "sistem", expected an axis: system; did you mean "system"?
      x.yaml:9:57: hypotheses.1.minus.system: found "offer", expected a value of system: monolithic or offers; did you mean "offers"?
      x.yaml:9:76: hypotheses.1.expected: found "soon", expected a duration such as "30 s", "25 s to 40 s", "at most 1 s" or "above 0 s", or lower, higher or not distinguishable
      x.yaml:10:30: hypotheses.2.at.system: found "sampling", expected a value of system: monolithic or offers
      x.yaml:10:56: hypotheses.2.of: found "batch", expected all, class:<name>, framework:<name> or scheduler:<name>; did you mean "class:batch"?
      x.yaml:10:73: hypotheses.2.expected: found 3, expected a duration such as "30 s", "25 s to 40 s", "at most 1 s" or "above 0 s""
    `)
    expect(await faultsOf(`${swept}checks: [{ expected: [1 s] }]\n`)).toMatchInlineSnapshot(`
      "x.yaml:7:10: checks.0.says: found nothing, expected a sentence
      x.yaml:7:22: checks.0.expected: found a list, expected a value such as "at most 1 s" or "25 s to 40 s""
    `)
  })

  test('are told together with what the schema finds, in one statement and in several', async () => {
    expect(
      await faultsOf(`${swept.replace('name: Smallest', 'name: Smallest\nscorecard: [{ number: wait_first_mean_s, judged: no }, { number: wait_frist_mean_s }]')}headline: { number: [1] }
hypotheses:
  - { at: { sistem: offers }, minus: { system: offer }, expected: soon }
  - { says: b, number: wait_frist_mean_s, expected: soon }
  - { says: c, number: jobs_failed, of: class:bath, expected: lower }
checks:
  - { says: d, number: [1], at: { system: sampling }, expected: 1 to 2 to 3, sorce: x }
`),
    ).toMatchInlineSnapshot(`
      "x.yaml:2:50: scorecard.0.judged: found no truth value, expected true or false
      x.yaml:2:66: scorecard.1.number: found "wait_frist_mean_s", expected a number of the result; \`switchyard list numbers\` shows them; did you mean "wait_first_mean_s"?
      x.yaml:8:21: headline.number: found a list, expected a number of the result
      x.yaml:10:5: hypotheses.0.says: found nothing, expected a sentence
      x.yaml:10:21: hypotheses.0.at.sistem: found "sistem", expected an axis: system; did you mean "system"?
      x.yaml:10:48: hypotheses.0.minus.system: found "offer", expected a value of system: monolithic or offers; did you mean "offers"?
      x.yaml:10:67: hypotheses.0.expected: found "soon", expected a value such as "at most 1 s", "10% to 20%" or "12"
      x.yaml:11:24: hypotheses.1.number: found "wait_frist_mean_s", expected a number of the result; \`switchyard list numbers\` shows them; did you mean "wait_first_mean_s"?
      x.yaml:11:53: hypotheses.1.expected: found "soon", expected a value such as "at most 1 s", "10% to 20%" or "12"
      x.yaml:12:41: hypotheses.2.of: found "class:bath", expected class:batch; did you mean "batch"?
      x.yaml:12:63: hypotheses.2.expected: found "lower", expected a number such as "12", "10 to 20", "at most 1" or "above 0"; add minus:, which says what it is compared with
      x.yaml:14:24: checks.0.number: found a list, expected a number of the result
      x.yaml:14:43: checks.0.at.system: found "sampling", expected a value of system: monolithic or offers
      x.yaml:14:65: checks.0.expected: found "1 to 2 to 3", expected a value such as "at most 1 s", "10% to 20%" or "12"
      x.yaml:14:78: checks.0.sorce: found an unknown key, expected says, number, of, at, minus, expected or source; did you mean "source"?"
    `)
  })

  test('are at least one', async () => {
    for (const key of ['hypotheses', 'checks'])
      expect(await faultsOf(`${swept}${key}: []\n`)).toMatch(
        new RegExp(`^x.yaml:7:\\d+: ${key}: found an empty list, expected statements such as`),
      )
  })
})
