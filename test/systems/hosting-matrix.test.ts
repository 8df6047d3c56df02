/** Every framework on every host, and what the death of each part of such a tower does. */
import { describe, expect, it, test } from 'vitest'
import { NEVER, SECOND } from '../../sim/engine/time.ts'
import { frameworkKinds, rootKinds, systems } from '../../systems/catalogue.ts'
import type { FrameworkKind } from '../../systems/definition.ts'
import type { FrameworkSpec, HostingSpec, ProcessSpec, SystemSpec } from '../../systems/generic/spec.ts'
import type { MesosSpec } from '../../systems/mesos/spec.ts'
import { agents } from '../support/marathon-run.ts'
import { type Stage, type StagedRun, stagedRun } from '../support/staged-run.ts'

const hosting: HostingSpec = {
  hostedBy: 'host',
  cpuMilli: 1000,
  memoryMiB: 1024,
  meanTimeToFailure: NEVER,
  reconciliation: 5 * SECOND,
  failoverTimeout: NEVER,
}

/** A root of the kind, with ports to offer if it offers anything. */
function rootOf(kind: string): SystemSpec {
  const system = Object.values(systems).find(({ root }) => root.kind === kind)!
  const ports = { ports: [{ from: 31_000, to: 32_000 }] }
  return { ...system, name: kind, root: { ...system.root, ...(kind === 'mesos' && ports) } }
}

const plain = (kind: FrameworkKind, name: string, takes: readonly string[]): FrameworkSpec => ({
  ...kind.usual,
  killGrace: 0,
  name,
  takes,
})

/** What a kind must be told so that it can be a host, where it can be one at all. */
const asHost: Readonly<Record<string, object>> = {
  batch: { onFailure: 'relaunch' },
  pipelines: { onFailure: 'relaunch' },
  metronome: { restart: 'on-failure' },
  'metronome-head': { restart: 'on-failure' },
}

const kinds = Object.values(frameworkKinds)
const pairs = kinds.flatMap(host => kinds.map(guest => [host.kind, guest.kind, host, guest] as const))

describe.each(Object.keys(rootKinds))('on a root of the kind %s', rootKind => {
  const system = rootOf(rootKind)

  it.each(pairs)('%s hosts %s, or a sentence says why not', async (_host, _guest, host, guest) => {
    // The guest's scheduler dies at 100 s. Job 1 comes at 101 s, and runs when it is back: within a minute and a half, which is
    // the longest that any of these frameworks waits before it launches again.
    const frameworks = [
      { ...plain(host, 'host', ['host']), ...asHost[host.kind] },
      { ...plain(guest, 'guest', ['guest']), hosting },
    ]
    const jobs = [
      { submit: 50, run: 1, jobClass: 1 },
      { submit: 101, run: 1, jobClass: 1 },
    ]
    const run = () =>
      stagedRun({ ...system, frameworks }, agents(4), jobs, {
        classes: ['host', 'guest', 'scheduler'],
        until: 300 * SECOND,
        script: { 100: (stage: Stage) => stage.failScheduler('guest') },
      })
    const refusal =
      host.refusal?.(system.root) ??
      guest.refusal?.(system.root) ??
      host.hostRefusal?.(frameworks[0] as FrameworkSpec)
    if (refusal !== undefined) {
      await expect(run()).rejects.toThrow(refusal)
      return
    }
    const { log, ends } = await run()
    expect(log.filter(line => line.includes('scheduler of guest starts'))).toHaveLength(2)
    expect(ends.filter(end => end.includes('is finished'))).toHaveLength(2)
    const second = log.find(line => line.includes('job 1 starts'))!
    expect(Number.parseFloat(second)).toBeGreaterThan(105)
    expect(Number.parseFloat(second)).toBeLessThan(195)
  })
})

describe('Metronome on Marathon on Mesos, of which one part dies at 100 s', () => {
  // Job 0 runs from 60 s on for 100 s. Job 1 comes at 101 s, and job 2 at 200 s. Messages take 1 ms, and an offer comes
  // within a second, or within 6 when it was declined for 5 s before.
  const jobs = [
    { submit: 60, run: 100 },
    { submit: 101, run: 5 },
    { submit: 200, run: 5 },
  ]
  const dcos = systems['metronome-0.1']!
  const of = (name: string) => dcos.frameworks.find(each => each.name === name)!

  function tower(mesos: Partial<MesosSpec> = {}, process?: ProcessSpec): SystemSpec {
    const own = { ...hosting, hostedBy: 'marathon', reconciliation: 15 * SECOND }
    return {
      name: 'tower',
      ...dcos,
      root: { ...(dcos.root as MesosSpec), agentPingTimeout: SECOND, maxAgentPingTimeouts: 1, ...mesos },
      frameworks: [
        { ...of('marathon'), takes: ['service'], killGrace: 0, ...(process && { process }) },
        { ...of('metronome'), takes: ['*'], killGrace: 0, hosting: own },
      ],
    }
  }

  const run = (
    system: SystemSpec,
    script: Readonly<Record<number, (stage: Stage) => void>> = {},
    count = 4,
  ) =>
    stagedRun(system, agents(count), jobs, {
      classes: ['batch', 'service', 'scheduler'],
      until: 400 * SECOND,
      script,
    })

  const times = ({ log }: StagedRun, what: string) =>
    log.filter(line => line.includes(what)).map(line => Number.parseFloat(line))

  const recovery = ({ result }: StagedRun, name: string) =>
    result.rows.find(row => row.scope === 'scheduler' && row.name === name)!.numbers['recovery_mean_s']!

  function expectBetween(at: number | undefined, from: number, to: number): void {
    expect(at).toBeGreaterThanOrEqual(from)
    expect(at).toBeLessThanOrEqual(to)
  }

  /** What ran goes on to its end as if nothing had happened: nothing is started twice. */
  function expectUntouched(all: StagedRun): void {
    const [start, ...again] = times(all, 'job 0 starts')
    expect(again).toEqual([])
    expect(times(all, 'job 0 finishes')[0]).toBeCloseTo(start! + 100, 2)
    expectBetween(times(all, 'job 2 starts')[0], 200, 206)
  }

  test('the scheduler: new work waits for Marathon’s back-off and the reconciliation', async () => {
    // Launched again after 1 s and the next offer, it needs 15 s: work that came at 101 s starts at 116 s at the earliest.
    const all = await run(tower(), { 100: stage => stage.failScheduler('metronome') })
    expectUntouched(all)
    expectBetween(times(all, 'job 1 starts')[0], 116, 100 + 1 + 6 + 15 + 2)
    expect(recovery(all, 'metronome')).toBeCloseTo(times(all, 'job 1 starts')[0]! - 100, 1)
  })

  test('Marathon: nobody notices, unless the scheduler that it hosts dies meanwhile', async () => {
    const process: ProcessSpec = {
      failures: [100 * SECOND],
      meanTimeToFailure: NEVER,
      restart: 20 * SECOND,
      reconciliation: 10 * SECOND,
      failoverTimeout: NEVER,
    }
    const alone = await run(tower({}, process))
    expectUntouched(alone)
    expectBetween(times(alone, 'job 1 starts')[0], 101, 107)
    expect(times(alone, 'scheduler of metronome starts')).toHaveLength(1)
    // Marathon is back at 130 s, with no back-off in its memory; the scheduler needs 15 s from its start on.
    const both = await run(tower({}, process), { 102: stage => stage.failScheduler('metronome') })
    const [, again] = times(both, 'scheduler of metronome starts')
    expectBetween(again, 130, 137)
    expectBetween(times(both, 'job 2 starts')[0], 200, 206)
  })

  test('the master: new work waits for the election and for Metronome to find the next one', async () => {
    // The next one leads at 110 s. Metronome registers with it within 2 s, as agents do, and is offered them.
    const all = await run(tower({ masterFailures: [100 * SECOND], election: 10 * SECOND }))
    expectUntouched(all)
    expectBetween(times(all, 'job 1 starts')[0], 110, 114)
    expect(times(all, 'scheduler of metronome starts')).toHaveLength(1)
  })

  test('the agent below the scheduler: as the scheduler, once Mesos has noticed', async () => {
    // Noticed 1 to 3 s later, launched elsewhere within 6 s, it needs 15 s. What runs on other agents goes on: of the clusters
    // that are tried the first in which the job does not share the scheduler's agent.
    const machineOf = ({ log }: StagedRun, what: string) =>
      Number(/machine (\d+)/.exec(log.find(each => each.includes(what))!)![1])
    let [count, machine] = [3, 0]
    for (let job = machine; job === machine; ) {
      const calm = await run(tower(), {}, ++count)
      machine = machineOf(calm, 'scheduler of metronome starts')
      job = machineOf(calm, 'job 0 starts')
    }
    const all = await run(tower(), { 100: stage => stage.machineDown(machine) }, count)
    expectUntouched(all)
    expectBetween(times(all, 'job 1 starts')[0], 116, 100 + 3 + 6 + 15 + 7)
    const schedulers = all.log.filter(each => each.includes('scheduler of metronome starts'))
    expect(schedulers).toHaveLength(2)
    expect(schedulers[1]).not.toContain(`machine ${machine}`)
  })
})
