import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { version } from '../../../bench/run/package.ts'
import { ResultsFolder } from '../../../bench/run/results-folder.ts'
import { processSpace } from '../../../bench/run/whole-file.ts'
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

  it('goes on where the experiment asks something else, or has more seeds', async () => {
    const path = temporaryFolder()
    const small = await ResultsFolder.prepare(path, smallPlan(['oak']))
    await small.keep(small.plan.runs[0]!, resultJson)
    const plan = { ...smallPlan(['oak', 'ash']), question: 'And now?', inputs: { 'small.yaml': 'edited' } }
    const grown = await ResultsFolder.prepare(path, plan)
    expect(grown.choice).toMatchObject({ path, others: 0 })
    const finished = await Promise.all(grown.plan.runs.map(run => grown.finished(run)))
    expect(finished.map(record => record?.id)).toEqual(['monolithic-oak', undefined, undefined, undefined])
  })

  it('keeps, counts and ignores the runs that are no part of a smaller experiment', async () => {
    const path = temporaryFolder()
    const large = await ResultsFolder.prepare(path, smallPlan())
    for (const run of large.plan.runs) await large.keep(run, resultJson)
    const small = await ResultsFolder.prepare(path, smallPlan(['oak']))
    expect(small.choice).toMatchObject({ path, others: 2 })
    expect((await small.allResults()).runs.map(run => run.id)).toEqual(['monolithic-oak', 'shared-state-oak'])
    expect(readdirSync(join(path, 'runs'))).toHaveLength(4)
  })

  it('knows a run again that got another name, since a setting became an axis', async () => {
    const path = temporaryFolder()
    const before = await ResultsFolder.prepare(path, smallPlan(['oak']))
    await before.keep(before.plan.runs[0]!, resultJson)
    const plan = smallPlan(['oak'])
    const runs = plan.runs.map(run => ({
      ...run,
      id: `slices-10_${run.id}`,
      axes: { ...run.axes, slices: 10 },
    }))
    const after = await ResultsFolder.prepare(path, { ...plan, runs })
    expect(after.path).toBe(path)
    expect(await after.finished(after.plan.runs[0]!)).toEqual({
      id: 'slices-10_monolithic-oak',
      axes: { system: 'monolithic', slices: 10 },
      seed: 'oak',
      result: { endS: 360, events: 12 },
    })
    expect(readdirSync(join(path, 'runs')).sort()).toEqual([
      'monolithic-oak.json',
      'slices-10_monolithic-oak.json',
    ])
  })

  it('is left alone where a finished run would be overwritten: what is the same is taken beside it', async () => {
    const path = join(temporaryFolder(), 'x')
    const before = await ResultsFolder.prepare(path, smallPlan(['oak']))
    for (const run of before.plan.runs) await before.keep(run, resultJson)
    const hashes = hashesOf(path)
    // Only the second system changes, as if its policy were mended.
    const mended = smallPlan(['oak'])
    const runs = mended.runs.map((run, i) => (i === 0 ? run : { ...run, spec: { ...run.spec, slices: 20 } }))
    const after = await ResultsFolder.prepare(path, { ...mended, runs })
    expect(after.choice.path).toBe(`${path}-2`)
    expect(after.choice.because).toBe(
      `${path} holds other results: the settings of the runs differ. These are beside them, in ${path}-2.`,
    )
    const finished = await Promise.all(after.plan.runs.map(run => after.finished(run)))
    expect(finished.map(record => record?.id)).toEqual(['monolithic-oak', undefined])
    expect(hashesOf(path)).toEqual(hashes)
    // The third experiment goes beside both; the first and the second find their places again.
    await after.keep(after.plan.runs[1]!, resultJson)
    const third = smallPlan(['oak'])
    const others = third.runs.map(run => ({ ...run, spec: { ...run.spec, slices: 30 } }))
    expect((await ResultsFolder.prepare(path, { ...third, runs: others })).path).toBe(`${path}-3`)
    expect((await ResultsFolder.prepare(path, { ...mended, runs })).path).toBe(`${path}-2`)
    expect((await ResultsFolder.prepare(path, smallPlan(['oak']))).path).toBe(path)
  })

  it('passes over folders of somebody else on its way beside', async () => {
    const path = join(temporaryFolder(), 'x')
    const before = await ResultsFolder.prepare(path, smallPlan(['oak']))
    await before.keep(before.plan.runs[0]!, resultJson)
    mkdirSync(`${path}-2`)
    writeFileSync(join(`${path}-2`, 'thesis.tex'), '')
    expect((await ResultsFolder.prepare(path, smallPlan(['ash']))).path).toBe(`${path}-3`)
    expect(readdirSync(`${path}-2`)).toEqual(['thesis.tex'])
  })

  it('says which files differ, which build made them, and with which options', async () => {
    const path = join(temporaryFolder(), 'x')
    const before = await ResultsFolder.prepare(path, smallPlan(['oak']))
    await before.keep(before.plan.runs[0]!, resultJson)
    const file = join(path, 'plan.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"code": "[^"]+"/, '"code": "0.1.0 abc"'))
    const other = {
      ...smallPlan(['ash']),
      inputs: { 'small.yaml': '1'.repeat(64), 'log.swf': '2'.repeat(64) },
      options: ['--trace', 'log.swf'],
    }
    const { because } = (await ResultsFolder.prepare(path, other)).choice
    expect(because).toBe(
      `${path} holds other results: they are from another build of version ${version}; small.yaml has changed since; ` +
        `log.swf is new; they were made with no options, this with \`--trace log.swf\`. These are beside them, in ${path}-2.`,
    )
  })

  it('takes a checked run for an unchecked one, and not the other way round', async () => {
    const path = temporaryFolder()
    const plan = smallPlan(['oak'])
    const runs = plan.runs.map(run => ({ ...run, spec: { ...run.spec, check: true } }))
    const plain = await ResultsFolder.prepare(path, plan)
    await plain.keep(plain.plan.runs[0]!, resultJson)
    const checked = await ResultsFolder.prepare(path, { ...plan, runs })
    expect(checked.path).toBe(path)
    expect(await checked.finished(checked.plan.runs[0]!)).toBeUndefined()
    await checked.keep(checked.plan.runs[0]!, resultJson)
    for (const each of [{ ...plan, runs }, plan]) {
      const again = await ResultsFolder.prepare(path, each)
      expect((await again.finished(again.plan.runs[0]!))?.id).toBe('monolithic-oak')
    }
  })

  it('takes other results’ place when told to, keeping the runs that are the same', async () => {
    const path = temporaryFolder()
    const before = await ResultsFolder.prepare(path, smallPlan(['oak']))
    for (const run of before.plan.runs) await before.keep(run, resultJson)
    const plan = smallPlan(['oak'])
    const runs = plan.runs.map((run, i) => (i === 0 ? run : { ...run, spec: { ...run.spec, slices: 20 } }))
    const after = await ResultsFolder.prepare(path, { ...plan, runs }, 'in-place')
    expect(after.path).toBe(path)
    const finished = await Promise.all(after.plan.runs.map(run => after.finished(run)))
    expect(finished.map(record => record?.id)).toEqual(['monolithic-oak', undefined])
  })

  it('of another version is not drawn by this one', async () => {
    const path = temporaryFolder()
    await ResultsFolder.prepare(path, smallPlan())
    const file = join(path, 'plan.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace(`"version": "${version}"`, '"version": "0.0.9"'))
    await expect(ResultsFolder.open(path)).rejects.toThrow(
      `${path} holds results of Switchyard 0.0.9, and this is ${version}, whose numbers may mean something else. ` +
        'Run the experiment again, which puts new results beside them, or draw these with version 0.0.9.',
    )
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
    writeFileSync(join(path, '.plan.json.00000000-4194305-0a1b2c3d.unfinished'), '{')
    const folders = await Promise.all([1, 2, 3].map(() => ResultsFolder.prepare(path, smallPlan())))
    expect(new Set(folders.map(folder => folder.path))).toEqual(new Set([path]))
  })

  it('that holds no finished run yet may become that of another experiment', async () => {
    const path = temporaryFolder()
    await ResultsFolder.prepare(path, smallPlan())
    const folder = await ResultsFolder.prepare(path, smallPlan(['ash']))
    expect(folder.choice).toMatchObject({ path, others: 0 })
  })

  it('is never made of a folder that holds something else, not even afresh', async () => {
    const path = temporaryFolder()
    writeFileSync(join(path, 'thesis.tex'), '')
    for (const what of ['beside', 'in-place', 'start-afresh'] as const) {
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

  it('is swept of what killed processes left, wherever it lies, and of nothing else', async () => {
    const path = temporaryFolder()
    for (const part of ['runs', 'charts']) mkdirSync(join(path, part))
    // The largest number that a process can have on any system, so that none has it.
    const here = `${processSpace()}-4194305-0a1b2c3d.unfinished`
    const elsewhere = '00000000-4194305-0a1b2c3d.unfinished'
    const left = [
      `.plan.json.${here}`,
      `runs/.a.json.${here}`,
      `charts/.a.png.${here}`,
      `runs/.b.json.${elsewhere}`,
    ]
    // Of processes that write at this moment: here, and, as far as can be seen, on another machine.
    const others = [
      `.plan.json.${processSpace()}-${process.ppid}-0a1b2c3d.unfinished`,
      `runs/.c.json.${elsewhere}`,
      'runs/notes.txt',
    ]
    for (const name of [...left, ...others]) writeFileSync(join(path, name), '')
    utimesSync(join(path, left[3]!), 0, 0)
    writeFileSync(join(path, 'plan.json'), JSON.stringify({ provenance: { version }, runs: [] }))
    await ResultsFolder.prepare(path, smallPlan())
    expect(Object.keys(hashesOf(path))).toEqual([...others, 'plan.json'].sort())
    for (const name of left) writeFileSync(join(path, name), '')
    utimesSync(join(path, left[3]!), 0, 0)
    await ResultsFolder.open(path)
    expect(Object.keys(hashesOf(path))).toEqual([...others, 'plan.json'].sort())
  })

  it.each([
    ['does not exist', 'nowhere'],
    ['holds no plan.json', '.'],
    ['is a file', 'small.yaml'],
  ])('is not opened where it %s', async (fault, name) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'small.yaml'), '')
    await expect(ResultsFolder.open(join(folder, name))).rejects.toThrow(
      `${fault}. Expected a folder that \`switchyard run\` wrote`,
    )
  })
})
