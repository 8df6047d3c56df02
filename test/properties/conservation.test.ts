/**
 * Nothing is lost from the books: every job and every stretch of work is in exactly one account, whatever fails, is
 * cancelled, bound late, abandoned or killed with its framework, and wherever the run is cut off.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drive } from '../../bench/drive.ts'
import { HOUR, MILLISECOND, NEVER } from '../../sim/engine/time.ts'
import { NONE } from '../../sim/world/handles.ts'
import { type RandomRun, randomRun, simulationOf } from './random-run.ts'
import { roots } from './random-system.ts'

const seed = 1887

/** Schedulers that give jobs up, and may try again and again to get there. */
function abandoning(run: RandomRun): RandomRun {
  const { root } = run.system
  // What plans ahead or preempts has to wait, and the scheduler of Kubernetes gives nothing up.
  if (root.kind === 'kubernetes') return run
  if (root.order === 'conservative' || ('preempt' in root && root.preempt !== undefined)) return run
  return {
    ...run,
    system: {
      ...run.system,
      root: { ...root, whenBlocked: 'retry', retryAfter: 10 * MILLISECOND },
      quirks: { abandons: true },
    },
  }
}

/** Runs whole or cut off, some with a window that opens late, some with schedulers that give up. */
const cutRuns = (root: (typeof roots)[string]) =>
  fc.record({
    run: fc.tuple(randomRun(root!), fc.boolean()).map(([run, gives]) => (gives ? abandoning(run) : run)),
    until: fc.option(fc.integer({ min: 100, max: 12_000 }), { nil: null }),
    warmup: fc.constantFrom(0, 0, 2000),
  })

describe.each(Object.entries(roots))('%s', (_name, root) => {
  it('keeps every job and all work in exactly one account', async () => {
    await fc.assert(
      fc.asyncProperty(cutRuns(root), async ({ run, until, warmup }) => {
        const options = {
          warmup: warmup * MILLISECOND,
          ...(until !== null && { until: until * MILLISECOND }),
        }
        const simulation = simulationOf(run, options)
        const { cluster } = simulation
        const { jobs, tasks, recorder } = cluster
        // The tasks' own record of what they did, by whether they are measured.
        const lives = new Map<number, { started: number; stopped: number }>()
        let ran = 0
        let held = 0
        let travelled = 0
        const over = (task: number, now: number) => {
          const job = tasks.job[task]!
          const { started, stopped } = lives.get(task) ?? { started: -1, stopped: -1 }
          lives.delete(task)
          if (!recorder.measures(job)) return
          const cpuMilli = jobs.cpuMilli[job]!
          const placed = tasks.placedAt[task]!
          const arrived = [tasks.preparingAt[task]!, started, now].find(time => time >= 0)!
          held += cpuMilli * (now - placed)
          travelled += cpuMilli * (arrived - placed)
          if (started >= 0) ran += cpuMilli * ((stopped < 0 ? now : stopped) - started)
        }
        cluster.probes.add({
          taskStarted: (task, now) => lives.set(task, { started: now, stopped: -1 }),
          taskStopped: (task, now) =>
            lives.set(task, { started: lives.get(task)?.started ?? -1, stopped: now }),
          taskEnded: (task, _outcome, now) => over(task, now),
        })
        const { rows, endS } = await drive(simulation)
        const end = Math.round(endS * 1e6)
        for (let machine = 0; machine < cluster.machines.count; machine++) {
          for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) over(task, end)
        }
        for (const { scope, numbers } of rows) {
          if (scope === 'scheduler') continue
          const of = (name: string) => numbers[name]!
          expect(of('jobs_finished') + of('jobs_failed') + of('jobs_cancelled') + of('jobs_unfinished')).toBe(
            of('jobs_submitted'),
          )
          expect(of('jobs_running') + of('jobs_waiting') + of('jobs_never_started')).toBe(
            of('jobs_unfinished'),
          )
          const parts = ['done', 'lost', 'repeated', 'unfinished'].map(part => of(`core_hours_${part}`))
          expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(of('core_hours_work'), 12)
          for (const part of parts) expect(part).toBeGreaterThanOrEqual(0)
          expect(of('core_hours_lost_before')).toBeGreaterThanOrEqual(0)
          expect(of('core_hours_lost_after')).toBeGreaterThanOrEqual(0)
          expect(of('core_hours_lost_before') + of('core_hours_lost_after')).toBeLessThanOrEqual(
            of('core_hours_lost') + 1e-12,
          )
          expect(of('core_hours_saved')).toBeGreaterThanOrEqual(0)
        }
        for (const { group } of recorder.measured()) {
          expect(group.waits.first.samples.count + group.jobsNeverReady).toBe(group.jobsSubmitted)
          expect(group.waits.last.samples.count + group.jobsNeverReady).toBe(group.jobsSubmitted)
        }
        // In whole thousandths of a core × µs there is no rounding: the law holds to the last digit.
        let all = 0
        let idle = 0
        for (const { group } of recorder.measured()) {
          const { work } = group
          expect(work.done + work.lost + work.repeated + work.unfinished).toBe(work.all)
          all += work.all
          idle += work.preparing + work.stopping
          expect(Math.min(work.preparing, work.stopping)).toBeGreaterThanOrEqual(0)
        }
        expect(all).toBe(ran)
        // What tasks held is their way to the machine, its preparations, their work, and what they held in vain thereafter.
        expect(all + idle + travelled).toBe(held)
        expect(rows[0]!.numbers['core_hours_work']).toBe(ran / 1000 / HOUR)
      }),
      { numRuns: 150, seed },
    )
  })

  it('leaves no work open when the run ends by itself', async () => {
    await fc.assert(
      fc.asyncProperty(randomRun(root), async run => {
        const frameworks = run.system.frameworks.map(({ hosting: _, ...framework }) => framework)
        const simulation = simulationOf({ ...run, system: { ...run.system, frameworks } }, { until: NEVER })
        const { rows } = await drive(simulation)
        expect(rows[0]!.numbers).toMatchObject({
          jobs_unfinished: 0,
          jobs_running: 0,
          jobs_waiting: 0,
          core_hours_unfinished: 0,
        })
      }),
      { numRuns: 50, seed },
    )
  })
})
