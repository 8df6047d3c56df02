/** Cron jobs of the workload under Metronome, which fires their runs itself. */
import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { Concurrency } from '../../../sim/world/batch.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { HostingSpec } from '../../../systems/generic/spec.ts'
import { faultsOf } from '../../bench/experiment/given.ts'
import { agents } from '../../support/marathon-run.ts'
import { metronomeOf } from '../../support/metronome-run.ts'
import { type Stage, type StagedRun, stagedRun } from '../../support/staged-run.ts'
import type { WrittenJob } from '../../support/watched-run.ts'

/** Runs of one cron job at minutes 1 to 6. */
const runs = (run: number, concurrency: Concurrency): WrittenJob[] =>
  [1, 2, 3, 4, 5, 6].map(minute => ({ id: minute, submit: 60 * minute, run, cron: 0, concurrency }))

const started = ({ log }: StagedRun) =>
  log.flatMap(line => {
    const found = /^(\S+) s: job (\d+) starts/.exec(line)
    return found === null ? [] : [[Number(found[2]), Math.floor(Number(found[1]))]]
  })

const reasonsOf = ({ result }: StagedRun) =>
  Object.fromEntries(result.reasons.map(({ reason, count }) => [reason, count]))

describe('a cron job longer than its period under Metronome at head', () => {
  // 150 s: from minute 1 to 3:30. The runs of minutes 2 and 3 find it going on; the one of minute 4 does not, and goes on to 6:30.
  const run = (concurrency: Concurrency) =>
    stagedRun(metronomeOf('metronome-head'), agents(4), runs(150, concurrency))

  test('skips runs where they are forbidden', async () => {
    const all = await run(Concurrency.Forbid)
    expect(started(all).map(([id]) => id)).toEqual([1, 4])
    expect(reasonsOf(all)).toMatchObject({ 'a run was skipped beside another of its job': 4 })
    expect(all.ends.filter(end => end.includes('is cancelled'))).toHaveLength(4)
    expect(all.ends.filter(end => end.includes('is finished'))).toHaveLength(2)
  })

  test('begins all of them where they are allowed', async () => {
    expect(started(await run(Concurrency.Allow)).map(([id]) => id)).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('a Metronome that is away when runs are due', () => {
  test('misses them', async () => {
    // Its scheduler is there after its reconciliation, dies at 110 s, and is launched again by Marathon within 7 s. With 20 s of
    // reconciliation it is back between 131 and 137 s: minute 2 is missed. With 80 s it is not there at minute 1, and back between
    // 191 and 197 s: minutes 2 and 3 are missed, too.
    const marathon = systems['metronome-head']!.frameworks.find(({ name }) => name === 'marathon')!
    const hosted = (reconciliation: number) => {
      const hosting: HostingSpec = {
        hostedBy: 'marathon',
        cpuMilli: 1000,
        memoryMiB: 1024,
        meanTimeToFailure: NEVER,
        reconciliation: reconciliation * SECOND,
        failoverTimeout: NEVER,
      }
      const others = [{ ...marathon, takes: ['service'], killGrace: 0 }]
      return stagedRun(
        metronomeOf('metronome-head', { hosting }, others),
        agents(3),
        runs(10, Concurrency.Allow),
        {
          classes: ['batch', 'service', 'scheduler'],
          until: 8 * MINUTE,
          script: { 110: (stage: Stage) => stage.failScheduler('metronome') },
        },
      )
    }
    expect(started(await hosted(20)).map(([id]) => id)).toEqual([1, 3, 4, 5, 6])
    const late = await hosted(80)
    expect(started(late).map(([id]) => id)).toEqual([4, 5, 6])
    expect(reasonsOf(late)).toMatchObject({ 'a trigger was missed while its scheduler was away': 3 })
  })
})

test('what Metronome cannot do with a run is refused', async () => {
  const text = (system: string, policy: string) =>
    `name: X\nsystem: ${system}\nmachines: { count: 4, cpu: 4, memory: 8 GiB }\nworkload: { cron: { every: 1 min, duration: 2 min, concurrency: ${policy} } }\nuntil: 1 h\n`
  expect(await faultsOf(text('metronome-head', 'forbid'))).toBe('no faults')
  expect(await faultsOf(text('metronome-head', 'replace'))).toMatchInlineSnapshot(
    `"x.yaml:4:65: workload.cron.concurrency: found a concurrency policy of class "cron", which "metronome" of "metronome-head" takes, expected one that it obeys: Metronome never replaced a run, and took the word out of its schema"`,
  )
  expect(await faultsOf(text('metronome-0.1', 'forbid'))).toMatchInlineSnapshot(
    `"x.yaml:4:65: workload.cron.concurrency: found a concurrency policy of class "cron", which "metronome" of "metronome-0.1" takes, expected one that it obeys: Metronome 0.1 accepts any policy and starts a run at every trigger: take kind: metronome-head"`,
  )
  expect(await faultsOf(text('metronome-0.1', 'allow'))).toBe('no faults')
})
