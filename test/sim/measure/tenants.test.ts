/** What is held where a task runs in another, as a Pod in a machine that a framework leases. */
import { expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { monolithic, systemOf } from '../../support/small-system.ts'
import { type Stage, stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../support/watched-run.ts'

it('a task that runs in another holds its part of what that one holds, and gives it back at its end', async () => {
  // A lease of 4 cores and 400 MiB, all of the machine, from 0 on. A task of 1 core and 100 MiB runs in it from 5 to 15, which
  // the lease does not hold meanwhile. The run ends at 20: the machine is full all the time, the task has held 10 core-seconds
  // of 80 and the lease the other 70.
  const levels: number[][] = []
  const note = ({ cluster: { recorder } }: Stage) =>
    levels.push([
      recorder.group(0, 0).usedCpuMilli,
      recorder.group(0, 0).usedMemoryMiB,
      recorder.group(0, 1).usedCpuMilli,
      recorder.timeline.usedCpuMilli,
      recorder.timeline.usedMemoryMiB,
    ])
  const { result, log } = await stagedRun(
    systemOf(monolithic()),
    machinesOf(1, 4, 400),
    [
      { submit: 0, run: NEVER, cores: 4, memoryMiB: 400, jobClass: 0 },
      { submit: 1, run: 10, memoryMiB: 100, jobClass: 1 },
    ],
    {
      classes: ['lease', 'tenant'],
      until: 20 * SECOND,
      script: {
        4: note,
        5: ({ cluster: { jobs, tasks, running } }) => {
          const [lease, tenant] = [0, 1].map(id => jobs.id.indexOf(id)) as [number, number]
          expect(jobs.firstTask[tenant]).toBe(NONE)
          running.launchWithin(tenant, jobs.firstTask[lease]!)
          expect(tasks.within[jobs.firstTask[tenant]!]).toBe(jobs.firstTask[lease])
        },
        6: note,
        16: note,
      },
    },
  )
  expect(log.slice(1)).toEqual(['5 s: job 1 starts on machine 0', '15 s: job 1 finishes on machine 0'])
  // Cores and memory of the lease, cores of the task, cores and memory of all.
  expect(levels).toEqual([
    [4000, 400, 0, 4000, 400],
    [3000, 300, 1000, 4000, 400],
    [4000, 400, 0, 4000, 400],
  ])
  expect(numbersOf(result)).toMatchObject({ cpu_used_share: 1, memory_used_share: 1 })
  const [lease, tenant] = ['lease', 'tenant'].map(name => numbersOf(result, 'class', name))
  expect([lease!['cpu_used_share'], tenant!['cpu_used_share']]).toEqual([70 / 80, 10 / 80])
  expect(3600 * lease!['core_hours_done']!).toBeCloseTo(70, 9)
  expect(3600 * tenant!['core_hours_done']!).toBeCloseTo(10, 9)
})
