import { describe, expect, test } from 'vitest'
import { faultsOf, plan, smallest } from './given.ts'

const endless = `${smallest.replace('until: 1 h\n', '')}`.replace(
  'workload:\n',
  'workload:\n  submit-until: 1 h\n',
)
const set = (settings: Readonly<Record<string, string>>) => ({ set: settings })

describe('a run without an end', () => {
  test('comes to one when the submissions end', async () => {
    expect((await plan(endless)).runs).toHaveLength(10)
  })

  test('is refused with tasks that rarely live as long as they run, and are launched again for ever', async () => {
    // A minute is twelve times five seconds: one launch in e^12, 160 000, gets through.
    const short = { 'workload.jobs.mean-time-to-failure': '5 s' }
    const relaunch = { 'frameworks.batch.on-failure': 'relaunch' }
    expect(await faultsOf(endless, set({ ...short, ...relaunch }))).toMatchInlineSnapshot(
      `"x.yaml:1:1: until: found a run without an end, and tasks of class "batch" that run for up to 60 s and rarely live that long, expected an end: they are launched again for ever; set until, or let them fail less often"`,
    )
    expect(await faultsOf(endless, set({ 'machine-failures.mean-time-to-failure': '5 s' }))).toContain(
      'until: found',
    )
    // Retries are numbered, and given up work is not launched again.
    expect(await faultsOf(endless, set(short))).toBe('no faults')
    const cancel = { 'frameworks.batch.on-failure': 'cancel' }
    expect(await faultsOf(endless, set({ 'machine-failures.mean-time-to-failure': '5 s', ...cancel }))).toBe(
      'no faults',
    )
  })

  test('is not kept going by failures that nothing has', async () => {
    // An axis of shares has 0 as its baseline.
    const fails = (share: string) => ({
      'frameworks.batch.on-failure': 'relaunch',
      'workload.jobs.fails': `{ share: ${share}, after: 1 s }`,
    })
    expect(await faultsOf(endless, set(fails('10%')))).toContain('fail at every launch')
    expect(await faultsOf(endless, set(fails('0')))).toBe('no faults')
  })

  test('looks at the longest tasks of a distribution', async () => {
    const settings = {
      'frameworks.batch.on-failure': 'relaunch',
      'workload.jobs.mean-time-to-failure': '30 s',
    }
    const faults = (duration: string) =>
      faultsOf(endless, set({ ...settings, 'workload.jobs.duration': duration }))
    // Ten lives are 300 s. Of ten thousand draws of a mean of a minute the longest lasts about 60 s × ln 10000 = 553 s.
    expect(await faults('1 min')).toBe('no faults')
    expect(await faults('uniform 1 s to 299 s')).toBe('no faults')
    expect(await faults('uniform 1 s to 301 s')).toContain('up to 301 s')
    expect(await faults('exponential 1 min')).toContain('up to 553 s')
    expect(await faults('lognormal 1 min cv 0.1')).toBe('no faults')
    expect(await faults('lognormal 1 min cv 2')).toContain('until: found')
  })
})
