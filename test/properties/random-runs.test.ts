/**
 * Safety and liveness of whole runs, under every architecture: random systems with random jobs, pipelines, gangs, failing
 * tasks, failing machines and dying schedulers, with every invariant of the simulation checked on the way.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drive } from '../../bench/drive.ts'
import { NEVER } from '../../sim/engine/time.ts'
import { NONE } from '../../sim/world/handles.ts'
import { wasTaken } from '../../sim/world/lifecycle.ts'
import { drain, type RandomJob, type RandomRun, randomRun, simulate, simulationOf } from './random-run.ts'
import { roots } from './random-system.ts'

const seed = 1887

/** The same run with schedulers that run by themselves. */
function unhosted(run: RandomRun): RandomRun {
  const frameworks = run.system.frameworks.map(({ hosting: _, ...framework }) => framework)
  return { ...run, system: { ...run.system, frameworks } }
}

/** The same run in which nothing fails and no scheduler is hosted. */
function withoutFailures(run: RandomRun): RandomRun {
  const lasting = (job: RandomJob): RandomJob => ({ ...job, meanTimeToFailure: NEVER, failingLaunches: 0 })
  const { system, ...rest } = unhosted(run)
  const { root } = system
  const steady =
    root.kind === 'mesos' ? { ...root, masterFailures: [], partitions: [], maintenance: [] } : root
  return {
    ...rest,
    system: { ...system, root: steady },
    machinesFail: false,
    events: [],
    jobs: run.jobs.map(lasting),
    pipelines: run.pipelines.map(each => ({
      ...each,
      stages: each.stages.map(stage => ({ ...stage, job: lasting(stage.job) })),
    })),
  }
}

/** Paths of all numbers in the result that JSON cannot carry. */
function unsayable(value: unknown, path = 'result'): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, each]) => unsayable(each, `${path}.${key}`))
}

describe.each(Object.entries(roots))('%s', (_name, root) => {
  it('lets every job come to an end, and says so in numbers that add up', async () => {
    await fc.assert(
      fc.asyncProperty(randomRun(root), async run => {
        const { result } = await simulate(run)
        expect(unsayable(result)).toEqual([])
        for (const { scope, name, numbers } of result.rows) {
          if (scope === 'scheduler') continue
          const { jobs_submitted, jobs_finished, jobs_failed, jobs_cancelled, jobs_unfinished } = numbers
          expect(jobs_finished! + jobs_failed! + jobs_cancelled! + jobs_unfinished!).toBe(jobs_submitted)
          // Schedulers are services, and services have no end.
          if (scope === 'class' && name !== 'scheduler')
            expect({ name, jobs_unfinished }).toEqual({ name, jobs_unfinished: 0 })
        }
      }),
      { numRuns: 150, seed },
    )
  })

  it('gives everything back that was held, locked or reserved', async () => {
    await fc.assert(
      fc.asyncProperty(randomRun(root).map(unhosted), async run => {
        const { simulation } = await simulate(run)
        const { machines, recorder, frameworks, jobs, tasks } = simulation.cluster
        drain(simulation)
        for (let machine = 0; machine < machines.count; machine++) {
          if (machines.up[machine] === 0) continue
          expect(machines.freeCpuMilli[machine]).toBe(machines.cpuMilli[machine])
          expect(machines.freeMemoryMiB[machine]).toBe(machines.memoryMiB[machine])
        }
        const { usedCpuMilli, usedMemoryMiB, lockedCpuMilli, lockedMemoryMiB, pendingTasks } =
          recorder.timeline
        const left = { usedCpuMilli, usedMemoryMiB, lockedCpuMilli, lockedMemoryMiB, pendingTasks }
        expect(Object.values(left)).toEqual([0, 0, 0, 0, 0])
        for (const held of [
          frameworks.usedCpuMilli,
          frameworks.usedMemoryMiB,
          frameworks.offeredCpuMilli,
          frameworks.offeredMemoryMiB,
        ])
          expect(held).toEqual(frameworks.names.map(() => 0))
        expect([jobs.rows.live, tasks.rows.live]).toEqual([0, 0])
      }),
      { numRuns: 100, seed },
    )
  })

  it('keeps the rules, launches gangs together and starts no stage before its parents', async () => {
    await fc.assert(
      fc.asyncProperty(randomRun(root).map(withoutFailures), async run => {
        const simulation = simulationOf(run)
        const { cluster } = simulation
        const { jobs, tasks, pipelines, machines } = cluster
        const [rule] = run.system.root.rules
        const most = rule !== undefined && 'count' in rule ? rule.count : Number.POSITIVE_INFINITY
        const last =
          machines.count -
          (rule !== undefined && 'fraction' in rule ? Math.floor(machines.count * rule.fraction) : 0)
        const launchesOfGangs = new Map<number, Set<number>>()
        // A task that was preempted is launched again by itself.
        const torn = new Set<number>()
        cluster.probes.add({
          taskEnded(task, outcome) {
            if (wasTaken(outcome)) torn.add(jobs.id[tasks.job[task]!]!)
          },
          taskStarted(task) {
            const job = tasks.job[task]!
            const machine = tasks.machine[task]!
            let held = 0
            for (let on = tasks.on(machine); on !== NONE; on = tasks.nextOnMachine(on)) {
              if (tasks.job[on] === job) held++
            }
            expect(held).toBeLessThanOrEqual(most)
            expect(machine).toBeLessThan(last)
            if (jobs.gang[job] === 1) {
              const id = jobs.id[job]!
              launchesOfGangs.set(id, (launchesOfGangs.get(id) ?? new Set()).add(tasks.placedAt[task]!))
            }
            const handle = jobs.pipeline[job]!
            if (handle !== NONE) expect(pipelines.get(handle).waitsFor[jobs.stage[job]!]).toBe(0)
          },
        })
        await drive(simulation)
        for (const id of torn) launchesOfGangs.delete(id)
        for (const launches of launchesOfGangs.values()) expect(launches.size).toBe(1)
      }),
      { numRuns: 100, seed },
    )
  })

  it('holds for what tasks held, whatever failed', async () => {
    await fc.assert(
      fc.asyncProperty(randomRun(root), async run => {
        const simulation = simulationOf(run)
        const { cluster } = simulation
        const { jobs, tasks, recorder } = cluster
        let cpu = 0
        let memory = 0
        cluster.probes.add({
          taskEnded(task) {
            const job = tasks.job[task]!
            const time = cluster.now - tasks.placedAt[task]!
            cpu += time * jobs.cpuMilli[job]!
            memory += time * jobs.memoryMiB[job]!
          },
        })
        const { endS, rows } = await drive(simulation)
        const end = Math.round(endS * 1e6)
        for (let machine = 0; machine < cluster.machines.count; machine++) {
          for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
            cpu += (end - tasks.placedAt[task]!) * jobs.cpuMilli[tasks.job[task]!]!
            memory += (end - tasks.placedAt[task]!) * jobs.memoryMiB[tasks.job[task]!]!
          }
        }
        let cpuIntegral = 0
        let memoryIntegral = 0
        for (const { group } of recorder.measured()) {
          cpuIntegral += group.cpuIntegral
          memoryIntegral += group.memoryIntegral
        }
        expect([cpuIntegral, memoryIntegral]).toEqual([cpu, memory])
        const available = rows[0]!.numbers['available_share'] ?? 0
        expect(available >= 0 && available <= 1).toBe(true)
        if (end > 0) expect(rows[0]!.numbers['cpu_used_share']).toBe(cpu / end / cluster.capacityCpuMilli)
      }),
      { numRuns: 60, seed },
    )
  })

  it('says the same twice, byte by byte', async () => {
    await fc.assert(
      fc.asyncProperty(randomRun(root), async run => {
        const [once, twice] = [await simulate(run), await simulate(run)]
        expect(JSON.stringify(twice.result)).toBe(JSON.stringify(once.result))
      }),
      { numRuns: 25, seed },
    )
  })

  it('does not change what it simulates by checking it', async () => {
    await fc.assert(
      fc.asyncProperty(randomRun(root), async run => {
        const [checked, unchecked] = [await simulate(run), await simulate(run, { check: false })]
        expect(JSON.stringify(unchecked.result)).toBe(JSON.stringify(checked.result))
      }),
      { numRuns: 15, seed },
    )
  })
})
