/** What a run on Mesos says of a job that waits although there is room. */
import { expect, test } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { MesosSpec } from '../../../systems/mesos/spec.ts'
import { agents } from '../../support/marathon-run.ts'
import { stagedRun } from '../../support/staged-run.ts'

async function said(changes: Partial<MesosSpec>, at: number): Promise<(string | undefined)[]> {
  const base = systems['mesos-head']!
  const [services, batch] = base.frameworks
  const found: (string | undefined)[] = []
  const system = {
    ...{ name: 'mesos-head', ...base },
    root: { ...(base.root as MesosSpec), ...changes },
    frameworks: [
      { ...services!, takes: ['web'], role: 'q' },
      { ...batch!, takes: ['*'] },
    ],
  }
  const web = { submit: 0, run: NEVER, memoryMiB: 100, jobClass: 1 }
  await stagedRun(
    system,
    agents(2),
    [
      { submit: 0, run: 500 },
      { ...web, cores: 2 },
      { ...web, submit: 5, cores: 1 },
    ],
    {
      classes: ['batch', 'web'],
      until: 60 * SECOND,
      script: {
        [at]: ({ cluster }) => {
          for (const job of [0, 1, 2]) found.push(cluster.root!.withheld!(job))
        },
      },
    },
  )
  return found
}

test('quota keeps a job from its role, or another from what is promised', async () => {
  // Two cores run, and one more, or two, would be beyond the limit of 2.5; without quota nothing is kept from anybody.
  const limits = { q: { cpuMilli: 2500 } }
  const kept = 'quota keeps it from the role q'
  expect(await said({ limits }, 30)).toEqual([undefined, kept, kept])
  expect(await said({}, 30)).toEqual([undefined, undefined, undefined])
  // A master that has just died says nothing.
  expect(await said({ limits, masterFailures: [30 * SECOND] }, 31)).toEqual([undefined, undefined, undefined])
})
