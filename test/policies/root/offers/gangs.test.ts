/**
 * Gangs that need several machines under offers of single machines: how two frameworks starve each other, as on Mesos, and
 * what helps. The allocator decides a second after something changed; messages and thought take no time unless said.
 */
import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import type { OffersSpec } from '../../../../systems/generic/spec.ts'
import { framework, offers, systemOf, thinking } from '../../../support/small-system.ts'
import { stagedRun, startsOf } from '../../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../../support/watched-run.ts'

const classes = ['a', 'b', 'c']
const three = classes.map(name => framework(name))

/** A gang of each of so many frameworks, one task a machine, on as many machines. */
function gangs(frameworks: number, machines: number, changes: Partial<OffersSpec>) {
  return stagedRun(
    systemOf(offers(changes), { frameworks: three.slice(0, frameworks) }),
    machinesOf(machines, 1, 0),
    three.slice(0, frameworks).map((_, jobClass) => {
      return { submit: 0, run: 10, tasks: machines, gang: true, jobClass }
    }),
    { classes: classes.slice(0, frameworks), until: 600 * SECOND },
  )
}

const times = (run: Awaited<ReturnType<typeof gangs>>) => startsOf(run).map(line => line.replace(/ on.*/, ''))

describe('two gangs that need both of two machines', () => {
  it('starve each other: each framework is offered one machine, declines it, and is offered the other', async () => {
    // 1: a holds nothing and gets the first machine; then it is offered half of the cluster and b nothing, so b gets the
    // second. Both decline. 2: each is filtered for what it declined until 6, so the machines change hands, and are declined
    // until 7. At 6 the filters are over, and it begins again: in 600 s there is no moment at which one is offered both.
    const run = await gangs(2, 2, {})
    expect(run.log).toEqual([])
    expect(numbersOf(run.result)).toMatchObject({ jobs_never_started: 2, claims_accepted: 0 })
  })

  it('start one after the other with an offer timeout: who is taken back from first leaves its machine to the other', async () => {
    // 1: a and b keep a machine each. 11: both time out. That of a is taken back, and filtered for a until 16; b keeps its
    // machine. 12: b is offered that of a, and starts on both. It ends at 22; 23: both are offered to a alone.
    const run = await gangs(2, 2, { offerTimeout: 10 * SECOND })
    expect(times(run)).toEqual(['12 s: job 1', '12 s: job 1', '23 s: job 0', '23 s: job 0'])
    // Locked: 2 cores from 1 to 11, 1 until 12, and nothing more.
    expect(numbersOf(run.result)).toMatchObject({ offers_rescinded: 1, cpu_locked_share: 21 / (2 * 600) })
  })

  it('start so also where a filter is over before the next decision, or there is none', async () => {
    // As above, but at 12 a filter of half a second would be over, and a, which has nothing then, would be offered its machine again.
    for (const declineFilter of [0, 0.5 * SECOND]) {
      const run = await gangs(2, 2, { offerTimeout: 10 * SECOND, declineFilter })
      expect(times(run)).toEqual(['12 s: job 1', '12 s: job 1', '23 s: job 0', '23 s: job 0'])
    }
  })

  it('start one after the other when offers are held together for gangs in turn', async () => {
    // 1: one machine each; both gangs fall short. 2: the turn of a, which is offered both whatever it declined, and starts.
    // 12: it ends, 13: b is the only one that wants anything.
    const run = await gangs(2, 2, { gangHold: 10 * SECOND })
    expect(times(run)).toEqual(['2 s: job 0', '2 s: job 0', '13 s: job 1', '13 s: job 1'])
  })

  it('start under either cure also when messages, allocator and thought take their time', async () => {
    for (const cure of [{ offerTimeout: 20 * SECOND }, { gangHold: 20 * SECOND }]) {
      const run = await stagedRun(
        systemOf(offers({ ...thinking(0.7, 0.1), ...cure, allocatorThink: 0.1 * SECOND }), {
          frameworks: three.slice(0, 2),
          latency: { scheduler: 0.3 * SECOND, machine: 0.2 * SECOND, status: 0.1 * SECOND },
        }),
        machinesOf(2, 1, 0),
        [0, 1].map(jobClass => ({ submit: 3 * jobClass, run: 10, tasks: 2, gang: true, jobClass })),
        { classes: classes.slice(0, 2), until: 600 * SECOND },
      )
      expect(numbersOf(run.result)['jobs_finished']).toBe(2)
    }
  })
})

describe('three gangs that need all of three machines', () => {
  it('start one after the other when offers are held together for gangs in turn', async () => {
    const run = await gangs(3, 3, { gangHold: 10 * SECOND })
    expect(numbersOf(run.result)['jobs_finished']).toBe(3)
  })
})

describe('a gang that cannot be placed', () => {
  it('holds the others up for at most half of the time', async () => {
    // One machine is held by a task that runs to the end; the gang of a needs both. Jobs of b come every 4 s, one core for
    // 1 s. Arrival of the gang at 2, offered at 3, short; from 4 its turn: what comes at 5 waits until the turn is over at
    // 14, and longer while a is needier and wants what is free; turns last 10 s and are 10 s apart.
    const short = Array.from({ length: 20 }, (_, i) => ({ submit: 5 + 4 * i, run: 1, jobClass: 1 }))
    const run = await stagedRun(
      systemOf(offers({ gangHold: 10 * SECOND }), { frameworks: three.slice(0, 2) }),
      machinesOf(2, 1, 0),
      [
        { submit: 0, run: 1000, jobClass: 1 },
        { submit: 2, run: 5, tasks: 2, gang: true, jobClass: 0 },
        ...short,
      ],
      { classes: classes.slice(0, 2), until: 200 * SECOND },
    )
    expect(numbersOf(run.result, 'class', 'b')['jobs_finished']).toBe(20)
    const { wait_first_max_s: longest } = numbersOf(run.result, 'class', 'b')
    expect(longest).toBeGreaterThanOrEqual(9)
    expect(longest).toBeLessThan(30)
  })
})

it('a gang that stands behind another gang is offered both machines when the first is over', async () => {
  // Two machines of 2 cores. At 1 the first gang takes all 4; what is left is too little for any task of the second, which is
  // put back without an attempt. The first ends at 11: at 12 both machines are offered, to a queue whose head waits.
  const run = await stagedRun(systemOf(offers({ whenBlocked: 'wait' })), machinesOf(2, 2), [
    { submit: 0, run: 10, tasks: 4, gang: true },
    { submit: 0, run: 10, tasks: 3, gang: true },
  ])
  expect(numbersOf(run.result)['jobs_finished']).toBe(2)
})

describe('without a filter, with offers out for longer than the interval', () => {
  // The allocator decides 1 s after something changed; an offer is out for 1.5 s there and 1.5 s back.
  const slow = { latency: { scheduler: 1.5 * SECOND } }

  it('the pieces of one machine come together for a task that needs both', async () => {
    // Two cores, each with a task: one ends at 2.5 + 2, the other 2 s later. Each piece is offered on its own; that of the first is back while that of
    // the second is out, and is kept back until the second is home.
    const run = await stagedRun(
      systemOf(offers({ declineFilter: 0 }), slow),
      machinesOf(1, 2, 0),
      [
        { submit: 0, run: 4 },
        { submit: 0, run: 6 },
        { submit: 1, run: 5, cores: 2 },
      ],
      { until: 300 * SECOND },
    )
    expect(numbersOf(run.result)['jobs_finished']).toBe(3)
    const [, , large] = startsOf(run)
    expect(Number.parseFloat(large!)).toBeLessThan(30)
  })

  it('two machines come together for a gang that needs both', async () => {
    const run = await stagedRun(
      systemOf(offers({ declineFilter: 0 }), slow),
      machinesOf(2, 1, 0),
      [
        { submit: 0, run: 4 },
        { submit: 0, run: 6 },
        { submit: 1, run: 5, tasks: 2, gang: true },
      ],
      { until: 300 * SECOND },
    )
    expect(numbersOf(run.result)['jobs_finished']).toBe(3)
    expect(Number.parseFloat(startsOf(run)[2]!)).toBeLessThan(30)
  })
})

describe('a gang that is withdrawn', () => {
  const flows = framework('a', { kind: 'pipelines', cancels: 'pipeline' })
  const frameworks = [flows, framework('b')]
  /** Job 0 of b holds a machine. Of the pipeline of a, job 1 fails at 11 at the latest, and takes the gang along. */
  const begin = [
    { submit: 0, run: 1000, jobClass: 1 },
    { submit: 0, run: 20, failsAfter: 10, jobClass: 0, pipeline: 0 },
    { submit: 0, run: 10, tasks: 2, gang: true, jobClass: 0, pipeline: 0 },
  ]

  it('leaves what its framework kept for it to others at once', async () => {
    // Three machines. At 1 a and b are offered machines: jobs 0 and 1 run, and a keeps the third for the gang, which needs two. Jobs 3 and
    // 4 of b come at 5. At 11 job 1 fails: its machine is free, and a has no use for the one that it keeps. At 12 b is offered both.
    const run = await stagedRun(
      systemOf(offers({ offerTimeout: 100 * SECOND, declineFilter: 0 }), { frameworks }),
      machinesOf(3, 1, 0),
      [...begin, { submit: 5, run: 50, jobClass: 1 }, { submit: 5, run: 50, jobClass: 1 }],
      { classes: ['a', 'b'], until: 60 * SECOND },
    )
    expect(times(run)).toEqual(['1 s: job 1', '1 s: job 0', '12 s: job 3', '12 s: job 4'])
  })

  it('leaves what its framework kept for it to the job behind it at once', async () => {
    // As before, with job 3 of a itself behind the gang.
    const run = await stagedRun(
      systemOf(offers({ offerTimeout: 100 * SECOND, declineFilter: 0, whenBlocked: 'wait' }), { frameworks }),
      machinesOf(3, 1, 0),
      [...begin, { submit: 5, run: 50, jobClass: 0 }],
      { classes: ['a', 'b'], until: 60 * SECOND },
    )
    expect(times(run)).toEqual(['1 s: job 1', '1 s: job 0', '11 s: job 3'])
  })

  it('ends the turn of its framework, also while that would try it again later', async () => {
    // Offers are held together for a. Its gang is offered one machine at 1, with job 1, and backs off until 51: from 2 it is the turn of a,
    // until 102 at the latest. Jobs 3 and 4 of b come at 5. At 11 job 1 fails, which a hears of at 16:
    // the gang goes, and at 17 b is offered both machines.
    const run = await stagedRun(
      systemOf(offers({ gangHold: 100 * SECOND, whenBlocked: 'retry', retryAfter: 50 * SECOND }), {
        frameworks,
        latency: { status: 5 * SECOND },
      }),
      machinesOf(3, 1, 0),
      [...begin, { submit: 5, run: 50, jobClass: 1 }, { submit: 5, run: 50, jobClass: 1 }],
      { classes: ['a', 'b'], until: 60 * SECOND },
    )
    expect(times(run)).toEqual(['1 s: job 1', '1 s: job 0', '17 s: job 3', '17 s: job 4'])
  })
})
