import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { machineOrder } from '../../answers/machine-order.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { switchyard } from './command.ts'

/** Two machines of 4 cores and two of 2. Two tasks need 3 cores each, two need 1 each. */
function tiny(more = 'until: 10 min', machines = '{ count: 2, cpu: 4, memory: 8 GiB }'): string {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'tiny.yaml'),
    `name: Tiny
system: monolithic
machines:
  - ${machines}
  - { count: 2, cpu: 2, memory: 8 GiB }
workload:
  services:
    - { class: big, count: 1, instances: 2, cpu: 3, memory: 1 GiB }
    - { class: small, count: 1, instances: 2, cpu: 1, memory: 1 GiB }
${more}
`,
  )
  return folder
}

/** In the place of the services: a job a second for a minute, each of one core for 5 s. */
const jobs = `workload={ jobs: { class: batch, interarrival: 1 s, duration: 5 s, cpu: 1, memory: 1 GiB }, submit-until: 1 min }`

describe('switchyard pack', () => {
  it('finds by hand’s count on how few machines a workload fits, and how much more of it', async () => {
    const folder = tiny()
    const { code, stdout, stderr } = await switchyard(folder, 'pack', 'tiny.yaml', '--quiet')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { answers } = JSON.parse(readFileSync(join(folder, 'results/pack-tiny/pack.json'), 'utf8'))
    const { compaction, inflation } = answers[0]
    // Both large machines are needed, for a task of 3 cores has no room elsewhere, and are enough, for 1 core is left on each: as many
    // machines as it takes until the second large one, numbered 0 or 1, has come.
    const byHand = Array.from({ length: 11 }, (_, i) => {
      const order = machineOrder(`trial ${i + 1}`, 4, 1)
      return 1 + Math.max(order.indexOf(0), order.indexOf(1))
    })
    expect(compaction.trials).toEqual(byHand)
    expect(new Set(byHand)).toEqual(new Set([2, 3, 4]))
    // The tenth of eleven. Grown by 24 % two tasks are 2.48, rounded 2; by 25 % they are 2.5, rounded 3, and the third has no room.
    expect(compaction.answer).toBe([...byHand].sort((a, b) => a - b)[9])
    expect(inflation).toEqual({ answer: 0.24, trials: byHand.map(() => 0.24) })
    expect(stdout).toContain('hold 24 % more of the workload in 10 of 11 random orders.')
    expect(existsSync(join(folder, 'results/pack-tiny/charts/compaction.png'))).toBe(true)
  }, 120_000)

  it('copies a cluster that is too small', async () => {
    // One large machine and two small ones: the second large one is in the first copy.
    const folder = tiny('until: 10 min', '{ count: 1, cpu: 4, memory: 8 GiB }')
    const { stdout } = await switchyard(folder, 'pack', 'tiny.yaml', '--trials', '5', '--quiet')
    const { answers } = JSON.parse(readFileSync(join(folder, 'results/pack-tiny/pack.json'), 'utf8'))
    const byHand = Array.from({ length: 5 }, (_, i) => {
      const order = machineOrder(`trial ${i + 1}`, 3, 2)
      return 1 + order.lastIndexOf(0)
    })
    expect(answers[0].compaction.trials).toEqual(byHand)
    expect(stdout).toContain('Compaction: the 3 machines are too few; with copies of them')
    expect(stdout).toContain('Inflation: all 3 machines do not hold even the workload as it is')
  }, 120_000)

  it('refuses a run in which everything starts some day, and faults of its goals, all at once', async () => {
    const folder = tiny('until: never')
    const { code, stderr } = await switchyard(
      folder,
      ...['pack', 'tiny.yaml', '--set', 'growth=[0, 1]', '--set', jobs],
    )
    expect(code).toBe(2)
    expect(stderr.trim().split('\n')).toEqual([
      'tiny.yaml: growth: found growth as an axis, expected a workload as it is written, which is then grown; leave it out.',
      'tiny.yaml: until: found a run that goes on until all jobs have started, expected an end, at which jobs may wait; set until, or say what fits, such as --goal "p95 wait <= 10 min".',
    ])
    const goals = await switchyard(folder, 'pack', 'tiny.yaml', '--goal', 'p95 wayt <= 1 s', '--goal', 'x')
    expect(goals.stderr.trim().split('\n')).toEqual([
      expect.stringContaining('--goal "p95 wayt <= 1 s"'),
      expect.stringContaining('--goal "x"'),
      expect.stringMatching(/^tiny.yaml:10:8: until: found a run without an end with services/),
    ])
  }, 120_000)

  it('goes by goals where there are any', async () => {
    // Five jobs run at once, but for what deciding on them takes: five cores on two machines of 4, or three of 4, 2 and 2. With the two
    // of 2 alone, four cores, the queue grows by a job every 5 s, and by 12 in a minute, the last of which waits some 15 s.
    const folder = tiny('until: never')
    const { stdout } = await switchyard(
      folder,
      ...['pack', 'tiny.yaml', '--goal', 'max wait <= 2 s', '--set', jobs, '--quiet'],
    )
    expect(stdout).toContain('The workload fits where max wait <= 2 s holds in the run.')
    const { answers } = JSON.parse(readFileSync(join(folder, 'results/pack-tiny/pack.json'), 'utf8'))
    const cores = [4, 4, 2, 2]
    const byHand = Array.from({ length: 11 }, (_, i) => {
      const order = machineOrder(`trial ${i + 1}`, 4, 1)
      const sums = order.map((_, n) => order.slice(0, n + 1).reduce((sum, m) => sum + cores[m]!, 0))
      return 1 + sums.findIndex(sum => sum >= 6)
    })
    expect(answers[0].compaction.trials).toEqual(byHand)
  }, 120_000)
})
