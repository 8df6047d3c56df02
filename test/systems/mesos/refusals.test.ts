import { describe, expect, test } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import type { MesosSpec } from '../../../systems/mesos/spec.ts'
import { stagedRun } from '../../support/staged-run.ts'

/** Services, and so many others that want nothing; nobody suppresses or revives. */
function withOthers(name: string, others: number, declineFilter: number): SystemSpec {
  const { root, frameworks, ...base } = systems[name]!
  const [services, batch] = frameworks
  const mesos: MesosSpec = { ...(root as MesosSpec), suppress: false, revive: false, declineFilter }
  return {
    ...{ name, ...base, root: mesos },
    frameworks: [
      { ...services!, takes: ['*'] },
      ...Array.from({ length: others }, (_, i) => ({ ...batch!, name: `other-${i}`, takes: [] })),
    ],
  }
}

/** When the second instance starts, s; it is wanted from 20.5 s on. */
async function secondStart(name: string, others: number, refusal: number): Promise<number | undefined> {
  const machines = new Machines([4000, 4000], [8192, 8192])
  const instance = { run: NEVER, cores: 4, memoryMiB: 8192 }
  const jobs = [
    { submit: 0, ...instance },
    { submit: 20.5, ...instance },
  ]
  const { log } = await stagedRun(withOthers(name, others, refusal * SECOND), machines, jobs, {
    until: 300 * SECOND,
  })
  const [first, second] = log.filter(line => line.includes('starts')).map(line => Number.parseFloat(line))
  expect(first).toBeCloseTo(0.108, 6)
  return second
}

/**
 * At 0 s one agent is offered to services, who use it, and one to the first other, who refuses it. It goes round, once a second, at 1,
 * 2, 3 s and so on: others hold nothing, services half of the cluster. A refusal counts from when it reaches the master, 2 ms after
 * the offer. From the offer to the start are 1 ms for the offer, 105 ms of thought, 1 ms for the answer and 1 ms for the launch.
 */
describe.each(['mesos-1.0', 'mesos-head'])('%s: who holds most is offered an agent', name => {
  test('when five others have refused it for 5 s', async () => {
    // The fifth refuses at 4 s. At 5 s the first one's refusal has 2 ms to go, and services alone have none: they want nothing then,
    // nor at 11 and 17 s, when it comes round again.
    expect(await secondStart(name, 5, 5)).toBeCloseTo(23.108, 6)
  })

  test('never, when six take turns', async () => {
    // At 5 s the sixth comes before services, at 6 s the first again, whose refusal is over.
    expect(await secondStart(name, 6, 5)).toBeUndefined()
  })

  test('when all six have refused it for longer', async () => {
    // Services refuse it at 6 s, until 126.002 s. The others refuse it again from 121 s to 126 s; then it is theirs.
    expect(await secondStart(name, 6, 120)).toBeCloseTo(127.108, 6)
  })
})
