import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { switchyard } from './command.ts'

/** Jobs far apart: each waits for its think time and two messages, 107 ms, under either system. */
function twoSystems(more = 'seeds: 2'): string {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'two.yaml'),
    `name: Two
systems:
  plain: { like: monolithic, root: &same { when-blocked: pass } }
  v-1.8: { like: monolithic, root: *same }
machines: { count: 10, cpu: 8, memory: 32 GiB }
workload:
  jobs: { interarrival: exponential 20 s, duration: 10 s, cpu: 1, memory: 1 GiB }
  submit-until: 10 min
baseline: plain
headline: { number: wait_first_p50_s, of: all }
${more}
`,
  )
  return folder
}

describe('switchyard vary', () => {
  it('says which assumption turns the verdict, and by how much', async () => {
    // Think of 10 ms to 1 s in the place of 100 ms, of one system only: −90 ms and +900 ms.
    const folder = twoSystems()
    const { code, stdout, stderr } = await switchyard(
      folder,
      ...['vary', 'two.yaml', '--quiet', '--trajectories', '2'],
      ...['--setting', 'systems.v-1.8.root.think.per-job=10 ms..1 s', '--setting', 'latency.machine'],
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(
      'not distinguishable as written, but lower with systems.v-1.8.root.think.per-job at 10 ms (difference −90 ms) and higher with systems.v-1.8.root.think.per-job at 1 s (difference +900 ms).',
    )
    const { compared } = JSON.parse(readFileSync(join(folder, 'results/vary-two/vary.json'), 'utf8'))
    expect(compared).toMatchObject([
      {
        value: 'v-1.8',
        alone: [
          { key: 'systems.v-1.8.root.think.per-job', end: 'low', turns: true },
          { end: 'high', turns: true },
          { key: 'latency.machine', turns: false },
          { turns: false },
        ],
        // Both systems send the same messages: nothing changes between them.
        effects: [{ n: 2 }, { key: 'latency.machine', mu: 0, muStar: 0, sigma: 0, n: 2 }],
        together: { points: 6 },
      },
    ])
    expect(readFileSync(join(folder, 'results/vary-two/charts/tornado.svg'), 'utf8')).toContain('<svg')
  }, 120_000)

  it('tells all faults of its settings at once', async () => {
    const settings = ['root.think.per-job=2..1', 'root.think.per-job=1..2', 'root.nothing', 'system']
    const { code, stderr } = await switchyard(
      twoSystems(),
      ...['vary', 'two.yaml', ...settings.flatMap(each => ['--setting', each])],
    )
    expect(code).toBe(2)
    expect(stderr.trim().split('\n')).toHaveLength(4)
  })

  it('refuses what has no verdict that could turn', async () => {
    const one = await switchyard(twoSystems('seeds: 1'), 'vary', 'two.yaml', '--setting', 'latency.machine')
    expect(one.stderr).toContain('expected two seeds or more')
    const alone = await switchyard(twoSystems('system: plain'), 'vary', 'two.yaml')
    expect(alone.stderr).toContain('found one value of system, expected several')
  }, 60_000)
})
