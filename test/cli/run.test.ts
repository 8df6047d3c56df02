import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { hashesOf, temporaryFolder } from '../temporary-folder.ts'
import { called, switchyard, writeExperiment } from './command.ts'

describe('switchyard run', () => {
  it('prints the tables, the finding and where everything is', async () => {
    const folder = temporaryFolder()
    writeExperiment(folder)
    const { code, stdout, stderr } = await switchyard(folder, 'run', 'small.yaml')
    const doubt = '2 seeds give wide confidence intervals; seeds: 10 is a good start.\n'
    const offered = 'Offered load: 93.8 % of all cores, 23.4 % of all memory.\n'
    expect({ code, stderr }).toEqual({ code: 0, stderr: `${doubt}${offered}Drawing the reports.\n` })
    expect(stdout).toMatch(/monolithic/)
    expect(stdout).toMatch(/^The mean .*\.$/m)
    expect(stdout.trimEnd().split('\n').slice(-3)).toEqual([
      'Report   results/small/report.html',
      expect.stringMatching(/^Charts {3}\d+ files in results\/small\/charts$/),
      'Numbers  results/small/runs.csv and 4 more CSV files, results/small/results.json',
    ])
    expect(readdirSync(join(folder, 'results/small')).sort()).toEqual([
      'charts',
      'comparisons.csv',
      'distributions.csv',
      'environment.json',
      'plan.json',
      'reasons.csv',
      'report.html',
      'results.json',
      'runs',
      'runs.csv',
      'series.csv',
      'summary.md',
    ])
  })

  it('gives the same bytes in two processes with different numbers of workers, pictures included', async () => {
    const folders = [temporaryFolder(), temporaryFolder()]
    const [one, two] = await Promise.all(
      folders.map(async (folder, index) => {
        writeExperiment(folder)
        const { code } = await switchyard(
          folder,
          'run',
          'small.yaml',
          '--workers',
          String(index + 1),
          '--quiet',
        )
        expect(code).toBe(0)
        return hashesOf(join(folder, 'results/small'))
      }),
    )
    expect(two).toEqual(one)
    expect(Object.keys(one!).filter(name => name.endsWith('.png')).length).toBeGreaterThan(0)
    expect(Object.keys(one!).filter(name => name.endsWith('.svg')).length).toBeGreaterThan(0)
  })

  it('stops at Ctrl-C with code 130, and the same command goes on to the same bytes', async () => {
    const [whole, stopped] = [temporaryFolder(), temporaryFolder()]
    for (const folder of [whole, stopped]) writeExperiment(folder, 12)
    const args = ['run', 'small.yaml', '--workers', '1', '--no-charts', '--quiet'] as const
    const running = switchyard(stopped, ...args)
    const runs = join(stopped, 'results/small/runs')
    while (running.child.exitCode === null && (!existsSync(runs) || readdirSync(runs).length < 3))
      await pause(5)
    running.child.kill('SIGINT')
    const { code, stdout, stderr } = await running
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' })
    expect(stderr).toMatch(/^Stopped after \d+ of 24 runs; run the same command again to go on\.\n$/)
    const kept = Number(/\d+/.exec(stderr)![0])
    expect(kept).toBeLessThan(24)
    expect(readdirSync(runs)).toHaveLength(kept)

    expect((await switchyard(stopped, ...args)).code).toBe(0)
    expect((await switchyard(whole, ...args)).code).toBe(0)
    expect(hashesOf(join(stopped, 'results/small'))).toEqual(hashesOf(join(whole, 'results/small')))
    const { sessions } = JSON.parse(readFileSync(join(stopped, 'results/small/environment.json'), 'utf8'))
    expect(sessions.map((session: { runsDone: number }) => session.runsDone)).toEqual([kept, 24 - kept])
  })

  it('does a sweep in parts, which switchyard report merges to the bytes of the whole', async () => {
    const [whole, parts] = [temporaryFolder(), temporaryFolder()]
    for (const folder of [whole, parts]) writeExperiment(folder)
    expect((await switchyard(whole, 'run', 'small.yaml', '--quiet', '--no-charts')).code).toBe(0)
    const first = await switchyard(parts, 'run', 'small.yaml', '--shard', '1/2', '--quiet', '--no-charts')
    expect(first.stdout).toBe(
      'Part 1/2: 2 runs are finished. When all parts are, draw the reports with `switchyard report results/small`.\n',
    )
    const early = await switchyard(parts, 'report', 'results/small')
    expect(early.code).toBe(2)
    expect(early.stderr).toMatch(/2 of 4 runs are not finished/)
    expect(
      (await switchyard(parts, 'run', 'small.yaml', '--shard', '2/2', '--quiet', '--no-charts')).code,
    ).toBe(0)
    expect((await switchyard(parts, 'report', 'results/small', '--no-charts')).code).toBe(0)
    expect(hashesOf(join(parts, 'results/small'))).toEqual(hashesOf(join(whole, 'results/small')))
  })

  it('prints one JSON document under --json, and nothing else on stdout', async () => {
    const folder = temporaryFolder()
    writeExperiment(folder)
    const { code, stdout } = await switchyard(
      folder,
      'run',
      'small.yaml',
      '--json',
      '--no-charts',
      '--seeds',
      '1',
    )
    const document = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(document.ok).toBe(true)
    expect(document.finding).toMatch(/^The mean /)
    expect(document.runs).toHaveLength(2)
    expect(document.runs[0].numbers.jobs_submitted).toBeGreaterThan(0)
    // Of every run, which of its numbers are bounds, as results.json has it.
    const { runs } = JSON.parse(readFileSync(join(folder, 'results/small/results.json'), 'utf8'))
    expect(document.runs.map((run: { atLeast: string[] }) => run.atLeast)).toEqual(
      runs.map(({ result }: { result: { rows: { atLeast?: string[] }[] } }) => result.rows[0]!.atLeast ?? []),
    )
    expect(document.runs[0].atLeast).toContain('response_mean_s')
    expect(document.remarks).toEqual([])
    expect(document.files.page).toBe('results/small/report.html')
    expect(document.files.charts).toEqual([])
    expect(existsSync(join(folder, 'results/small/charts'))).toBe(false)
  })

  it('ends with code 2 and sentences for mistakes in the experiment, without a stack trace', async () => {
    const folder = temporaryFolder()
    const path = writeExperiment(folder)
    writeFileSync(path, readFileSync(path, 'utf8').replace('until: 6 min', 'until: 6 parsecs\nsedes: 3'))
    const { code, stdout, stderr } = await switchyard(folder, 'run', 'small.yaml')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/small\.yaml:\d+.*parsecs/)
    expect(stderr).toMatch(/sedes/)
    expect(stderr).not.toMatch(/\n {4}at /)
    const debugged = await called(folder, { SWITCHYARD_DEBUG: '1' }, ['run', 'small.yaml'])
    expect(debugged.stderr).toMatch(/\n {4}at /)
  })

  it('ends with code 1 when the results cannot be written', async () => {
    const folder = temporaryFolder()
    writeExperiment(folder)
    writeFileSync(join(folder, 'file'), '')
    const { code, stderr } = await switchyard(folder, 'run', 'small.yaml', '--out', 'file/results', '--quiet')
    expect(code).toBe(1)
    expect(stderr).toBe(
      'file/results/plan.json could not be written: a part of this path is a file, not a folder. ' +
        'Choose another folder with --out.\n',
    )
  })

  it('measures the same under --check', async () => {
    const folder = temporaryFolder()
    writeExperiment(folder)
    const run = (...more: string[]) =>
      switchyard(folder, 'run', 'small.yaml', '--no-charts', '--quiet', '--seeds', '1', ...more)
    expect((await run('--out', 'plain')).code).toBe(0)
    expect((await run('--out', 'checked', '--check')).code).toBe(0)
    const [plain, checked] = ['plain', 'checked'].map(name => hashesOf(join(folder, name)))
    expect(checked!['results.json']).toBe(plain!['results.json'])
  })

  it('changes settings with --set and adds a system with --policy', async () => {
    const folder = temporaryFolder()
    writeExperiment(folder)
    writeFileSync(
      join(folder, 'last-first.js'),
      "export const order = { name: 'last-first', compare: (a, b) => b - a }\n",
    )
    const { code, stdout } = await switchyard(
      folder,
      ...['run', 'small.yaml', '--json', '--no-charts', '--quiet', '--seeds', '1'],
      ...['--policy', 'last-first.js', '--set', 'until=4min', '--set', 'root.place=first-fit'],
    )
    expect(code).toBe(0)
    const { axes, provenance } = JSON.parse(stdout)
    expect(axes).toEqual([{ name: 'system', values: ['monolithic', 'shared-state', 'last-first'] }])
    expect(provenance.untilS).toBe(240)
    expect(Object.keys(provenance.inputs)).toEqual(expect.arrayContaining(['small.yaml', 'last-first.js']))
  })

  it('replays a log without an experiment file', async () => {
    const folder = temporaryFolder()
    // Ten jobs of one processor and 60 s, a minute apart; the fields are those of the Standard Workload Format.
    const line = (job: number) => `${job} ${job * 60} 0 60 1 -1 -1 1 120 -1 1 1 1 -1 1 -1 -1 -1`
    const jobs = Array.from({ length: 10 }, (_, index) => line(index + 1))
    writeFileSync(join(folder, 'log.swf'), `; MaxProcs: 16\n${jobs.join('\n')}\n`)
    const args = ['--trace', 'log.swf', '--json', '--no-charts', '--quiet', '--seeds', '1', '--out', 'replay']
    const { code, stdout } = await switchyard(folder, 'run', ...args)
    expect(code).toBe(0)
    const { runs, provenance } = JSON.parse(stdout)
    for (const { numbers } of runs) expect(numbers.jobs_finished).toBe(10)
    expect(provenance.inputs['log.swf']).toMatch(/^[0-9a-f]{64}$/)
  })

  it('ends with code 1 when a policy fails in a run, naming the run and keeping the others', async () => {
    const folder = temporaryFolder()
    writeExperiment(folder)
    writeFileSync(
      join(folder, 'broken.js'),
      "export const order = { name: 'broken', compare: (a, b) => a.job - b.job.id }\n",
    )
    const { code, stdout, stderr } = await switchyard(
      folder,
      ...['run', 'small.yaml', '--json', '--quiet', '--seeds', '1', '--policy', 'broken.js'],
    )
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^1 of 3 runs failed; the other 2 are finished and kept\.\n {2}system-broken_seed-1: .*broken\.js/,
    )
    expect(stderr).not.toMatch(/\n {4}at |fault of Switchyard/)
    expect(JSON.parse(stdout)).toEqual({ ok: false, exitCode: 1, error: stderr.trimEnd() })
    expect(readdirSync(join(folder, 'results/small/runs'))).toHaveLength(2)
  })

  it('ends with code 2 when there is no experiment', async () => {
    const { code, stderr } = await switchyard(temporaryFolder(), 'run', 'nowhere.yaml')
    expect(code).toBe(2)
    expect(stderr).toMatch(/nowhere\.yaml/)
  })

  it('writes nothing into a folder that is not its own', async () => {
    const folder = temporaryFolder()
    writeExperiment(folder)
    mkdirSync(join(folder, 'thesis'))
    writeFileSync(join(folder, 'thesis/chapter-1.tex'), '')
    expect((await switchyard(folder, 'run', 'small.yaml', '--out', 'thesis')).code).toBe(2)
    expect(readdirSync(join(folder, 'thesis'))).toEqual(['chapter-1.tex'])
  })
})

describe('signs beyond ASCII', () => {
  it('are read from the built command as from the sources', async () => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'signs.yaml'),
      `name: Signs
system: monolithic
machines: { count: 4, cpu: 4, memory: 8 GiB }
workload:
  jobs: { interarrival: exponential 10 s, duration: 1 min }
until: 10 min
seeds: until ±2 %
hypotheses: [{ says: Signs are read., expected: "−1 s to 1 h" }]
`,
    )
    expect(await switchyard(folder, 'check', 'signs.yaml')).toMatchObject({ code: 0, stderr: '' })
    const goal = ['--goal', 'p95 wait ≤ 1 h', '--seeds', '5']
    const { stderr } = await switchyard(folder, 'plan', 'signs.yaml', ...goal)
    expect(stderr).not.toContain('--goal')
  })
})
