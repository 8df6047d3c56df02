/** Soft errors, and jobs of definition files, in a simulation: timelines by hand. */
import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { ChronosSpec, RepeatedJobSpec } from '../../../systems/chronos/spec.ts'
import type { DefinedJob } from '../../../systems/definition-file/defined-job.ts'
import { agents } from '../../support/marathon-run.ts'
import { type Stage, stagedRun } from '../../support/staged-run.ts'

async function starts(
  changes: Partial<ChronosSpec>,
  classes: readonly string[],
  script: Record<number, (stage: Stage) => void> = {},
) {
  const base = systems['chronos-2.4']!
  const chronos = base.frameworks.find(({ name }) => name === 'chronos') as ChronosSpec
  const usual = { takes: ['*'], killGrace: 0, reviveForNewJobs: true }
  const system = { name: 'chronos', ...base, frameworks: [{ ...chronos, ...usual, ...changes }] as never }
  const { log } = await stagedRun(system, agents(2), [], { classes, until: 10 * MINUTE, script })
  return log.flatMap(line =>
    line.includes('starts') ? [`${Math.floor(Number.parseFloat(line))} ${/job \d+/.exec(line)![0]}`] : [],
  )
}

/** Every five minutes half a minute of the parent, then of the child. */
const task = { cpuMilli: 1000, memoryMiB: 100, duration: 30 * SECOND }
const pair = (parent: Partial<RepeatedJobSpec>): readonly RepeatedJobSpec[] => [
  { ...task, name: 'parent', repeat: 'R/2016-10-13T00:01:00Z/PT5M', ...parent },
  { ...task, name: 'child', parents: ['parent'] },
]
const fails = { 80: (stage: Stage) => stage.failTask(1) }

describe('a soft error', () => {
  test('lets the children run, once no retry is left', async () => {
    // The parent runs at 60 s and 360 s. Its failure at 80 s lets the child run at once.
    const soft = { repeated: pair({ retries: 0, softError: true }) }
    expect(await starts(soft, ['batch'], fails)).toEqual(['60 job 1', '80 job 2', '360 job 3', '390 job 4'])
    // With a retry the parent runs again a minute after the failure, and the child after that.
    const again = { repeated: pair({ retries: 1, softError: true }) }
    const retried = ['60 job 1', '140 job 1', '170 job 2', '360 job 3', '390 job 4']
    expect(await starts(again, ['batch'], fails)).toEqual(retried)
  })

  test('is what a failure is not: that skips the children until the next round', async () => {
    const hard = { repeated: pair({ retries: 0 }) }
    expect(await starts(hard, ['batch'], fails)).toEqual(['60 job 1', '360 job 2', '390 job 3'])
  })
})

describe('jobs of a definition file', () => {
  const defined = (
    definition: Readonly<Record<string, unknown>> & { readonly name: string },
  ): DefinedJob => ({
    name: definition.name,
    definition: { command: 'x', ...definition },
    duration: { kind: 'constant', value: 30 * SECOND },
    meanTimeToFailure: NEVER,
  })
  const schedule = 'R/2016-10-13T00:01:00Z/PT5M'
  const jobs = (parent: object) => [
    defined({ name: 'parent', schedule, ...parent }),
    defined({ name: 'child', parents: ['parent'] }),
  ]

  test('obey their own retries and soft errors', async () => {
    const names = ['parent', 'child']
    const soft = ['60 job 1', '80 job 2', '360 job 3', '390 job 4']
    expect(await starts({ jobs: jobs({ retries: 0, softError: true }) }, names, fails)).toEqual(soft)
    const hard = ['60 job 1', '360 job 2', '390 job 3']
    expect(await starts({ jobs: jobs({ retries: 0 }) }, names, fails)).toEqual(hard)
  })

  test('are too late by their own epsilon', async () => {
    // Two minutes before the run begins at 0:00: later than the usual minute, and within five.
    const once = { schedule: 'R1/2016-10-12T23:58:00Z/PT5M' }
    expect(await starts({ jobs: jobs(once) }, ['parent', 'child'])).toEqual([])
    expect(await starts({ jobs: jobs({ ...once, epsilon: 'PT5M' }) }, ['parent', 'child'])).toHaveLength(2)
  })
})
