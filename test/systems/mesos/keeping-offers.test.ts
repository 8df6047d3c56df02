/**
 * A framework that keeps offers that it cannot use, and what the offer timeout does about it.
 */
import { describe, expect, test } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { SystemOn } from '../../../systems/definition.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../../systems/mesos/spec.ts'
import { stagedRun, startsOf } from '../../support/staged-run.ts'

const classes = ['wide', 'other']

/** Two machines of 4 cores. `wide` has a task that goes on; the gang that it has from 10 s on needs both. */
const jobs = [
  { submit: 1, run: 100, cores: 4, jobClass: 0 },
  { submit: 10, run: 10, tasks: 2, cores: 4, gang: true, jobClass: 0 },
  { submit: 20, run: 10, cores: 4, jobClass: 1 },
]

function system(
  name: string,
  offerTimeout: number,
  keepsOffers: boolean,
): SystemOn<MesosSpec, MesosFrameworkSpec> {
  const base = systems[name]!
  const batch = base.frameworks.find(framework => framework.name === 'batch')!
  return {
    name,
    ...base,
    root: { ...(base.root as MesosSpec), offerTimeout },
    frameworks: [
      { ...batch, name: 'wide', role: 'wide', takes: ['wide'], keepsOffers },
      { ...batch, name: 'other', role: 'other', takes: ['other'] },
    ],
  }
}

const started = async (spec: SystemSpec) =>
  startsOf(
    await stagedRun(spec, new Machines([4000, 4000], [8192, 8192]), jobs, { classes, until: 500 * SECOND }),
  )

describe.each(['mesos-1.0', 'mesos-head'])('%s', name => {
  test('what it keeps nobody else gets, until it can use it', async () => {
    const [first, ...later] = await started(system(name, 0, true))
    expect(first).toMatch(/^1\.109 s: job 0/)
    // Job 0 ends at 101.109 s. Its machine is offered to who holds less: the other framework, with job 2, until 111.2 s.
    const order = later.map(line => line.split(' ').slice(2, 4).join(' '))
    expect(order).toEqual(['job 2', 'job 1', 'job 1'])
    expect(Number(later[0]!.split(' ')[0])).toBeGreaterThan(101.1)
  })

  test('an offer timeout gives it to others', async () => {
    const [, second] = await started(system(name, 30 * SECOND, true))
    // Offered at 10.001 s, taken back at 40.001 s, offered by the batch of 41 s to who holds less; 108 ms to the start.
    expect(second).toMatch(/^41\.108 s: job 2/)
  })

  test('one that declines leaves it to others, and does not get both machines into one hand', async () => {
    const order = await started(system(name, 0, false))
    // Declined at 10.003 s: free when the other framework begins to want something at 20 s.
    expect(order[1]).toMatch(/^20\.109 s: job 2/)
    // The refusals of the two machines end at different batches, for ever: the gang never sees both.
    expect(order).toHaveLength(2)
  })

  test('what it keeps for a gang that is withdrawn is for the job behind it at once', async () => {
    // Job 0 runs from 1.109 s and fails 30 s later, and takes the gang along, which is a stage of the same pipeline. Job 2 stands behind
    // the gang, and starts after some thought and messages: the machine of job 0 is offered only by the batch of 32 s.
    const { root, frameworks, ...rest } = system(name, 0, true)
    const run = await stagedRun(
      {
        ...rest,
        root: { ...root, whenBlocked: 'wait' },
        frameworks: frameworks.map(each =>
          each.name === 'wide'
            ? { ...each, kind: 'pipelines', onFailure: 'cancel', cancels: 'pipeline' }
            : each,
        ),
      } as SystemSpec,
      new Machines([4000, 4000], [8192, 8192]),
      [
        { ...jobs[0]!, failsAfter: 30, pipeline: 0 },
        { submit: 1, run: 10, tasks: 2, cores: 4, gang: true, jobClass: 0, pipeline: 0 },
        { submit: 20, run: 10, cores: 4, jobClass: 0 },
      ],
      { classes, until: 500 * SECOND },
    )
    const [, second] = startsOf(run)
    expect(second).toMatch(/^31\.\d+ s: job 2/)
  })
})
