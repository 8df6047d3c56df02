import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drive } from '../../bench/drive.ts'
import { DAY, NEVER, SECOND } from '../../sim/engine/time.ts'
import { Machines } from '../../sim/world/machines.ts'
import { systems } from '../../systems/catalogue.ts'
import type { FrameworkSpec, SystemSpec } from '../../systems/generic/spec.ts'
import { Simulation } from '../../systems/simulation.ts'
import { type WrittenJob, workloadOf } from '../support/watched-run.ts'

const CLASSES = ['service', 'broker', 'batch', 'pipeline']

/** Marathon, Kafka, and Metronome or Chronos, some hosted by Marathon, all of which die now and then. Times in seconds. */
const runs = fc.record({
  jobsBy: fc.constantFrom<('metronome-head' | 'chronos-2.4' | 'chronos-3')[]>(
    'metronome-head',
    'chronos-2.4',
    'chronos-3',
  ),
  restart: fc.constantFrom<('never' | 'on-failure')[]>('never', 'on-failure'),
  hosted: fc.boolean(),
  deaths: fc.array(fc.integer({ min: 30, max: 250 }), { maxLength: 2 }),
  failover: fc.constantFrom(0, 20, 7 * 86_400),
  crash: fc.option(fc.record({ at: fc.integer({ min: 20, max: 200 }), machine: fc.nat({ max: 2 }) }), {
    nil: null,
  }),
  services: fc.nat({ max: 2 }),
  brokers: fc.nat({ max: 1 }),
  jobs: fc.array(
    fc.record({
      submit: fc.integer({ min: 0, max: 150 }),
      run: fc.integer({ min: 1, max: 80 }),
      tasks: fc.integer({ min: 1, max: 2 }),
      meanTimeToFailure: fc.constantFrom(NEVER, 40),
    }),
    { maxLength: 4 },
  ),
  /** Diamonds: two stages and their join after a first one. */
  diamonds: fc.array(
    fc.record({ submit: fc.integer({ min: 0, max: 150 }), fails: fc.constantFrom(NEVER, 30) }),
    { maxLength: 2 },
  ),
  until: fc.constantFrom(120, 400),
  seed: fc.constantFrom('oak', 'elm', 'ash'),
})

type Run = typeof runs extends fc.Arbitrary<infer R> ? R : never

function systemOf({ jobsBy, restart, hosted, deaths, failover }: Run): SystemSpec {
  const base = systems['kafka-mesos']!
  const [marathon, kafka] = base.frameworks as [FrameworkSpec, FrameworkSpec]
  const other = systems[jobsBy]!.frameworks.find(({ name }) => !name.startsWith('marathon'))!
  const failures = deaths.map(at => at * SECOND)
  const common = {
    failures,
    meanTimeToFailure: NEVER,
    reconciliation: 5 * SECOND,
    failoverTimeout: failover * SECOND,
  }
  const life = hosted
    ? { hosting: { ...common, hostedBy: 'marathon', cpuMilli: 500, memoryMiB: 64 } }
    : { process: { ...common, restart: 10 * SECOND } }
  const jobs = { ...other, ...life, takes: ['batch', 'pipeline', '*'], killGrace: SECOND }
  const more = jobsBy === 'metronome-head' ? { restart, activeDeadline: 60 * SECOND } : {}
  return {
    name: 'dcos',
    ...base,
    frameworks: [
      { ...marathon, takes: ['service'], killGrace: SECOND },
      { ...kafka, takes: ['broker'], killGrace: SECOND },
      { ...jobs, ...more },
    ],
  }
}

function jobsOf({ services, brokers, jobs, diamonds }: Run): WrittenJob[] {
  const small = { cores: 0.5, memoryMiB: 64 }
  const written: WrittenJob[] = [
    ...Array.from({ length: services }, () => ({
      ...small,
      submit: 0,
      run: NEVER,
      tasks: 2,
      meanTimeToFailure: 90,
    })),
    ...Array.from({ length: brokers }, () => ({ ...small, submit: 0, run: NEVER, tasks: 2, jobClass: 1 })),
    ...jobs.map(job => ({ ...job, memoryMiB: 64, jobClass: 2 })).sort((a, b) => a.submit - b.submit),
  ]
  const pipelines = [...diamonds].sort((a, b) => a.submit - b.submit)
  for (const [number, { submit, fails }] of pipelines.entries()) {
    const stage = {
      submit,
      run: 20,
      memoryMiB: 64,
      jobClass: 3,
      pipeline: number + 1,
      meanTimeToFailure: fails,
    }
    written.push(stage, { ...stage, parents: [0] }, { ...stage, parents: [0] }, { ...stage, parents: [1, 2] })
  }
  written.sort((a, b) => a.submit - b.submit)
  // Parents are told by their places in the list.
  return written.map(job => {
    const first = written.findIndex(({ pipeline }) => pipeline === job.pipeline)
    return job.parents === undefined ? job : { ...job, parents: job.parents.map(parent => first + parent) }
  })
}

test('jobs and work are in exactly one account each, whoever runs them, whatever dies', async () => {
  await fc.assert(
    fc.asyncProperty(runs, async run => {
      const simulation = new Simulation(
        {
          system: systemOf(run),
          seed: run.seed,
          warmup: 0,
          until: run.until * SECOND,
          slices: 4,
          check: true,
          hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: DAY },
        },
        new Machines([4000, 4000, 4000], [2048, 2048, 2048]),
        workloadOf(jobsOf(run), CLASSES),
      )
      const { cluster } = simulation
      const { crash } = run
      if (crash !== null) {
        const fails = cluster.engine.on(machine => cluster.machineDown(machine))
        const returns = cluster.engine.on(machine => cluster.machineUp(machine))
        cluster.engine.at(crash.at * SECOND, fails, crash.machine, 0)
        cluster.engine.at((crash.at + 60) * SECOND, returns, crash.machine, 0)
      }
      const { rows } = await drive(simulation)
      for (const { scope, numbers } of rows) {
        if (scope === 'scheduler') continue
        const sum = (...names: string[]) => names.reduce((all, name) => all + numbers[name]!, 0)
        expect(sum('jobs_finished', 'jobs_failed', 'jobs_cancelled', 'jobs_unfinished')).toBe(
          numbers['jobs_submitted'],
        )
        expect(sum('jobs_running', 'jobs_waiting', 'jobs_never_started')).toBe(numbers['jobs_unfinished'])
        const parts = ['done', 'lost', 'repeated', 'unfinished'].map(part => `core_hours_${part}`)
        expect(sum(...parts)).toBeCloseTo(numbers['core_hours_work']!, 12)
        for (const part of [...parts, 'core_hours_saved']) expect(numbers[part]).toBeGreaterThanOrEqual(0)
      }
      // To the last digit, in thousandths of a core × µs.
      for (const { group } of cluster.recorder.measured()) {
        const { work } = group
        expect(work.done + work.lost + work.repeated + work.unfinished).toBe(work.all)
      }
    }),
    { numRuns: 150, seed: 1891 },
  )
})
