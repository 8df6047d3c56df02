import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { version } from '../../../bench/run/package.ts'
import { ResultsFolder } from '../../../bench/run/results-folder.ts'
import { hashesOf, temporaryFolder } from '../../temporary-folder.ts'
import { smallPlan } from './small-plan.ts'

/** Any JSON will do for a folder: it keeps results, and does not read them. */
const resultJson = '{"endS":360,"events":12}'

describe('a folder of results', () => {
  it('holds a plan without machine-dependent parts and one file a finished run', async () => {
    const path = temporaryFolder()
    const folder = await ResultsFolder.prepare(path, smallPlan())
    await folder.keep(folder.plan.runs[1]!, resultJson)
    expect(readdirSync(path).sort()).toEqual(['plan.json', 'runs'])
    expect(readdirSync(join(path, 'runs'))).toEqual(['monolithic-elm.json'])
    expect(JSON.parse(readFileSync(join(path, 'runs/monolithic-elm.json'), 'utf8'))).toEqual({
      id: 'monolithic-elm',
      axes: { system: 'monolithic' },
      seed: 'elm',
      fingerprint: folder.plan.runs[1]!.fingerprint,
      result: { endS: 360, events: 12 },
    })
    // Warm-up and end of the small plan: 30 s and 6 min.
    expect(folder.plan.provenance).toEqual({
      version,
      inputs: { 'small.yaml': '0'.repeat(64) },
      seeds: ['oak', 'elm'],
      warmupS: 30,
      untilS: 360,
    })
  })

  it('gives the same bytes wherever it is', async () => {
    const [a, b] = [temporaryFolder(), temporaryFolder()]
    await ResultsFolder.prepare(a, smallPlan())
    await ResultsFolder.prepare(b, smallPlan())
    expect(hashesOf(a)).toEqual(hashesOf(b))
  })

  it('knows its finished runs again', async () => {
    const path = temporaryFolder()
    const before = await ResultsFolder.prepare(path, smallPlan())
    const kept = await before.keep(before.plan.runs[0]!, resultJson)
    const after = await ResultsFolder.prepare(path, smallPlan())
    expect(await after.finished(after.plan.runs[0]!)).toEqual(kept)
    expect(await after.finished(after.plan.runs[1]!)).toBeUndefined()
  })

  it('does not take a damaged file for a finished run', async () => {
    const path = temporaryFolder()
    const folder = await ResultsFolder.prepare(path, smallPlan())
    await folder.keep(folder.plan.runs[0]!, resultJson)
    const file = join(path, 'runs/monolithic-oak.json')
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -10))
    expect(await folder.finished(folder.plan.runs[0]!)).toBeUndefined()
  })

  it('refuses another experiment, saying what differs and what can be done', async () => {
    const path = temporaryFolder()
    const folder = await ResultsFolder.prepare(path, smallPlan())
    await folder.keep(folder.plan.runs[0]!, resultJson)
    const other = { ...smallPlan(['oak', 'elm', 'ash']), inputs: { 'small.yaml': '1'.repeat(64) } }
    await expect(ResultsFolder.prepare(path, other)).rejects.toThrow(
      `${path} holds other results: small.yaml has changed since; they have 2 seeds, this has 3. ` +
        'Choose another folder with --out, keep the runs that are the same with --force, or delete what is there with --fresh.',
    )
  })

  it('notices a setting that changed without any file changing', async () => {
    const path = temporaryFolder()
    const plan = smallPlan()
    const folder = await ResultsFolder.prepare(path, plan)
    await folder.keep(folder.plan.runs[0]!, resultJson)
    const runs = plan.runs.map(run => ({ ...run, spec: { ...run.spec, slices: 20 } }))
    await expect(ResultsFolder.prepare(path, { ...plan, runs })).rejects.toThrow(
      /the settings of the runs differ/,
    )
  })

  it('keeps the runs that are the same when told to, so that a sweep can grow', async () => {
    const path = temporaryFolder()
    const small = await ResultsFolder.prepare(path, smallPlan(['oak']))
    await small.keep(small.plan.runs[0]!, resultJson)
    const grown = await ResultsFolder.prepare(path, smallPlan(['oak', 'ash']), 'keep-same')
    const finished = await Promise.all(grown.plan.runs.map(run => grown.finished(run)))
    expect(finished.map(record => record?.id)).toEqual(['monolithic-oak', undefined, undefined, undefined])
  })

  it('loses its runs, and nothing else, when it starts afresh', async () => {
    const path = temporaryFolder()
    const before = await ResultsFolder.prepare(path, smallPlan())
    await before.keep(before.plan.runs[0]!, resultJson)
    writeFileSync(join(path, 'notes.txt'), 'mine')
    const after = await ResultsFolder.prepare(path, smallPlan(['ash']), 'start-afresh')
    expect(await after.finished(after.plan.runs[0]!)).toBeUndefined()
    expect(existsSync(join(path, 'runs'))).toBe(false)
    expect(readFileSync(join(path, 'notes.txt'), 'utf8')).toBe('mine')
  })

  it('may be begun by several processes at once', async () => {
    const path = temporaryFolder()
    writeFileSync(join(path, '.plan.json.4194305-0a1b2c3d.unfinished'), '{')
    const folders = await Promise.all([1, 2, 3].map(() => ResultsFolder.prepare(path, smallPlan())))
    expect(new Set(folders.map(folder => folder.plan.fingerprint)).size).toBe(1)
  })

  it('that holds no finished run yet may become that of another experiment', async () => {
    const path = temporaryFolder()
    await ResultsFolder.prepare(path, smallPlan())
    const mended = { ...smallPlan(), inputs: { 'small.yaml': 'another' } }
    const folder = await ResultsFolder.prepare(path, mended)
    await folder.keep(folder.plan.runs[0]!, resultJson)
    await expect(ResultsFolder.prepare(path, smallPlan())).rejects.toThrow('holds other results')
  })

  it('is never made of a folder that holds something else, not even afresh', async () => {
    const path = temporaryFolder()
    writeFileSync(join(path, 'thesis.tex'), '')
    for (const what of ['refuse', 'keep-same', 'start-afresh'] as const) {
      await expect(ResultsFolder.prepare(path, smallPlan(), what)).rejects.toThrow(
        /is not empty and holds no plan\.json, so it is not a folder of results/,
      )
    }
    expect(readdirSync(path)).toEqual(['thesis.tex'])
  })

  it('names the runs that are missing when all are asked for', async () => {
    const path = temporaryFolder()
    const folder = await ResultsFolder.prepare(path, smallPlan())
    await folder.keep(folder.plan.runs[0]!, resultJson)
    await folder.keep(folder.plan.runs[3]!, resultJson)
    await expect((await ResultsFolder.open(path)).allResults()).rejects.toThrow(
      '2 of 4 runs are not finished (monolithic-elm, shared-state-oak)',
    )
  })

  it('is swept of other plans’ runs and of what killed processes left, and of nothing else', async () => {
    const path = temporaryFolder()
    const folder = await ResultsFolder.prepare(path, smallPlan())
    mkdirSync(join(path, 'runs'))
    // The largest number that a process can have on any system, so that none has it.
    const left = '.monolithic-oak.json.4194305-0a1b2c3d.unfinished'
    for (const name of ['old-run.json', left, 'notes.txt']) writeFileSync(join(path, 'runs', name), '')
    utimesSync(join(path, 'runs', left), 0, 0)
    // Those of processes that write at this moment, here and, as far as can be seen, elsewhere.
    const others = [
      `.monolithic-elm.json.${process.ppid}-0a1b2c3d.unfinished`,
      '.monolithic-elm.json.4194305-0a1b2c3d.unfinished',
    ]
    for (const name of others) writeFileSync(join(path, 'runs', name), '')
    for (const run of folder.plan.runs) await folder.keep(run, resultJson)
    const results = await folder.allResults()
    expect(results.runs.map(run => run.id)).toEqual(folder.plan.runs.map(run => run.id))
    expect(readdirSync(join(path, 'runs')).sort()).toEqual([
      ...others.sort(),
      'monolithic-elm.json',
      'monolithic-oak.json',
      'notes.txt',
      'shared-state-elm.json',
      'shared-state-oak.json',
    ])
  })

  it.each([
    ['does not exist', 'nowhere'],
    ['holds no plan.json', '.'],
  ])('is not opened where it %s', async (fault, name) => {
    await expect(ResultsFolder.open(join(temporaryFolder(), name))).rejects.toThrow(fault)
  })
})
