/**
 * An experiment that is edited and simply run again.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashesOf, temporaryFolder } from '../temporary-folder.ts'
import { switchyard, writeExperiment } from './command.ts'

const drawing = 'Drawing the reports.\n'

/** A folder with a small experiment of two systems and one seed, four runs at most, and how it is run. */
function small() {
  const folder = temporaryFolder()
  const path = writeExperiment(folder)
  const run = async (...more: string[]) => {
    const { code, stdout, stderr } = await switchyard(folder, 'run', 'small.yaml', '--no-charts', ...more)
    const place = /^Report {3}(.*)\/report\.html$/m.exec(stdout)?.[1]
    return { code, place, said: stderr.replace(/^.* seeds? give.*\n/, '').replace(/^Offered load.*\n/m, '') }
  }
  const edit = (from: string, to: string) => writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
  return { folder, run, edit }
}

describe('an experiment that is run again', () => {
  it('simulates nothing for a comment, another question or another writing of the same, and draws again', async () => {
    const { folder, run, edit } = small()
    expect(await run()).toEqual({ code: 0, place: 'results/small', said: drawing })
    edit('name: Small', '# A remark.\nname: Small')
    edit('Does the architecture matter on eight machines?', 'Does it matter?')
    edit('until: 6 min', 'until: 360 s')
    edit('{ exponential: 20 s }', 'exponential 20 s')
    const kept = '4 of 4 runs are finished already.\n'
    expect(await run()).toEqual({ code: 0, place: 'results/small', said: kept + drawing })
    expect(readFileSync(join(folder, 'results/small/report.html'), 'utf8')).toContain('Does it matter?')
  })

  it('adds seeds, and keeps what fewer seeds do not need', async () => {
    const { folder, run } = small()
    await run('--seeds', '2')
    expect(await run('--seeds', '3')).toEqual({
      code: 0,
      place: 'results/small',
      said: `4 of 6 runs are finished already.\n${drawing}`,
    })
    expect(await run('--seeds', '1')).toEqual({
      code: 0,
      place: 'results/small',
      said: `results/small/runs also holds 4 finished runs that are no part of this experiment now; kept (--fresh deletes them).\n2 of 2 runs are finished already.\n${drawing}`,
    })
    expect(readdirSync(join(folder, 'results/small/runs'))).toHaveLength(6)
  })

  it('puts another setting beside the old one, says so even quietly, and finds both again', async () => {
    const { folder, run } = small()
    await run('--seeds', '1')
    const before = hashesOf(join(folder, 'results/small'))
    const other = ['--seeds', '1', '--set', 'until=4min', '--quiet']
    const because =
      'results/small holds other results: they were made with `--seeds 1`, this with `--seeds 1 --set until=4min`. ' +
      'These are beside them, in results/small-2.\n'
    expect(await run(...other)).toEqual({ code: 0, place: 'results/small-2', said: because })
    expect(await run(...other)).toEqual({ code: 0, place: 'results/small-2', said: because })
    expect(hashesOf(join(folder, 'results/small'))).toEqual(before)
    expect((await run('--seeds', '1', '--quiet')).place).toBe('results/small')
    expect((await run(...other, '--out', 'results/small/')).place).toBe('results/small-2')
    expect((await run(...other, '--out', './results/small', '--json')).code).toBe(0)
  })

  it('runs a mended policy beside, and takes the other systems’ runs from before', async () => {
    const { folder, run } = small()
    const policy = (sign: string) =>
      writeFileSync(
        join(folder, 'mine.js'),
        `export const order = { name: 'mine', compare: (a, b) => ${sign} }\n`,
      )
    policy('b - a')
    const args = ['--seeds', '1', '--policy', 'mine.js']
    await run(...args)
    // The same thoughts, written down otherwise.
    policy('/* the last first */ b    - a')
    expect((await run(...args)).said).toBe(`3 of 3 runs are finished already.\n${drawing}`)
    policy('a - b')
    expect(await run(...args)).toEqual({
      code: 0,
      place: 'results/small-2',
      said: `results/small holds other results: mine.js has changed since. These are beside them, in results/small-2.\n2 of 3 runs are finished already.\n${drawing}`,
    })
  })

  it('has the trace of the command line in the name of its folder', async () => {
    const folder = temporaryFolder()
    const line = (job: number) => `${job} ${job * 60} 0 60 1 -1 -1 1 120 -1 1 1 1 -1 1 -1 -1 -1`
    for (const [name, jobs] of [
      ['one.swf', 3],
      ['two.SWF', 4],
    ] as const) {
      const lines = Array.from({ length: jobs }, (_, index) => line(index + 1))
      writeFileSync(join(folder, name), `; MaxProcs: 16\n${lines.join('\n')}\n`)
      const args = ['--trace', name, '--json', '--no-charts', '--quiet', '--seeds', '1']
      const { stdout } = await switchyard(folder, 'run', ...args)
      const stem = name.slice(0, 3)
      expect(JSON.parse(stdout).files.page).toMatch(new RegExp(`^results/.*-${stem}/report\\.html$`))
    }
    expect(readdirSync(join(folder, 'results'))).toHaveLength(2)
  })

  it('takes the place of other results with --force, and starts over with --fresh', async () => {
    const { folder, run } = small()
    const sessions = () =>
      JSON.parse(readFileSync(join(folder, 'results/small/environment.json'), 'utf8')).sessions
    await run('--seeds', '1')
    const other = ['--seeds', '1', '--set', 'until=4min']
    expect((await run(...other, '--force')).place).toBe('results/small')
    expect(sessions().at(-1).runsDone).toBe(2)
    expect((await run(...other, '--fresh')).place).toBe('results/small')
    expect(sessions()).toHaveLength(3)
    expect(sessions().at(-1).runsDone).toBe(2)
    expect(readdirSync(join(folder, 'results/small/runs'))).toHaveLength(2)
    expect(readdirSync(join(folder, 'results'))).toEqual(['small'])
  })

  it('really checks the invariants with --check, in the same folder', async () => {
    const { run } = small()
    await run('--seeds', '1')
    expect((await run('--seeds', '1', '--check')).said).toBe(drawing)
    const kept = `2 of 2 runs are finished already.\n${drawing}`
    expect((await run('--seeds', '1', '--check')).said).toBe(kept)
    expect(await run('--seeds', '1')).toEqual({ code: 0, place: 'results/small', said: kept })
  })
})
