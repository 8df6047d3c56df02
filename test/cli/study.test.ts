import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashesOf, temporaryFolder } from '../temporary-folder.ts'
import { switchyard, writeExperiment } from './command.ts'

/** Two small experiments in a folder; the second expects something that holds, and something that does not. */
function writeTwo(folder: string): void {
  const text = readFileSync(writeExperiment(folder), 'utf8').replace('until: 6 min', 'until: 2 min')
  writeFileSync(join(folder, 'small.yaml'), text)
  writeFileSync(
    join(folder, 'expecting.yaml'),
    `${text.replace('name: Small', 'name: Expecting')}hypotheses:
  - { says: Nobody is preempted., number: tasks_preempted, expected: 0 }
  - { says: Somebody is preempted., number: tasks_preempted, expected: above 0 }
`,
  )
}

describe('switchyard run with several experiments', () => {
  it('gives each its folder, and all of them one report', async () => {
    const folder = temporaryFolder()
    writeTwo(folder)
    const run = await switchyard(
      folder,
      ...['run', 'small.yaml', 'expecting.yaml', '--title', 'Two', '--out', 'both', '--quiet', '--no-charts'],
    )
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' })
    expect(run.stdout).toContain(
      '\n  Hypothesis, held: Nobody is preempted.\n  Hypothesis, did not hold: Somebody is preempted.\n',
    )
    expect(run.stdout.trimEnd().split('\n').slice(-2)).toEqual([
      'Report   both/report.html',
      'Each     both/*/report.html',
    ])
    expect(readdirSync(join(folder, 'both')).sort()).toEqual([
      'expecting',
      'report.html',
      'small',
      'study.json',
      'summary.md',
    ])
    expect(readFileSync(join(folder, 'both/summary.md'), 'utf8')).toContain(
      '# Two\n\n**2 experiments. 1 of 2 hypotheses held, 1 did not.**',
    )
    // Alone the results are the same, and so are the reports that are drawn again.
    const alone = await switchyard(
      folder,
      'run',
      'expecting.yaml',
      '--out',
      'alone',
      '--quiet',
      '--no-charts',
    )
    expect(alone.code).toBe(0)
    expect(hashesOf(join(folder, 'both/expecting'))).toEqual(hashesOf(join(folder, 'alone')))
    const before = hashesOf(join(folder, 'both'))
    const again = await switchyard(folder, 'report', 'both', '--no-charts')
    expect(again).toEqual({ code: 0, stdout: run.stdout, stderr: '' })
    expect(hashesOf(join(folder, 'both'))).toEqual(before)
  })

  it('goes on where it stopped, in parts too, and prints one JSON document', async () => {
    const folder = temporaryFolder()
    writeTwo(folder)
    const options = ['--out', 'both', '--quiet', '--no-charts']
    for (const part of ['1/2', '2/2'])
      expect(
        (await switchyard(folder, 'run', 'small.yaml', 'expecting.yaml', ...options, '--shard', part)).code,
      ).toBe(0)
    expect(readdirSync(join(folder, 'both')).sort()).toEqual(['expecting', 'small', 'study.json'])
    const { stdout } = await switchyard(folder, 'report', 'both', '--no-charts', '--json')
    const { ok, title, experiments } = JSON.parse(stdout)
    expect({ ok, names: experiments.map(({ name }: { name: string }) => name) }).toEqual({
      ok: true,
      names: ['Small', 'Expecting'],
    })
    expect(title).toMatch(/./)
  })

  it('tells all faults of all experiments, and keeps out of other folders', async () => {
    const folder = temporaryFolder()
    writeTwo(folder)
    writeFileSync(join(folder, 'wrong.yaml'), 'name: Wrong\nuntill: 1 h\n')
    writeFileSync(join(folder, 'bad.yaml'), 'name: Bad\nseeds: 0\n')
    const faulty = await switchyard(folder, 'run', 'wrong.yaml', 'bad.yaml')
    expect(faulty.code).toBe(2)
    expect(faulty.stderr).toContain('wrong.yaml:2:1: untill: found an unknown key')
    expect(faulty.stderr).toContain('bad.yaml:2:8: seeds: found 0')
    const twice = await switchyard(folder, 'run', 'small.yaml', './small.yaml')
    expect(twice.stderr).toBe(
      'run: found small.yaml and ./small.yaml, expected files with different names; each is the name of a folder of results. Rename one, or run them apart.\n',
    )
    const inside = await switchyard(folder, 'run', 'small.yaml', 'expecting.yaml', '--out', '.')
    expect({ code: inside.code, stderr: inside.stderr }).toEqual({
      code: 2,
      stderr: '. is not empty, so several experiments cannot lie in it. Choose another one with --out.\n',
    })
    const one = await switchyard(folder, 'run', 'small.yaml', '--title', 'x')
    expect(one.stderr).toBe(
      'run: found --title and one experiment, expected several; name: says what one is called.\n',
    )
  })
})
