import { expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { Claims, Verdict } from '../../../sim/world/claims.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { View } from '../../../sim/world/views.ts'
import { idleCluster } from '../../support/idle-cluster.ts'
import { machinesOf } from '../../support/watched-run.ts'

it('a launch is of the accepted claims alone, job by job, and counts what the frameworks hold from then on', () => {
  // Job a of framework 0, tasks of 1 core and 30 MiB; b of framework 1, 2 cores and 5 MiB. Launches take a second.
  const cluster = idleCluster(machinesOf(2, 9, 900), {
    weights: [1, 1],
    latency: { scheduler: 0, machine: SECOND, status: 0 },
  })
  const { jobs, tasks, frameworks, running, machines } = cluster
  const state = TaskState.Pending
  const a = cluster.addJob({ tasks: 4, cpuMilli: 1000, memoryMiB: 30, state })
  const b = cluster.addJob({ tasks: 2, cpuMilli: 2000, memoryMiB: 5, framework: 1, state })
  const claims = new Claims()
  for (const [job, machine] of [
    [a, 0],
    [a, 1],
    [a, 1],
    [b, 0],
    [b, 1],
  ] as const)
    claims.add(View.live(machines), machine, job, jobs)
  const { Accepted, NoRoom } = Verdict
  claims.verdict.set([Accepted, NoRoom, Accepted, NoRoom, Accepted])
  expect(running.launch(claims)).toBe(3)
  expect([a, b].map(job => [jobs.count(job, TaskState.Placed), jobs.count(job, state)])).toEqual([
    [2, 2],
    [1, 1],
  ])
  expect([frameworks.usedCpuMilli, frameworks.usedMemoryMiB]).toEqual([
    [2000, 2000],
    [60, 5],
  ])
  expect([0, 2, 4].map(i => tasks.machine[claims.task[i]!])).toEqual([0, 1, 1])
  cluster.engine.run(SECOND)
  expect([a, b].map(job => jobs.count(job, TaskState.Running))).toEqual([2, 1])
})
