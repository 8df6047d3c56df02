import { describe, expect, test } from 'vitest'
import { faultsOf, plan, smallest } from './given.ts'

const set = (settings: Readonly<Record<string, string>>) => ({ set: settings })

describe('what lies beyond all reason', () => {
  test('is refused where it stands, before memory is taken for it', async () => {
    const huge = {
      seeds: '1e9',
      'machines.count': '1e9',
      'machines.cpu': '1e300',
      'machines.memory': '1e300 GiB',
      'workload.jobs.tasks': 'exponential 1e12',
      'workload.jobs.duration': 'lognormal 1 s cv 1e200',
      'workload.jobs.priority': '1e15',
      'root.think.per-job': '1e9 d',
      slices: '1e8',
      load: '1e-300',
    }
    expect(await faultsOf(smallest, set(huge))).toMatchInlineSnapshot(`
      "--set seeds=1e9: seeds: found 1000000000, expected a whole number from 1 to 10000, "until ±2 %", or a list of words
      --set root.think.per-job=1e9 d: root.think.per-job: found "1e9 d", expected a duration below 285 years
      --set load=1e-300: load: found 1e-300, expected a number from 0.000001 to 1000000
      --set machines.count=1e9: machines.count: found 1000000000, expected a whole number from 1 to 1000000, or "from trace"
      --set machines.cpu=1e300: machines.cpu: found 1e+300, expected at most 1000000 cores
      --set machines.memory=1e300 GiB: machines.memory: found "1e300 GiB", expected at most 1048576 TiB
      --set workload.jobs.tasks=exponential 1e12: workload.jobs.tasks: found 1000000000000, expected a number from 0.000001 to 1000000
      --set workload.jobs.duration=lognormal 1 s cv 1e200: workload.jobs.duration: found 1e+200, expected a number from 0.000001 to 1000000
      --set workload.jobs.priority=1e15: workload.jobs.priority: found 1000000000000000, expected a whole number from -2147483647 to 2147483647
      --set slices=1e8: slices: found 100000000, expected a whole number from 1 to 10000"
    `)
    expect(
      await faultsOf(smallest.replace('monolithic', 'sampling'), set({ 'root.schedulers': '1e9' })),
    ).toMatchInlineSnapshot(
      `"--set root.schedulers=1e9: root.schedulers: found 1000000000, expected a whole number from 1 to 10000"`,
    )
  })

  test('is refused in the sum of several groups of machines, and in the product of systems and seeds', async () => {
    const groups = '[{ count: 600000, cpu: 1, memory: 1 GiB }, { count: 600000, cpu: 2, memory: 1 GiB }]'
    expect(await faultsOf(smallest, set({ machines: groups }))).toMatchInlineSnapshot(
      `"--set machines=[{ count: 600000, cpu: 1, memory: 1 GiB }, { count: 600000, cpu: 2, memory: 1 GiB }]: machines: found 1200000 machines, expected at most 1000000"`,
    )
    expect(
      await faultsOf(smallest, set({ system: '[monolithic, offers]', seeds: '6000' })),
    ).toMatchInlineSnapshot(
      `"x.yaml:1:1: found 12000 runs (2 system × 6000 seeds), expected at most 10000; split the experiment"`,
    )
  })

  test('begins beyond ten thousand runs', async () => {
    expect((await plan(smallest, { seeds: 10_000 })).runs).toHaveLength(10_000)
  })
})
