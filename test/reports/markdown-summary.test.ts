import { describe, expect, it } from 'vitest'
import { markdownSummary } from '../../reports/markdown-summary.ts'
import { experiment, fourArchitectures } from './example-results.ts'

const chart = {
  id: 'wait',
  title: 'Offers wait longest',
  message: 'Bars are means over seeds, lines 95 % intervals.',
  file: 'charts/wait first.png',
}

describe('the Markdown summary', () => {
  it('is a whole page', () => {
    expect(markdownSummary(fourArchitectures(), [chart])).toMatchInlineSnapshot(`
      "# two-loads

      Which architecture starts batch jobs soonest?

      **At load 0.9, the mean wait of a batch job for its first task is 4.00 s (50 %) longer under offers than under monolithic (95 % interval 3.08 to 4.92 s, 4 paired seeds) and 2.00 s (25 %) shorter under shared-state (1.08 to 2.92 s); sampling is not distinguishable from monolithic.**

      ## The mean wait of a batch job for its first task

      | load | system | batch: wait, first task, mean (s) | difference (s) | 95 % interval (s) | relative (%) | verdict |
      | --: | :-- | --: | --: | --: | --: | :-- |
      | 0.5 | monolithic | 2.00 ± 0.32 | baseline |  |  |  |
      | 0.5 | offers | 3.00 ± 0.40 | +1.00 | +0.77 to +1.23 | +50 (+37 to +66) | higher, worse |
      | 0.5 | shared-state | 1.50 ± 0.40 | −0.50 | −0.73 to −0.27 | −25 (−38 to −13) | lower, better |
      | 0.5 | sampling | 2.00 ± 0.40 | 0.00 | −0.23 to +0.23 | 0 (−12 to +12) | not distinguishable |
      | 0.9 | monolithic | 8.0 ± 1.3 | baseline |  |  |  |
      | 0.9 | offers | 12.0 ± 1.6 | +4.00 | +3.08 to +4.92 | +50 (+37 to +66) | higher, worse |
      | 0.9 | shared-state | 6.0 ± 1.6 | −2.00 | −2.92 to −1.08 | −25 (−38 to −13) | lower, better |
      | 0.9 | sampling | 8.0 ± 1.6 | 0.00 | −0.92 to +0.92 | 0 (−12 to +12) | not distinguishable |

      - ± and intervals are at 95 %, by Student's t over 4 seeds.
      - Differences are to monolithic, seed by seed on the same jobs; verdicts allow for 3 comparisons at once (Holm 1979), intervals stand alone.

      ## Other numbers

      | load | system | CPU used (%) | batch: wait, first task, p99 (s) | batch: bounded slowdown, mean | pipeline response, mean (min) | conflict ratio | CPU locked in offers (%) | lost after failure (core-h) | tasks doomed |
      | --: | :-- | --: | --: | --: | --: | --: | --: | --: | --: |
      | 0.5 | monolithic | 50.0 ± 0.3 | 40.0 ± 6.5 | 1.20 ± 0.03 | 10.0 ± 0.2 | 0 | 0 | 0 | 0 |
      | 0.5 | offers | 48.0 ± 0.3 | 60.0 ± 8.0 | 1.30 ± 0.04 | 10.2 ± 0.2 | – | 12.5 ± 0 | 0.25 ± 0 | 1 ± 0 |
      | 0.5 | shared-state | 46.0 ± 0.3 | 30.0 ± 8.0 | 1.15 ± 0.04 | 10.4 ± 0.2 | 0.05 ± 0 | 0 | 0.50 ± 0 | 2 ± 0 |
      | 0.5 | sampling | 44.0 ± 0.3 | 40.0 ± 8.0 | 1.20 ± 0.04 | 10.6 ± 0.2 | – | 0 | 0.75 ± 0 | 3 ± 0 |
      | 0.9 | monolithic | 90.0 ± 0.3 | 160 ± 26 | 1.80 ± 0.13 | 40.0 ± 0.2 | 0 | 0 | 0 | 0 |
      | 0.9 | offers | 88.0 ± 0.3 | 240 ± 32 | 2.20 ± 0.16 | 40.2 ± 0.2 | – | 12.5 ± 0 | 0.25 ± 0 | 1 ± 0 |
      | 0.9 | shared-state | 86.0 ± 0.3 | 120 ± 32 | 1.60 ± 0.16 | 40.4 ± 0.2 | 0.20 ± 0 | 0 | 0.50 ± 0 | 2 ± 0 |
      | 0.9 | sampling | 84.0 ± 0.3 | 160 ± 32 | 1.80 ± 0.16 | 40.6 ± 0.2 | – | 0 | 0.75 ± 0 | 3 ± 0 |

      - CPU used: Time-weighted share of all cores held by tasks.
      - wait, first task, p99: 99th percentile of time from a job being ready to its first task starting.
      - bounded slowdown, mean: Mean max(1, (wait + run) / max(run, 10 s)) of a job that finishes, from being ready (Feitelson 2001).
      - pipeline response, mean: Mean time from submission to the end of a pipeline that finishes.
      - conflict ratio: Failed transactions / transactions without conflict; may exceed 1 (Omega).
      - CPU locked in offers: Time-weighted share of all cores locked in offers and not used.
      - lost after failure: Of the lost work, what failed pipelines did after the failure.
      - tasks doomed: Tasks launched although their pipeline had already failed.

      ## Failed pipelines: work lost and saved

      | load | system | tasks doomed | tasks cancelled | lost after failure (core-h) | cancel delay, mean (ms) |
      | --: | :-- | --: | --: | --: | --: |
      | 0.5 | monolithic | 0 | 40 ± 0 | 0 | 2 ± 0 |
      | 0.5 | offers | 1 ± 0 | 39 ± 0 | 0.25 ± 0 | 4 ± 0 |
      | 0.5 | shared-state | 2 ± 0 | 38 ± 0 | 0.50 ± 0 | 6 ± 0 |
      | 0.5 | sampling | 3 ± 0 | 37 ± 0 | 0.75 ± 0 | 8 ± 0 |
      | 0.9 | monolithic | 0 | 40 ± 0 | 0 | 2 ± 0 |
      | 0.9 | offers | 1 ± 0 | 39 ± 0 | 0.25 ± 0 | 4 ± 0 |
      | 0.9 | shared-state | 2 ± 0 | 38 ± 0 | 0.50 ± 0 | 6 ± 0 |
      | 0.9 | sampling | 3 ± 0 | 37 ± 0 | 0.75 ± 0 | 8 ± 0 |

      - tasks doomed: Tasks launched although their pipeline had already failed.
      - tasks cancelled: Tasks that never started because their job was given up or cancelled: the launches that this saved.
      - lost after failure: Of the lost work, what failed pipelines did after the failure.
      - cancel delay, mean: Mean time from a failure to the last cancellation that it caused; to the end of the run if that is still under way.
      - pipelines failed: 3 ± 0 everywhere.
      - lost before failure (core-h): 12.5 ± 0 everywhere.
      - saved by cancelling (core-h): 30 ± 0 everywhere.

      ## Charts

      ### Offers wait longest

      ![Offers wait longest](charts/wait%20first.png)

      Bars are means over seeds, lines 95 % intervals.

      ## Make it again

      \`\`\`sh
      switchyard run two-loads.yaml
      \`\`\`

      Files are given by name alone: run the command in the folder of the experiment, or write the paths where they lie. With version 0.1.0 and the inputs below, every file beside this page comes out the same, byte for byte. All digits of all numbers are in \`runs.csv\`, every comparison in \`comparisons.csv\`.

      ## Where the numbers come from

      - Switchyard 0.1.0
      - Seeds: oak, elm, ash, yew
      - Measured from the start until 2 h of simulated time

      | input | sha256 |
      | :-- | :-- |
      | two-loads.yaml | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa |
      "
    `)
  })

  it('has no section for what did not happen', () => {
    const results = experiment([{ name: 'system', values: ['only'] }], ['oak'], () => ({
      'class:batch': { wait_first_mean_s: 90 },
    }))
    const bare = { ...results.provenance, inputs: {}, warmupS: 600, untilS: null, seeds: ['oak'] }
    expect(markdownSummary({ ...results, provenance: bare })).toMatchInlineSnapshot(`
      "# two-loads

      Which architecture starts batch jobs soonest?

      **The mean wait of a batch job for its first task is 90 s under only (one seed, which gives no interval).**

      ## The mean wait of a batch job for its first task

      | system | batch: wait, first task, mean (s) |
      | :-- | --: |
      | only | 90 |

      - One seed gives no interval: a difference may be chance. Add seeds to the experiment for a verdict.

      ## Make it again

      \`\`\`sh
      switchyard run experiment.yaml
      \`\`\`

      With version 0.1.0, every file beside this page comes out the same, byte for byte. All digits of all numbers are in \`runs.csv\`, every comparison in \`comparisons.csv\`.

      ## Where the numbers come from

      - Switchyard 0.1.0
      - Seed: oak
      - Measured after a warm-up of 10 min until nothing was left to do
      "
    `)
  })

  it('writes names as they are, whatever Markdown would make of them', () => {
    const results = experiment(
      [{ name: 'system', values: ['a|b', '*c*'] }],
      ['oak', 'elm'],
      ({ system }, i) => ({
        'class:batch': { wait_first_mean_s: i + (system === 'a|b' ? 1 : 2) },
      }),
    )
    const text = markdownSummary({
      ...results,
      name: 'a_b_c',
      question: 'Is <b>\nfaster?',
      provenance: {
        ...results.provenance,
        inputs: { "it's here.yaml": 'b'.repeat(64) },
        options: ['--seeds', '3', '--set', 'load=[0.5, 0.9]'],
      },
    })
    expect(text).toContain('# a\\_b\\_c\n\nIs \\<b\\> faster?\n')
    expect(text).toContain('| a\\|b | 1.5')
    expect(text).toContain('| \\*c\\* | 2.5')
    expect(text).toContain("switchyard run 'it'\\''s here.yaml' --seeds 3 --set 'load=[0.5, 0.9]'\n")
  })

  it('does not repeat the name where there is no question', () => {
    const results = experiment([{ name: 'system', values: ['a', 'b'] }], ['oak'], () => ({ all: {} }))
    expect(markdownSummary({ ...results, name: 'Small', question: 'Small' })).toMatch(/^# Small\n\n\*\*/)
  })

  it('never prints what is not a number', () => {
    const results = experiment([{ name: 'system', values: ['a', 'b'] }], ['oak'], () => ({ all: {} }))
    expect(markdownSummary(results)).not.toMatch(/NaN|undefined|null|Infinity/)
    expect(markdownSummary(fourArchitectures({ runs: [] }))).toContain(
      '**Nothing ran, so there is nothing to say.**',
    )
  })
})
