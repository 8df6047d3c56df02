import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Plan } from '../../../bench/plan.ts'
import { Interrupted } from '../../../bench/run/interrupted.ts'
import { ResultsFolder } from '../../../bench/run/results-folder.ts'
import { runPlan } from '../../../bench/run/run-plan.ts'
import { RunsFailed } from '../../../bench/run/runs-failed.ts'
import type { Progress } from '../../../bench/run/sweep.ts'
import { WriteError } from '../../../bench/run/whole-file.ts'
import { meanInterval } from '../../../reports/statistics/mean-interval.ts'
import { hashesOf, temporaryFolder } from '../../temporary-folder.ts'
import { smallPlan } from './small-plan.ts'

const seeds = ['oak', 'elm', 'ash']

describe('a plan that is run', () => {
  it('gives the same bytes with one worker and with two', async () => {
    const [one, two] = [temporaryFolder(), temporaryFolder()]
    const alone = await runPlan(smallPlan(seeds), { folder: one, workers: 1 })
    const together = await runPlan(smallPlan(seeds), { folder: two, workers: 2 })
    expect(together).toEqual(alone)
    expect(hashesOf(two)).toEqual(hashesOf(one))
    expect(Object.keys(hashesOf(one))).toHaveLength(1 + 6)
  })

  it('has its results in the order of the plan, and jobs that were really simulated', async () => {
    const results = await runPlan(smallPlan(seeds), { folder: temporaryFolder(), workers: 2 })
    expect(results.runs.map(run => run.id)).toEqual([
      'monolithic-oak',
      'monolithic-elm',
      'monolithic-ash',
      'shared-state-oak',
      'shared-state-elm',
      'shared-state-ash',
    ])
    for (const { result } of results.runs) {
      const all = result.rows.find(row => row.scope === 'all')!
      // A job every 2 s on average from 30 s to 300 s: 135 expected, standard deviation √135 ≈ 12; within six of them.
      expect(all.numbers['jobs_submitted']).toBeGreaterThan(65)
      expect(all.numbers['jobs_submitted']).toBeLessThan(205)
    }
  })

  it('reports every finished run once, and those kept from before at the start', async () => {
    const folder = temporaryFolder()
    const first: Progress[] = []
    await runPlan(smallPlan(['oak']), { folder, onProgress: progress => first.push(progress) })
    expect(first).toEqual([
      { done: 0, total: 2, kept: 0 },
      { done: 1, total: 2, kept: 0 },
      { done: 2, total: 2, kept: 0 },
    ])
    const second: Progress[] = []
    await runPlan(smallPlan(['oak']), { folder, onProgress: progress => second.push(progress) })
    expect(second).toEqual([{ done: 2, total: 2, kept: 2 }])
  })

  it('goes on after it was stopped, to the same bytes as without a stop', async () => {
    const [whole, stopped] = [temporaryFolder(), temporaryFolder()]
    await runPlan(smallPlan(seeds), { folder: whole })
    const controller = new AbortController()
    const running = runPlan(smallPlan(seeds), {
      folder: stopped,
      workers: 1,
      signal: controller.signal,
      onProgress: ({ done }) => done === 2 && controller.abort(),
    })
    await expect(running).rejects.toThrow(Interrupted)
    await expect(running).rejects.toThrow('Stopped after 2 of 6 runs; run the same command again to go on.')
    expect(readdirSync(join(stopped, 'runs'))).toHaveLength(2)
    await runPlan(smallPlan(seeds), { folder: stopped })
    expect(hashesOf(stopped)).toEqual(hashesOf(whole))
  })

  describe('whose seeds are added until a mean is known well enough', () => {
    const names = Array.from({ length: 40 }, (_, i) => `seed ${i + 1}`)
    const added = (share: number): Plan => ({
      ...smallPlan(names),
      precision: {
        written: `until ±${100 * share} %`,
        number: 'cpu_used_share',
        of: 'all',
        within: { value: share },
        mostSeeds: 40,
      },
    })

    it('ends at the first look at which all intervals are narrow, with the bytes of so many seeds', async () => {
      const [one, two, fixed] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
      const results = await runPlan(added(0.032), { folder: one, workers: 1 })
      expect(results.seeds).toHaveLength(30)
      expect(results.provenance.seeds).toEqual(results.seeds)
      expect(results.runs).toHaveLength(2 * 30)
      expect(await runPlan(added(0.032), { folder: two, workers: 2 })).toEqual(results)
      expect(hashesOf(two)).toEqual(hashesOf(one))
      // The runs are those of an experiment that asks for so many.
      const asked = await runPlan(smallPlan(names.slice(0, 30)), { folder: fixed })
      expect(results.runs).toEqual(asked.runs)
      // Neither is narrow enough after 25 seeds, and one of the two is not.
      const halves = (count: number) =>
        ['monolithic', 'shared-state'].map(system => {
          const own = asked.runs.filter(({ axes }) => axes['system'] === system).slice(0, count)
          const values = own.map(({ result }) => result.rows.find(({ scope }) => scope === 'all')!.numbers)
          const { mean, high } = meanInterval(values.map(numbers => numbers['cpu_used_share']!))
          return high - mean
        })
      for (const count of [20, 25]) expect(Math.max(...halves(count))).toBeGreaterThan(0.032)
      expect(Math.max(...halves(30))).toBeLessThanOrEqual(0.032)
      // The reports are drawn again from the folder, without the experiment.
      expect(await (await ResultsFolder.open(one)).allResults()).toEqual(results)
    })

    it('goes on after it was stopped, and takes what a narrower aim has left', async () => {
      const [whole, stopped] = [temporaryFolder(), temporaryFolder()]
      const results = await runPlan(added(0.032), { folder: whole })
      const controller = new AbortController()
      const progress: Progress[] = []
      const running = runPlan(added(0.032), {
        folder: stopped,
        signal: controller.signal,
        onProgress: ({ done, total }) => total === 50 && done === 43 && controller.abort(),
      })
      await expect(running).rejects.toThrow(/^Stopped after 4\d of 50 runs/)
      await expect(ResultsFolder.open(stopped).then(folder => folder.allResults())).rejects.toThrow(
        / of 50 runs are not finished/,
      )
      await runPlan(added(0.032), { folder: stopped, onProgress: each => progress.push(each) })
      expect(hashesOf(stopped)).toEqual(hashesOf(whole))
      expect(progress[0]).toMatchObject({ total: 50, open: true })
      // To the end of all seeds, and back: nothing is run.
      const all = await runPlan(added(0.001), { folder: whole })
      expect(all.seeds).toHaveLength(40)
      const back: Progress[] = []
      expect(await runPlan(added(0.032), { folder: whole, onProgress: each => back.push(each) })).toEqual(
        results,
      )
      expect(back).toEqual([{ done: 60, total: 60, kept: 60 }])
    })

    it('is refused in shards, since none knows when all are enough', async () => {
      const part = runPlan(added(0.032), { folder: temporaryFolder(), shard: { index: 1, of: 2 } })
      await expect(part).rejects.toThrow(
        '--shard 1/2: found an experiment whose seeds are added until ±3.2 %, expected how many seeds, as in --seeds 30',
      )
    })
  })

  it('is the same in shards, in one folder', async () => {
    const [whole, parts] = [temporaryFolder(), temporaryFolder()]
    const results = await runPlan(smallPlan(seeds), { folder: whole })
    for (const index of [3, 1, 2]) await runPlan(smallPlan(seeds), { folder: parts, shard: { index, of: 3 } })
    expect(hashesOf(parts)).toEqual(hashesOf(whole))
    expect(await (await ResultsFolder.open(parts)).allResults()).toEqual(results)
  })

  it('runs everything else when some runs fail, then says which failed and why, once a cause', async () => {
    const folder = temporaryFolder()
    const plan = smallPlan(seeds)
    const broken = {
      ...plan.runs[0]!.spec.system,
      root: { ...plan.runs[0]!.spec.system.root, place: 'nowhere' },
    }
    const runs = plan.runs.map((run, index) =>
      index % 3 === 0 ? { ...run, spec: { ...run.spec, system: broken } } : run,
    )
    const error: unknown = await runPlan({ ...plan, runs }, { folder }).catch(error => error)
    expect(error).toBeInstanceOf(RunsFailed)
    const { message, failed } = error as RunsFailed
    expect(failed.map(run => run.id)).toEqual(['monolithic-oak', 'shared-state-oak'])
    expect(message).toMatch(
      /^2 of 6 runs failed; the other 4 are finished and kept\.\n {2}monolithic-oak, shared-state-oak: .*nowhere/,
    )
    expect(readdirSync(join(folder, 'runs'))).toHaveLength(4)
  })

  it('stops at a full disk, with whole files only, and goes on when there is room', async context => {
    const disk = join(temporaryFolder(), 'disk')
    mkdirSync(disk)
    const mount = (options: string) =>
      spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]).status === 0
    if (!mount('size=64k')) return context.skip('needs the right to mount a tmpfs')
    onTestFinished(() => {
      spawnSync('umount', [disk])
    })
    const plan = smallPlan(Array.from({ length: 12 }, (_, index) => `seed-${index}`))
    const error: unknown = await runPlan(plan, { folder: disk }).catch(error => error)
    expect(error).toBeInstanceOf(WriteError)
    expect((error as Error).message).toMatch(/the disk is full/)
    const finished = readdirSync(join(disk, 'runs'))
    expect(finished.length).toBeLessThan(24)
    expect(finished.every(name => /^[a-z].*\.json$/.test(name))).toBe(true)

    expect(mount('remount,size=64m')).toBe(true)
    const whole = temporaryFolder()
    expect(await runPlan(plan, { folder: disk })).toEqual(await runPlan(plan, { folder: whole }))
    expect(hashesOf(disk)).toEqual(hashesOf(whole))
  })
})
