import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explainedJobs, NOBODY, windowOf } from '../../../answers/explain/explained-jobs.ts'
import { explainJob, explainLongest } from '../../../answers/explain/explained-run.ts'
import { ganttOf } from '../../../answers/explain/gantt-run.ts'
import { writeTrace } from '../../../answers/explain/trace-run.ts'
import { readExperiment } from '../../../bench/experiment/read.ts'
import type { PlannedRun } from '../../../bench/plan.ts'
import { renderSvg } from '../../../reports/charts/render.ts'
import { seconds } from '../../../sim/engine/time.ts'
import { eventsOf } from '../../support/trace-rules.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const WHOLE = { from: 0, to: Number.POSITIVE_INFINITY }

async function runOf(text: string): Promise<PlannedRun> {
  const file = join(temporaryFolder(), 'run.yaml')
  writeFileSync(file, `name: Run\nseeds: 1\nheadline: { number: wait_first_mean_s, of: all }\n${text}`)
  return (await readExperiment(file)).runs[0]!
}

/** Jobs that fail on machines that fail, under whatever system. */
const failing = (system: string) =>
  runOf(`system: ${system}
machines: { count: 4, cpu: 4, memory: 8 GiB }
machine-failures: { mean-time-to-failure: 10 min, mean-time-to-repair: 1 min, detection: 20 s }
workload: { jobs: { interarrival: exponential 10 s, tasks: uniform 1 to 3, duration: exponential 50 s, mean-time-to-failure: 2 min } }
until: 20 min
`)

async function traced(run: PlannedRun, window = WHOLE, explained = NOBODY): Promise<string> {
  const file = join(temporaryFolder(), 'trace.json')
  await writeTrace(file, run, window, explained)
  return readFileSync(file, 'utf8')
}

describe('a trace', () => {
  it.each(['monolithic', 'offers', 'shared-state', 'sampling', 'mesos-1.0', 'kubernetes-1.34', 'dcos-1.8'])(
    'of %s keeps the rules of the format, and is the same each time',
    async system => {
      const run = await failing(system)
      const text = await traced(run)
      const events = eventsOf(text)
      const tasks = events.filter(({ ph, name }) => ph === 'X' && name.startsWith('job '))
      expect(tasks.length).toBeGreaterThan(100)
      expect(events.some(({ name }) => name === 'down or drained')).toBe(true)
      expect(events.some(({ ph }) => ph === 'C')).toBe(true)
      expect(await traced(run)).toBe(text)
    },
  )

  it('holds a window', async () => {
    const run = await failing('monolithic')
    const [from, to] = [seconds(300), seconds(400)]
    const events = eventsOf(await traced(run, { from, to }))
    for (const { ts = from, dur = 0 } of events) expect(ts >= from && ts + dur <= to).toBe(true)
    const whole = eventsOf(await traced(run))
    const within = ({ ts = -1, dur = 0 }: { ts?: number; dur?: number }) => ts + dur >= from && ts <= to
    const tasks = (all: typeof events) =>
      all.filter(event => event.cat === 'task' && event.name.startsWith('job ') && within(event)).length
    expect(tasks(events)).toBe(tasks(whole))
  })

  it('says what the one that is explained waited for', async () => {
    const run = await failing('monolithic')
    const { story } = await explainJob(run.spec, { id: 40 })
    const explained = explainedJobs('job 40', [story])
    const events = eventsOf(await traced(run, WHOLE, explained))
    const waits = events.filter(({ cat }) => cat === 'wait')
    expect(waits.reduce((sum, { dur }) => sum + dur!, 0)).toBe(story.waited)
    expect(events.some(({ cat, name }) => cat === 'happening' && name.startsWith('arrived: '))).toBe(true)
  })
})

describe('a Gantt chart', () => {
  it('draws every task of the window on its machine, and nothing twice in one place', async () => {
    const run = await failing('monolithic')
    const { story } = await explainJob(run.spec, { id: 40 })
    const explained = explainedJobs('job 40', [story])
    const window = windowOf(explained, undefined, undefined)
    const chart = await ganttOf(run.spec, window, explained)
    const events = eventsOf(await traced(run, window))
    const tasks = events.filter(({ cat, name }) => cat === 'task' && name.startsWith('job '))
    expect(chart.table.rows).toHaveLength(tasks.length)
    expect(chart.table.rows.filter(([, , job]) => job === 40).every(row => row[3] === 'yes')).toBe(true)
    const ends = new Map<string, number>()
    for (const [machine, lane, , , placed, , over] of chart.table.rows.toSorted(
      (a, b) => Number(a[4]) - Number(b[4]),
    )) {
      const row = `${machine} ${lane}`
      expect(Number(placed)).toBeGreaterThanOrEqual(ends.get(row) ?? 0)
      ends.set(row, Number(over))
    }
    expect(renderSvg(chart)).toBe(renderSvg(await ganttOf(run.spec, window, explained)))
  })

  it('numbers machines as the experiment does, and names others only where there are some', async () => {
    const run = await runOf(`system: monolithic
root: { place: first-fit }
machines: { count: 2, cpu: 4, memory: 8 GiB }
machine-events:
  - { at: 0 s, machine: 1, event: cordon }
workload: { cron: { at: 1 s, runs: 1, cpu: 4, duration: 1 min } }
until: 5 min
`)
    const explained = explainedJobs('job 1', [(await explainJob(run.spec, { id: 1 })).story])
    const { title, config } = await ganttOf(run.spec, WHOLE, explained)
    expect(title).toMatch(/^Job 1: 1 launch on 1 machine, /)
    expect(config.data.labels).toContain('machine 2')
    const names = eventsOf(await traced(run, WHOLE)).map(({ args }) => args?.['name'])
    expect(names).toContain('machine 2')
  })

  it('goes on to the end of the run where the one that is explained still waits then', async () => {
    // The second asks for the machine that job 1 has for 10 min of a run of 5; the last that happens is its arrival at 2 s.
    const run = await runOf(`system: monolithic
machines: { count: 1, cpu: 4, memory: 8 GiB }
workload:
  cron:
    - { at: 1 s, runs: 1, cpu: 4, duration: 10 min }
    - { at: 2 s, runs: 1, cpu: 4, duration: 1 min }
until: 5 min
`)
    const explained = explainedJobs('the second', [(await explainJob(run.spec, { id: 1_000_000_001 })).story])
    const window = windowOf(explained, undefined, undefined)
    expect(window).toEqual({ from: seconds(1), to: Number.POSITIVE_INFINITY })
    const { title } = await ganttOf(run.spec, window, explained)
    expect(title).toMatch(/ to 5\.0 min$/)
    expect(windowOf(explained, undefined, seconds(9)).to).toBe(seconds(9))
  })

  it('says what it leaves out', async () => {
    const run = await runOf(`system: monolithic
machines: { count: 60, cpu: 1, memory: 8 GiB }
workload: { jobs: { interarrival: exponential 1 s, duration: 50 s } }
until: 5 min
`)
    const { message, config } = await ganttOf(run.spec, WHOLE, NOBODY)
    expect(config.data.labels).toHaveLength(40)
    expect(message).toMatch(/Left out: 20 of 60 machines, \d+ launches\.$/)
  })

  it('counts launches, of which a task that fails has several', async () => {
    // Its machine crashes when it has run for 10 s, and it is launched again on it 10 s later: one task, two bars.
    const run = await runOf(`system: monolithic
machines: { count: 1, cpu: 1, memory: 8 GiB }
machine-events:
  - { at: 10 s, machine: 1, event: crash }
  - { at: 20 s, machine: 1, event: return }
workload: { cron: { at: 0 s, runs: 1, cpu: 1, duration: 30 s } }
until: 5 min
`)
    const { title } = await ganttOf(run.spec, WHOLE, NOBODY)
    expect(title).toBe('2 launches on 1 machine, from 0.0 to 5.0 min')
  })

  it('shows the longest waits of many, in the order in which they began', async () => {
    // One core. Jobs 1 to 10 come a second apart from 0 s, the first for 30 s and the others for 1 s: job n comes at n - 1 s, starts
    // at 30 + (n - 2) s, and waits 29 s, but for job 1. Jobs 11 to 13 come at 50, 51 and 52 s for 5, 20 and 1 s, and wait 0,
    // 55 - 51 = 4 and 75 - 52 = 23 s. Job 12 is left out, and jobs 1 and 11, which wait while they are decided on.
    const jobs = Array.from({ length: 10 }, (_, job) => [job, job === 0 ? 30 : 1])
    const cron = [...jobs, [50, 5], [51, 20], [52, 1]].map(([at, run], job) => ({
      class: `class-${job}`,
      at: `${at} s`,
      runs: 1,
      cpu: 1,
      duration: `${run} s`,
    }))
    const run = await runOf(`system: monolithic
machines: { count: 1, cpu: 1, memory: 8 GiB }
workload: ${JSON.stringify({ cron })}
until: 5 min
`)
    const explained = explainedJobs('the jobs that waited longest', await explainLongest(run.spec, 13))
    const { config, message } = await ganttOf(run.spec, WHOLE, explained)
    const labels = config.data.labels as string[]
    // The only job of a class has its number from the class.
    const names = [2, 3, 4, 5, 6, 7, 8, 9, 10, 13].map(job => `job ${(job - 1) * 1e9 + 1} waits`)
    expect(labels).toEqual([...names, 'machine 1'])
    expect(message).toMatch(/Left out: the waits of 3 more, which are shorter\.$/)
  })

  it('needs tasks, and a trace a moment of the run', async () => {
    const run = await failing('monolithic')
    await expect(ganttOf(run.spec, { from: seconds(1e6), to: seconds(2e6) }, NOBODY)).rejects.toThrow(
      '--gantt: no task was on a machine from 1000000 s on until 2000000 s; the run ends at 1200 s. Choose another window with --from and --to.',
    )
    const file = join(temporaryFolder(), 'trace.json')
    await expect(
      writeTrace(file, run, { from: seconds(1e6), to: Number.POSITIVE_INFINITY }, NOBODY),
    ).rejects.toThrow(
      '--trace: nothing happens from 1000000 s on: the run ends at 1200 s. Choose another window with --from and --to.',
    )
    expect(existsSync(file)).toBe(false)
  })
})
