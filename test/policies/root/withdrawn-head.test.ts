import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import type { RootSpec } from '../../../systems/generic/spec.ts'
import { framework, monolithic, sampling, sharedState, systemOf } from '../../support/small-system.ts'
import { stagedRun, startsOf } from '../../support/staged-run.ts'
import { machinesOf } from '../../support/watched-run.ts'

const flows = framework('flows', { kind: 'pipelines', takes: ['*'], cancels: 'pipeline' })

/**
 * Eight cores. Job 0 holds four of them until 100. Of the pipeline, job 1 fails at 10, which is heard of at 11, and job 2
 * wants all eight cores: it heads the line, and is cancelled at 11, when nothing ends. Behind it stands job 3.
 */
async function startsUnder(root: RootSpec): Promise<string[]> {
  const run = await stagedRun(
    systemOf(root, { frameworks: [flows], latency: { status: SECOND } }),
    machinesOf(1, 8),
    [
      { submit: 0, run: 100, cores: 4 },
      { submit: 0, run: 20, failsAfter: 10, pipeline: 0 },
      { submit: 0, run: 20, cores: 8, pipeline: 0 },
      { submit: 5, run: 200 },
    ],
  )
  return startsOf(run)
}

describe('a head that is withdrawn when nothing becomes free', () => {
  const whenBlocked = 'wait'
  const roots = ['fifo', 'easy', 'conservative'].flatMap((order): [string, RootSpec][] => [
    [`a monolithic root, by ${order}`, monolithic({ order, whenBlocked })],
    [`shared state, by ${order}`, sharedState({ order, whenBlocked })],
  ])
  // The reservation of the job that is gone heads the queue of the machine.
  roots.push(['late binding, by fifo', sampling({ order: 'fifo', whenBlocked })])
  roots.push(['late binding, by easy', sampling({ order: 'easy', whenBlocked })])
  for (const [name, root] of roots)
    it(`makes way at once for the next under ${name}`, async () => {
      expect(await startsUnder(root)).toEqual([
        '0 s: job 0 on machine 0',
        '0 s: job 1 on machine 0',
        '11 s: job 3 on machine 0',
      ])
    })
})
