import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { switchyard } from './command.ts'

/** One machine with a core, jobs of very different lengths: with the shortest first they wait less, whatever comes. */
function twoOrders(end = '  submit-until: 2 h'): string {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'orders.yaml'),
    `name: Orders
system: batch-fcfs
machines: { count: 1, cpu: 1, memory: 1 GiB }
root: { order: [fifo, shortest-first] }
workload:
  jobs: { class: batch, interarrival: exponential 10 s, duration: lognormal 8 s cv 3, cpu: 1, memory: 1 GiB }
${end}
baseline: fifo
headline: { number: wait_first_mean_s, of: all }
`,
  )
  return folder
}

describe('switchyard best', () => {
  it('names the best, and when the others were given up', async () => {
    const { code, stdout, stderr } = await switchyard(
      twoOrders(),
      'best',
      'orders.yaml',
      '--indifference',
      '10 s',
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/fifo .* given up after \d+ seeds, for shortest-first/)
    expect(stdout).toContain(
      'order shortest-first is best by the mean wait of a job for its first task, or within 10 s of the best, with 95 % confidence',
    )
  }, 120_000)

  it('gives no verdict where the best may be so only because less of its jobs was seen', async () => {
    const { stdout } = await switchyard(
      twoOrders('until: 2 h'),
      'best',
      'orders.yaml',
      '--indifference',
      '10 s',
    )
    expect(stdout).toContain(
      'No verdict against order fifo: whoever is lower may be so only because more of its jobs had not started, or not ended',
    )
    expect(stdout).not.toContain('confidence')
  }, 120_000)

  it('spends a budget to the last run', async () => {
    const { stdout } = await switchyard(twoOrders(), 'best', 'orders.yaml', '--budget', '30', '--json')
    const { answers } = JSON.parse(stdout)
    expect(answers).toMatchObject([{ best: 'shortest-first', runs: 30 }])
    expect(answers[0].counts[0] + answers[0].counts[1]).toBe(30)
  }, 120_000)

  it('refuses options that the other procedure would ignore', async () => {
    const ask = (...options: string[]) => switchyard(twoOrders(), 'best', 'orders.yaml', ...options)
    const budget = await ask('--budget', '30', '--seeds', '20', '--confidence', '99%')
    expect(budget.code).toBe(2)
    expect(budget.stderr).toContain(
      '--budget 30: found --seeds and --confidence too, expected one or the other',
    )
    const few = await ask('--budget', '30', '--first-seeds', '1')
    expect(few.stderr).toBe(
      '--first-seeds 1: found fewer than 5, expected 5 or more: a budget is divided by the spread that they show.\n',
    )
    const both = await ask('--seeds', '2', '--indifference', '-1 s')
    expect(both.stderr.split('\n')).toMatchObject([
      expect.stringContaining('--seeds 2: found fewer than the 10'),
      expect.stringContaining('--indifference -1 s: expected a difference above 0'),
      '',
    ])
    const all = await ask(
      '--seeds',
      '2',
      '--confidence',
      '3',
      '--indifference',
      '2 pp',
      '--set',
      'baseline=lifo',
    )
    expect(all.stderr.trim().split('\n')).toMatchObject([
      expect.stringContaining('--confidence 3: expected'),
      expect.stringContaining('--seeds 2: found fewer'),
      expect.stringContaining('--set baseline=lifo: baseline: found "lifo"'),
    ])
    const points = await ask('--indifference', '2 pp', '--set', 'headline.number=jobs_submitted')
    expect(points.stderr.trim().split('\n')).toMatchObject([
      expect.stringContaining('of which neither more nor less is better'),
      expect.stringContaining(
        '--indifference 2 pp: found percentage points where the headline is jobs_submitted',
      ),
    ])
    const seeds = await ask('--seeds', '2')
    expect(seeds.stderr).toBe(
      '--seeds 2: found fewer than the 10 that every value is run with at first, expected 10 or more.\n',
    )
  }, 120_000)

  it('wants several values, and a number of which one is best', async () => {
    const folder = twoOrders()
    const alone = await switchyard(
      folder,
      'best',
      'orders.yaml',
      '--set',
      'root.order=fifo',
      '--set',
      'baseline=batch-fcfs',
    )
    expect(alone).toMatchObject({ code: 2 })
    expect(alone.stderr).toContain('found one value of system, expected several to choose the best from')
    const neither = await switchyard(folder, 'best', 'orders.yaml', '--set', 'headline.number=jobs_submitted')
    expect(neither.stderr).toContain('of which neither more nor less is better')
    const nothing = await switchyard(folder, 'best', 'orders.yaml', '--indifference', '0')
    expect(nothing.stderr).toContain('expected a difference above 0')
  })
})
