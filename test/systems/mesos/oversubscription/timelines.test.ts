/**
 * Oversubscription worked by hand in both eras. A service of three cores on an agent of four uses a part of them; batch jobs run on
 * revocable cores.
 *
 * A batch job that arrives at t revives at t, and the master hears it 1 ms later; offer 1 ms, 100 ms + 5 ms a task of thought,
 * answer 1 ms, launch 1 ms: it starts at t + 0.109 s.
 */
import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../../sim/engine/time.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import { systems } from '../../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../../systems/generic/spec.ts'
import type { UsePeriod } from '../../../../systems/mesos/oversubscription/spec.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../../../systems/mesos/spec.ts'
import { type Staging, stagedRun } from '../../../support/staged-run.ts'
import { numbersOf, type WrittenJob } from '../../../support/watched-run.ts'

const LATER = 70 * SECOND

/** Services use a third of their cores, and after `LATER` all; batch jobs use all. */
const CALM: readonly UsePeriod[] = [{ at: 0, least: 1 / 3, most: 1 / 3 }]
const RISING: readonly UsePeriod[] = [...CALM, { at: LATER, least: 1, most: 1 }]

function system(
  name: string,
  changes: Partial<MesosSpec>,
  usage: readonly UsePeriod[] = CALM,
  more: Partial<MesosFrameworkSpec> = {},
): SystemSpec {
  const base = systems[name]!
  const [services, batch] = base.frameworks as readonly MesosFrameworkSpec[]
  return {
    name,
    ...base,
    root: { ...(base.root as MesosSpec), loadAverage: 0, ...changes },
    frameworks: [
      { ...services!, usage, ...more },
      { ...batch!, takes: ['batch'], revocable: true } as MesosFrameworkSpec,
    ],
  }
}

/** Three of four cores. */
const SERVICE: WrittenJob = { id: 9, submit: 0, run: NEVER, cores: 3, jobClass: 0 }
const batchJob = (id: number, submit: number, run: number, cores = 1, tasks = 1): WrittenJob => ({
  id,
  submit,
  run,
  cores,
  tasks,
  jobClass: 1,
})

const run = (spec: SystemSpec, jobs: readonly WrittenJob[], staging: Staging = {}) =>
  stagedRun(spec, new Machines([4000], [8192]), jobs, {
    classes: ['service', 'batch'],
    until: 5 * MINUTE,
    ...staging,
  })

const startsOf = (log: readonly string[]) => ofBatch(log).filter(line => line.includes(' starts '))
const ofBatch = (log: readonly string[]) => log.filter(line => !line.includes('job 9'))

describe.each(['mesos-1.0', 'mesos-head'])('%s', name => {
  test('a fixed estimate is there from the start, and is never passed', async () => {
    const fixed = system(name, { resourceEstimator: 'fixed', oversubscribedCpuMilli: 2000 })
    const { log } = await run(fixed, [SERVICE, batchJob(1, 10, 30, 1, 3)])
    // Two revocable cores: two of three tasks, after 115 ms of thought. The third waits until they end, though a regular core is
    // free. Their ends reach the master 1 ms later; the allocation of 41 s offers what they held: 1 + 105 + 1 + 1 ms.
    expect(ofBatch(log)).toEqual([
      '10.119 s: job 1 starts on machine 0',
      '10.119 s: job 1 starts on machine 0',
      '40.119 s: job 1 finishes on machine 0',
      '40.119 s: job 1 finishes on machine 0',
      '41.108 s: job 1 starts on machine 0',
      '71.108 s: job 1 finishes on machine 0',
    ])
  })

  test('slack is told of with the next estimate, and offered at once', async () => {
    const { log } = await run(system(name, { resourceEstimator: 'slack' }), [SERVICE, batchJob(1, 10, 30, 2)])
    // The service uses one of its three cores. Estimated at 15 s, known and offered at 15.001 s; 1 + 105 + 1 + 1 ms.
    expect(ofBatch(log)).toEqual([
      '15.109 s: job 1 starts on machine 0',
      '45.109 s: job 1 finishes on machine 0',
    ])
  })

  test('a part of the slack is less', async () => {
    const half = system(name, { resourceEstimator: 'slack', slackShare: 0.5 })
    const { log } = await run(half, [SERVICE, batchJob(1, 20, 30, 1, 2)])
    // Half of two cores: one task after the other.
    expect(startsOf(log)).toHaveLength(2)
    expect(startsOf(log)[0]).toBe('20.114 s: job 1 starts on machine 0')
    expect(Number(startsOf(log)[1]!.split(' ')[0])).toBeGreaterThan(50)
  })

  test('under the threshold estimator no more is given away while the load is above it', async () => {
    const usage = [...CALM, { at: 30 * SECOND, least: 2 / 3, most: 2 / 3 }, { ...CALM[0]!, at: 62 * SECOND }]
    const threshold = system(
      name,
      { resourceEstimator: 'threshold', oversubscribedCpuMilli: 2000, estimatorLoadThreshold: 0.6 },
      usage,
    )
    const { log } = await run(threshold, [SERVICE, batchJob(1, 10, 100), batchJob(2, 35, 10)])
    // At 30 s the load is 2 + 1 of 4 cores, above 2.4: told of is the one core that job 1 holds. At 75 s it is 1 + 1 again.
    expect(startsOf(log)).toEqual([
      '10.109 s: job 1 starts on machine 0',
      '75.109 s: job 2 starts on machine 0',
    ])
  })

  test('the load controller kills all revocable tasks when the regular ones use their cores, and they wait', async () => {
    const usage = [...RISING, { ...CALM[0]!, at: 2 * MINUTE }]
    const spec = system(
      name,
      { resourceEstimator: 'slack', qosController: 'load', qosLoadThreshold: 1 },
      usage,
    )
    const { log, result } = await run(spec, [SERVICE, batchJob(1, 20, 100, 1, 2)])
    // 110 ms of thought. From 70 s on 3 + 2 of 4 cores: corrected at 75 s. Until 120 s nothing is left to give away; then two cores.
    expect(ofBatch(log)).toEqual([
      '20.114 s: job 1 starts on machine 0',
      '20.114 s: job 1 starts on machine 0',
      '75 s: job 1 is preempted on machine 0',
      '75 s: job 1 is preempted on machine 0',
      '120.114 s: job 1 starts on machine 0',
      '120.114 s: job 1 starts on machine 0',
      '220.114 s: job 1 finishes on machine 0',
      '220.114 s: job 1 finishes on machine 0',
    ])
    const batch = numbersOf(result, 'framework', 'batch')
    // Two tasks for 54.886 s in vain, and for 100 s each; of four cores in five minutes.
    const lost = 2 * 54.886
    expect(batch).toMatchObject({ tasks_preempted: 2, cpu_used_share: 0 })
    expect(batch['core_hours_repeated']).toBeCloseTo(lost / 3600, 9)
    expect(batch['core_hours_preempted']).toBeCloseTo(lost / 3600, 9)
    expect(batch['core_hours_done']).toBeCloseTo(200 / 3600, 9)
    expect(batch['cpu_busy_share']).toBeCloseTo((lost + 200) / 1200, 9)
    // Held from the verdict, 1 ms before the start, to the end.
    expect(batch['cpu_revocable_share']).toBeCloseTo((lost + 200 + 0.004) / 1200, 9)
    // The service: one core, three from 70 to 120 s; from its start at 0.109 s on.
    const services = numbersOf(result, 'framework', 'services')
    expect(services['cpu_busy_share']).toBeCloseTo((300 - 0.109 + 2 * 50) / 1200, 9)
    expect(result.reasons).toContainEqual({
      reason: 'a revocable task was killed by the QoS controller (REASON_CONTAINER_PREEMPTED)',
      count: 2,
    })
    // Two cores told of from 15 to 75 s and from 120 s on; for 5 s there was one core too much to do.
    expect(Object.fromEntries(result.metrics!.map(({ name, value }) => [name, value]))).toEqual({
      'slave/cpus_revocable_total': (2 * (60 + 180)) / 300,
      'slave/cpus_revocable_used': expect.closeTo((lost + 200 + 0.004) / 300, 9),
      cpus_in_excess: 5 / 300,
      'slave/executors_preempted': 2,
      // When the agent registers, and at 15, 75 and 120 s.
      'master/messages_update_slave': 4,
    })
  })

  test('the threshold controller kills one at a time, the one that came last', async () => {
    const spec = system(
      name,
      { resourceEstimator: 'slack', qosController: 'threshold', qosLoadThreshold: 1 },
      RISING,
    )
    const { log } = await run(spec, [SERVICE, batchJob(1, 20, 200), batchJob(2, 30, 200)])
    expect(ofBatch(log)).toEqual([
      '20.109 s: job 1 starts on machine 0',
      '30.109 s: job 2 starts on machine 0',
      '75 s: job 2 is preempted on machine 0',
      '220.109 s: job 1 finishes on machine 0',
      // What it held is offered again before the estimate of 225 s says that nothing is left to give away.
      '221.108 s: job 2 starts on machine 0',
    ])
  })

  test('a load average waits for the load to last', async () => {
    const spec = system(
      name,
      { resourceEstimator: 'slack', qosController: 'load', qosLoadThreshold: 1, loadAverage: MINUTE },
      RISING,
    )
    const { log } = await run(spec, [SERVICE, batchJob(1, 20, 200, 1, 2)])
    // At 70 s the average is a little below 3; from then on it nears 5: 5 − 2 e^(−t/60) passes 4 after 60 ln 2 = 41.6 s. It began at 0,
    // so that it is 1 − e^(−20/60) at 20 s, 3 − 2.717 e^(−50/60) = 1.82 at 70 s, and passes 4 after 60 ln 3.18 = 69.4 s, at 139.4 s.
    expect(ofBatch(log).filter(line => line.includes('preempted'))[0]).toBe(
      '150 s: job 1 is preempted on machine 0',
    )
  })

  test('a new estimate takes back the offers that it changes', async () => {
    const think = { default: { perJob: 20 * SECOND, perTask: 0 } }
    const usage = [...CALM, { at: 25 * SECOND, least: 2 / 3, most: 2 / 3 }]
    const { log, result } = await run(system(name, { resourceEstimator: 'slack', think }, usage), [
      { ...SERVICE, submit: 0 },
      batchJob(1, 36, 30),
    ])
    // The service starts at 20.004 s and uses one core, from 25 s on two. Told of at 30 s: one core. Nothing changes later: the batch
    // job thinks from 36.002 to 56.002 s and starts.
    expect(startsOf(log)).toEqual(['56.004 s: job 1 starts on machine 0'])
    expect(numbersOf(result)['offers_rescinded']).toBe(0)

    const later = [...CALM, { at: 40 * SECOND, least: 2 / 3, most: 2 / 3 }]
    const changed = await run(system(name, { resourceEstimator: 'slack', think }, later), [
      { ...SERVICE, submit: 0 },
      batchJob(1, 36, 30),
    ])
    // Two cores are told of at 30 s, one at 45 s, while the job is thought about. What is claimed at 56.002 s is gone, which comes out at
    // 56.003 s. The offer of 45.001 s was declined meanwhile: revive 1 ms, offer 1 ms, 20 s, answer 1 ms, launch 1 ms.
    expect(startsOf(changed.log)).toEqual(['76.007 s: job 1 starts on machine 0'])
    expect(numbersOf(changed.result)['offers_rescinded']).toBe(1)
  })

  test('regular tasks find the cores that nobody holds, whatever runs on revocable ones', async () => {
    const fixed = system(name, { resourceEstimator: 'fixed', oversubscribedCpuMilli: 4000 })
    const { log } = await run(fixed, [
      SERVICE,
      batchJob(1, 10, 200, 1, 4),
      { ...SERVICE, id: 8, submit: 100, cores: 1 },
    ])
    expect(startsOf(log).filter(line => line.includes('job 1'))).toHaveLength(4)
    expect(log).toContain('100.109 s: job 8 starts on machine 0')
  })

  test('a new master hears of it again', async () => {
    const spec = system(name, {
      resourceEstimator: 'fixed',
      oversubscribedCpuMilli: 2000,
      masterFailures: [20 * SECOND],
    })
    const { log } = await run(spec, [SERVICE, batchJob(1, 10, 100), batchJob(2, 40, 10), batchJob(3, 41, 10)])
    // Elected at 30 s, found by all within 2 s. Job 1 holds one of two cores: jobs 2 and 3 take turns on the other.
    expect(startsOf(log).slice(0, 2)).toEqual([
      '10.109 s: job 1 starts on machine 0',
      '40.109 s: job 2 starts on machine 0',
    ])
    expect(Number(startsOf(log)[2]!.split(' ')[0])).toBeGreaterThan(50.109)
  })

  test('an agent that dies tells again when it is back', async () => {
    const spec = system(name, { resourceEstimator: 'slack' })
    const { log } = await run(spec, [SERVICE, batchJob(1, 100, 10)], {
      script: { 30: stage => stage.machineDown(0), 35: stage => stage.machineUp(0) },
    })
    // The service starts again when the agent is back, within 2.2 s after 35 s, and is estimated at 45 s.
    expect(startsOf(log)).toEqual(['100.109 s: job 1 starts on machine 0'])
  })

  test('a role with quota has revocable cores at head alone', async () => {
    const base = system(name, {
      resourceEstimator: 'fixed',
      oversubscribedCpuMilli: 2000,
      guarantees: { q: { cpuMilli: 1000 } },
    })
    const frameworks = base.frameworks.map(each => (each.name === 'batch' ? { ...each, role: 'q' } : each))
    const { log } = await run({ ...base, frameworks }, [SERVICE, batchJob(1, 10, 30)])
    expect(startsOf(log)).toEqual(name === 'mesos-1.0' ? [] : ['10.109 s: job 1 starts on machine 0'])
  })
})

test('use is drawn anew so often, by looking up: the same whatever else happens', async () => {
  const usage = [{ at: 0, least: 0.2, most: 0.8 }]
  const busyOf = async (changes: Partial<MesosFrameworkSpec>, jobs: readonly WrittenJob[]) => {
    const spec = system(
      'mesos-head',
      { resourceEstimator: 'fixed', oversubscribedCpuMilli: 1000 },
      usage,
      changes,
    )
    const { result } = await run(spec, jobs)
    return numbersOf(result, 'framework', 'services')['cpu_busy_share']!
  }
  const once = await busyOf({}, [SERVICE])
  expect(await busyOf({}, [SERVICE, batchJob(1, 10, 30)])).toBe(once)
  const often = await busyOf({ usageInterval: 100_000 }, [SERVICE])
  expect(often).not.toBe(once)
  // The mean of 3000 draws between 0.2 and 0.8 of three of four cores: 0.375, give or take 0.0024 (one standard error).
  expect(Math.abs(often - 0.375)).toBeLessThan(0.01)
})
