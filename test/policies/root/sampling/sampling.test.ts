import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import type { SamplingSpec } from '../../../../systems/generic/spec.ts'
import { framework, sampling, systemOf, thinking } from '../../../support/small-system.ts'
import { type StagedRun, stagedRun, startsOf } from '../../../support/staged-run.ts'
import { machinesOf, numbersOf, type WrittenJob } from '../../../support/watched-run.ts'

/** Which machines are probed is chance; when tasks start is not. */
const times = (run: StagedRun) => startsOf(run).map(line => line.replace(/ on.*/, ''))

describe('late binding', () => {
  it('probes, holds the room for a round trip while the machine asks for its task, and launches', async () => {
    // Thought about until 1, the probes arrive at 1.1 on both machines, whose questions are answered at 1.3: the answer is
    // the task, which starts there and then. The second machine gets nothing.
    const system = systemOf(sampling(thinking(1)), { latency: { machine: 0.1 * SECOND } })
    const run = await stagedRun(system, machinesOf(2, 1), [{ submit: 0, run: 10 }])
    expect(times(run)).toEqual(['1.3 s: job 0'])
    expect(numbersOf(run.result)).toMatchObject({ probes_sent: 2, claims_accepted: 1, busy_useful_s: 1 })
    expect([...run.cluster.machines.freeCpuMilli]).toEqual([1000, 1000])
  })

  it('gives a task to whichever probed machine is free first', async () => {
    // Jobs 0 and 1 hold a machine each, until 10 and 3. Job 2 has a place in both queues: it starts at 3; so does job 3,
    // at 6 on the same machine, when job 2 has ended.
    const run = await stagedRun(systemOf(sampling()), machinesOf(2, 1), [
      { submit: 0, run: 10 },
      { submit: 0, run: 3 },
      { submit: 1, run: 3 },
      { submit: 2, run: 3 },
    ])
    expect(times(run)).toEqual(['0 s: job 0', '0 s: job 1', '3 s: job 2', '6 s: job 3'])
    const machines = startsOf(run).map(line => line.at(-1))
    expect(machines[2]).toBe(machines[1])
    expect(machines[3]).toBe(machines[1])
  })

  it('costs a round trip for every reservation beyond the tasks of its job', async () => {
    // A latency of 0.1: a question and its answer take 0.2. The probes arrive at 0.1, those of job 0 first. One machine
    // asks for job 0, which starts at 0.3 and ends at 10.3; the other asks for it in vain until 0.3, then for job 1, which
    // starts at 0.5 and ends at 3.5. Job 2 asks there at 3.5, starts at 3.7 and runs until 23.7. At 10.3 the first machine
    // asks for job 2, in vain until 10.5, and only then for job 3, which starts at 10.5 + 0.2.
    const system = systemOf(sampling(), { latency: { machine: 0.1 * SECOND } })
    const run = await stagedRun(system, machinesOf(2, 1), [
      { submit: 0, run: 10 },
      { submit: 0, run: 3 },
      { submit: 1, run: 20 },
      { submit: 2, run: 3 },
    ])
    expect(times(run)).toEqual(['0.3 s: job 0', '0.5 s: job 1', '3.7 s: job 2', '10.7 s: job 3'])
  })

  it('sends ⌈ratio × tasks⌉ probes, to distinct machines while there are any', async () => {
    const probes = async (probeRatio: number, tasks: number, machines: number) => {
      const job = { submit: 0, run: 1, tasks }
      const run = await stagedRun(systemOf(sampling({ probeRatio })), machinesOf(machines, 4), [job])
      return [numbersOf(run.result)['probes_sent'], new Set(startsOf(run).map(line => line.at(-1))).size]
    }
    // Each probed machine has room for all, but holds it for the first reservation that came: one task a machine.
    expect(await probes(1, 3, 9)).toEqual([3, 3])
    expect(await probes(1.05, 3, 9)).toEqual([4, 3])
    expect(await probes(2, 3, 9)).toEqual([6, 3])
    // Six probes to two machines: three each.
    expect((await probes(2, 3, 2))[0]).toBe(6)
  })
})

describe('a machine’s queue', () => {
  const order = async (
    root: Partial<SamplingSpec>,
    jobs: readonly WrittenJob[],
    cores = 1,
    classes = ['batch'],
  ) => {
    const frameworks = classes.map(name => framework(name))
    return times(
      await stagedRun(systemOf(sampling(root), { frameworks }), machinesOf(1, cores), jobs, { classes }),
    )
  }

  it('serves whoever came first, or whom the order prefers', async () => {
    const jobs = [10, 5, 1].map((run, i) => ({ submit: 0.1 * i, run, priority: i }))
    expect(await order({}, jobs)).toEqual(['0 s: job 0', '10 s: job 1', '15 s: job 2'])
    expect(await order({ order: 'shortest-first' }, jobs)).toEqual([
      '0 s: job 0',
      '10 s: job 2',
      '11 s: job 1',
    ])
    expect(await order({ order: 'priority' }, jobs)).toEqual(['0 s: job 0', '10 s: job 2', '11 s: job 1'])
  })

  it('serves the framework with the smaller share first', async () => {
    // 4 cores. Framework a holds 3 and has a task of 3 waiting; b has a task of 2 that came later and waits as well.
    const jobs = [
      { submit: 0, run: 10, cores: 3, jobClass: 0 },
      { submit: 1, run: 10, cores: 2, jobClass: 0 },
      { submit: 2, run: 10, cores: 2, jobClass: 1 },
      { submit: 3, run: 10, cores: 2, jobClass: 0 },
    ]
    const classes = ['a', 'b']
    // At 10 nobody holds anything, and a is the first framework; then b holds less than a.
    expect(await order({ share: 'drf' }, jobs, 4, classes)).toEqual([
      '0 s: job 0',
      '10 s: job 1',
      '10 s: job 2',
      '20 s: job 3',
    ])
    const busy = [{ submit: 0, run: 12, cores: 1, jobClass: 0 }, ...jobs]
    expect((await order({ share: 'drf' }, busy, 4, classes)).slice(2)).toEqual([
      // At 10 a holds a core and b none.
      '10 s: job 3',
      '12 s: job 2',
      '20 s: job 4',
    ])
  })

  it('lets what fits pass what does not, unless jobs wait', async () => {
    // 2 cores: job 0 holds one until 10, job 1 needs both, job 2 one.
    const jobs = [
      { submit: 0, run: 10 },
      { submit: 1, run: 10, cores: 2 },
      { submit: 2, run: 5 },
    ]
    expect(await order({ whenBlocked: 'wait' }, jobs, 2)).toEqual([
      '0 s: job 0',
      '10 s: job 1',
      '20 s: job 2',
    ])
    expect(await order({ whenBlocked: 'pass' }, jobs, 2)).toEqual(['0 s: job 0', '2 s: job 2', '10 s: job 1'])
  })

  it('is backfilled by the estimates of what runs on the machine', async () => {
    // 2 cores: job 1 can start at 10. Job 2 would end at 7 and passes; job 3, until 13, would not.
    const jobs = [
      { submit: 0, run: 10 },
      { submit: 1, run: 10, cores: 2 },
      { submit: 2, run: 5 },
      { submit: 8, run: 5 },
    ]
    expect(await order({ order: 'easy', whenBlocked: 'wait' }, jobs, 2)).toEqual([
      '0 s: job 0',
      '2 s: job 2',
      '10 s: job 1',
      '20 s: job 3',
    ])
  })
})

it.each(['late', 'early'] as const)(
  'binding %s: probes, questions, answers and claims take one message each, and none of them is thought',
  async binding => {
    // Two machines of one core, a second to a machine; two tasks, 1 s + 1 s each: thought from 100 to 103. Late: probes 1 s,
    // question and answer 2 s. Early: probes 1 s, answers 1 s, claims 1 s. Both start at 106, after 3 s of thought.
    const place = binding === 'late' ? 'random' : 'first-fit'
    const run = await stagedRun(
      systemOf(sampling({ ...thinking(1, 1), binding, place }), { latency: { machine: SECOND } }),
      machinesOf(2, 1),
      [{ submit: 100, run: 30, tasks: 2 }],
    )
    expect(times(run)).toEqual(['106 s: job 0', '106 s: job 0'])
    expect(numbersOf(run.result)['busy_useful_s']).toBe(3)
  },
)

describe('a machine that goes down', () => {
  it('takes its reservations along; the job has others, or probes again', async () => {
    // Job 2 has a place in both queues. Machine 0 is down from 2 to 100; what ran there is launched again.
    const relaunching = [framework('batch', { takes: ['*'], onFailure: 'relaunch' })]
    const run = await stagedRun(
      systemOf(sampling(), { frameworks: relaunching }),
      machinesOf(2, 1),
      [
        { submit: 0, run: 10 },
        { submit: 0, run: 10 },
        { submit: 1, run: 1 },
      ],
      { script: { 2: stage => stage.machineDown(0), 100: stage => stage.machineUp(0) } },
    )
    const [first, second, ...rest] = startsOf(run)
    expect([first, second].map(line => line!.at(-1)).sort()).toEqual(['0', '1'])
    // Machine 1 is free at 10: job 2 has waited there since 1 and the lost task since 2, but it was submitted at 0.
    expect(rest.map(line => line.replace(/job [01]/, 'the other'))).toEqual([
      '10 s: the other on machine 1',
      '20 s: job 2 on machine 1',
    ])
  })

  it('is not probed: with all down a job waits until one is back', async () => {
    const run = await stagedRun(systemOf(sampling()), machinesOf(2, 1), [{ submit: 1, run: 1 }], {
      script: {
        0: stage => {
          stage.machineDown(0)
          stage.machineDown(1)
        },
        50: stage => stage.machineUp(1),
      },
    })
    expect(startsOf(run)).toEqual(['50 s: job 0 on machine 1'])
    expect(numbersOf(run.result)).toMatchObject({ attempts_without_room: 1, attempts_max: 2, probes_sent: 2 })
  })

  it('while it holds room for an answer gives that room back to nobody', async () => {
    // One machine: the probe arrives at 0.1, the answer is due at 0.3. It is down from 0.2 to 0.25: the room that was held
    // is gone with what the machine was before. Then the job probes again: 0.4, 0.6.
    const run = await stagedRun(
      systemOf(sampling(), { latency: { machine: 0.1 * SECOND } }),
      machinesOf(1, 2),
      [{ submit: 0, run: 10 }],
      { script: { 0.2: stage => stage.machineDown(0), 0.25: stage => stage.machineUp(0) } },
    )
    expect(startsOf(run)).toEqual(['0.6 s: job 0 on machine 0'])
    expect([...run.cluster.machines.freeCpuMilli]).toEqual([2000])
  })
})

describe('early binding', () => {
  const early = (changes: Partial<SamplingSpec> = {}) =>
    sampling({ binding: 'early', place: 'best-fit', ...changes })

  it('waits for the answers, decides, and sends the task', async () => {
    // Thought until 1, probes there at 1.1, answers back at 1.2, the claim there at 1.3, where it starts. Of these 1.3 s, 1 s
    // is thought.
    const system = systemOf(early(thinking(1)), { latency: { machine: 0.1 * SECOND } })
    const run = await stagedRun(system, new Machines([8000, 1000], [0, 0]), [{ submit: 0, run: 10 }])
    // Best fit: both answered, and the small machine is left fuller.
    expect(startsOf(run)).toEqual(['1.3 s: job 0 on machine 1'])
    expect(numbersOf(run.result)).toMatchObject({ probes_sent: 2, busy_useful_s: 1 })
  })

  it('acts on answers that are old by then: the machine refuses, and is asked again', async () => {
    // Both frameworks ask at 0.1 and claim at 0.3. The second is refused and probes again: 0.4, 0.5, 0.6: full. It tries
    // again a second later, at 1.6, 2.6 … each time 0.3 s; job 0 ends at 3.3. Without think time nobody is busy.
    const frameworks = [framework('a'), framework('b')]
    const jobs = [0, 1].map(jobClass => ({ submit: 0, run: 3, jobClass }))
    const system = systemOf(early(), { frameworks, latency: { machine: 0.1 * SECOND } })
    const run = await stagedRun(system, machinesOf(1, 1), jobs, { classes: ['a', 'b'] })
    expect(times(run)[0]).toBe('0.3 s: job 0')
    expect(run.result.reasons).toEqual([{ reason: 'conflict: the resources are gone', count: 1 }])
    expect(numbersOf(run.result, 'scheduler', 'b')).toMatchObject({
      transactions_failed: 1,
      busy_wasted_s: 0,
    })
  })

  it.each(['wait', 'pass', 'retry'] as const)(
    'that found no room asks other machines after a while: %s',
    async whenBlocked => {
      // Machine 0 is full for 1 000 s. Jobs of 1 s that ask one machine each, a second after a failure another: that all
      // of 20 jobs ask machine 0 fifty times in a row is as likely as 2^−50.
      const jobs = [
        { submit: 0, run: 1000, cores: 2 },
        ...Array.from({ length: 20 }, (_, i) => ({ submit: 1 + i, run: 0.5 })),
      ]
      const run = await stagedRun(
        systemOf(early({ probeRatio: 1, whenBlocked })),
        new Machines([2000, 1000], [0, 0]),
        jobs,
      )
      expect(times(run)[0]).toBe('0 s: job 0')
      expect(run.ends.slice(0, 20).every(line => Number.parseFloat(line) < 100)).toBe(true)
      expect(numbersOf(run.result)['attempts_max']).toBeGreaterThan(1)
    },
  )
})
