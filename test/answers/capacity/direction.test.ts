import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { stepped } from '../../../answers/capacity/axis.ts'
import { directionOf } from '../../../answers/capacity/direction.ts'
import type { Runs } from '../../../answers/runs.ts'
import { type Goal, readGoal } from '../../../bench/experiment/goals.ts'
import type { RunSpec } from '../../../bench/plan.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const experiment = `name: Cores
system: batch-fcfs
machines: { count: 4, cpu: 8, memory: 16 GiB }
workload:
  jobs: { interarrival: exponential 1 s, duration: 30 s, cpu: 1, memory: 1 GiB }
until: 20 min
`

/** Which way along machines of 2 to 10 cores, where a run measures what is said of its cores and its seed. */
function direction(measured: (cores: number, seed: number) => number | null): Promise<'low' | 'high'> {
  const file = join(temporaryFolder(), 'cores.yaml')
  writeFileSync(file, experiment)
  const runs = {
    of: async (_name: string, { hardware }: RunSpec, seeds: readonly string[]) =>
      seeds.map((_, i) => {
        const value = measured(hardware.machines[0]!.cpuMilli / 1000, i + 1)
        return { rows: [{ scope: 'all', name: '', numbers: { wait_first_mean_s: value } }] }
      }),
  } as unknown as Runs
  const goals = [readGoal('mean wait <= 60 s') as Goal]
  return directionOf(stepped('machines.cpu', 2, 10, 2, 'high'), { file, overrides: {} }, goals, runs)
}

it('compares runs of the same seed, also where some had nothing to measure', async () => {
  // Within a seed it rises with the cores, by 2 s a step; seeds are 100 s apart. Without its first seed the course of 2 cores would stand
  // 98 s above that of 4, run by run, and seem to fall.
  const rising = (cores: number, seed: number) => 100 * seed + cores
  expect(await direction(rising)).toBe('low')
  expect(await direction((cores, seed) => (cores === 2 && seed === 1 ? null : rising(cores, seed)))).toBe(
    'low',
  )
})

it('asks for a range in which there is something to compare', async () => {
  await expect(
    direction((cores, seed) => ((cores === 2 ? seed > 2 : seed < 2) ? null : seed + cores)),
  ).resolves.toBe('low')
  await expect(direction((cores, seed) => (cores === 2 ? null : seed + cores))).rejects.toThrow(
    '--along machines.cpu: found nothing to measure "mean wait <= 60 s" by at 2 and at 10 in the same seeds, expected it at both ends; narrow the range with --from and --to.',
  )
})
