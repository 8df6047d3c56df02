import { expect, test } from 'vitest'
import { faultsOf, plan, smallest } from './given.ts'

test('a scorecard names numbers, and the smallest differences that matter', async () => {
  const card = `scorecard:
  - { number: wait_first_mean_s, called: launch latency, matters: 500 ms }
  - { number: available_share, matters: 0.1% }
  - { number: core_hours_lost, matters: 2% }
  - { number: jobs_finished, of: "class:batch", matters: 3 }
  - { number: cpu_used_share, judged: false }
`
  // Per cent of a share are points of it; of anything else they are of the baseline.
  expect((await plan(smallest + card)).scorecard).toEqual([
    { number: 'wait_first_mean_s', of: 'all', called: 'launch latency', matters: { value: 0.5 } },
    { number: 'available_share', of: 'all', matters: { value: 0.001 } },
    { number: 'core_hours_lost', of: 'all', matters: { share: 0.02 } },
    { number: 'jobs_finished', of: 'class:batch', matters: { value: 3 } },
    { number: 'cpu_used_share', of: 'all', judged: false },
  ])
  expect(await plan(smallest)).not.toHaveProperty('scorecard')
})

test('what is wrong with a scorecard is told where it stands', async () => {
  const card = (text: string) => faultsOf(`${smallest}scorecard: ${text}\n`)
  expect(await card('wait_first_mean_s')).toMatchInlineSnapshot(
    `"x.yaml:7:12: scorecard: found no list, expected numbers, such as [{ number: wait_first_mean_s }]"`,
  )
  expect(
    await card('[{ number: available_share, judged: no }, { number: core_hours_lost, matters: [1] }]'),
  ).toMatchInlineSnapshot(`
    "x.yaml:7:48: scorecard.0.judged: found no truth value, expected true or false
    x.yaml:7:90: scorecard.1.matters: found a list, expected a difference such as 1 s or 5%"
  `)
  expect(
    await card(
      '[{ number: wait_frist }, { number: wait_first_mean_s, of: "class:bath" }, { number: busy_share, of: "class:batch" }]',
    ),
  ).toMatchInlineSnapshot(`
    "x.yaml:7:23: scorecard.0.number: found "wait_frist", expected a number of the result; \`switchyard list numbers\` shows them
    x.yaml:7:70: scorecard.1.of: found "class:bath", expected class:batch; did you mean "batch"?
    x.yaml:7:96: scorecard.2.number: found "busy_share", expected a number of a class; \`switchyard list numbers\` shows them; set of: all"
  `)
  expect(
    await card('[{ number: wait_first_mean_s, matters: 5 }, { number: available_share, matters: 0 }]'),
  ).toMatchInlineSnapshot(`
    "x.yaml:7:51: scorecard.0.matters: found 5, expected a difference above 0 in the unit of wait_first_mean_s, such as 1 s, or a share of the baseline, such as 5%
    x.yaml:7:92: scorecard.1.matters: found 0, expected a difference above 0 in the unit of available_share, such as 1%"
  `)
  expect(
    await card('[{ number: wait_first_mean_s }, { number: wait_first_mean_s, matters: 1 s }]'),
  ).toContain(
    'scorecard.1.number: found wait_first_mean_s of all for the second time, expected each once; delete one',
  )
  expect(await card('[{ number: cpu_used_share, judged: false }]')).toContain(
    'scorecard: found no number that is judged, expected one or more without judged: false',
  )
})
