/**
 * Folders of results that hold all that is needed to make their runs again, and folders that do not.
 */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Asked, askedRun } from '../../../answers/explain/asked-run.ts'
import type { Overrides } from '../../../bench/experiment/overrides.ts'
import { readExperiment } from '../../../bench/experiment/read.ts'
import { runFingerprint } from '../../../bench/run/fingerprint.ts'
import { ResultsFolder } from '../../../bench/run/results-folder.ts'
import { writeStudyPlan } from '../../../bench/run/study-folder.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const head = 'name: Small\nsystem: [monolithic, shared-state]\n'
const machines = 'machines: { count: 4, cpu: 4, memory: 8 GiB }\n'
const jobs = 'workload: { jobs: { interarrival: exponential 5 s, duration: exponential 20 s } }\n'
const rest = 'until: 10 min\nseeds: 2\nheadline: { number: wait_first_mean_s, of: all }\n'
const small = head + machines + jobs + rest

const log = (jobs: number) =>
  `; MaxProcs: 16\n${Array.from({ length: jobs }, (_, job) => `${job + 1} ${job * 60} 0 60 1 -1 -1 1 120 -1 1 1 1 -1 1 -1 -1 -1\n`).join('')}`

const order = (compare: string) => `export const order = { name: 'mine', compare: (a, b) => ${compare} }\n`

const dump = (cpu: number) => `apiVersion: v1
kind: Node
metadata: { name: one }
status: { allocatable: { cpu: "${cpu}", memory: 8Gi, pods: "110" } }
`

const pods = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web, resources: { requests: { cpu: 100m } } }] }
`

/** An experiment with its other files, and the folder of the results that it would have: its plan is all that is asked for. */
async function made(
  files: Readonly<Record<string, string>>,
  options: (at: string) => Overrides = () => ({}),
) {
  const at = temporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, name)), { recursive: true })
    writeFileSync(join(at, name), text)
  }
  const [experiment] = Object.keys(files)
  const plan = await readExperiment(join(at, experiment!), options(at))
  const results = join(at, 'results', 'small')
  await ResultsFolder.prepare(results, plan)
  const ask = (more: Partial<Asked> = {}) => askedRun({ results, at: {}, set: {}, ...more })
  /** The run that is found is the one that was planned. */
  const expectFound = async (more: Partial<Asked> = {}, nth = 0) => {
    const { run } = await ask(more)
    const again = plan.runs[nth]!
    expect(run.id).toBe(again.id)
    const { inputs } = plan
    expect(runFingerprint(run, inputs, '')).toBe(runFingerprint(again, inputs, ''))
  }
  return { at, results, plan, ask, expectFound }
}

describe('a folder of results made with --policy', () => {
  it('is asked as long as the policy orders as it did', async () => {
    const { at, ask, expectFound } = await made({ 'small.yaml': small, 'mine.js': order('b - a') }, at => ({
      policy: join(at, 'mine.js'),
    }))
    await expectFound()
    await expectFound({ at: { system: 'mine' }, seed: '2' }, 5)
    writeFileSync(join(at, 'mine.js'), `// A remark.\n${order('b - a')}`)
    await expectFound({ at: { system: 'mine' } }, 4)
    writeFileSync(join(at, 'mine.js'), order('a - b'))
    await expect(ask()).rejects.toThrow(
      /small holds other runs than .*small.yaml describes now: mine.js has changed since\. Run the experiment again/,
    )
  })

  it('says that the file is gone, and is told where it is', async () => {
    const { at, ask, expectFound, results } = await made(
      { 'small.yaml': small, 'mine.js': order('b - a') },
      at => ({ policy: join(at, 'mine.js'), set: { until: '5min' } }),
    )
    mkdirSync(join(at, 'elsewhere'))
    renameSync(join(at, 'mine.js'), join(at, 'elsewhere', 'mine.js'))
    await expect(ask()).rejects.toThrow(
      `${results} was made with --policy mine.js, which was not found here. Say which folder it lies in: --inputs FOLDER.`,
    )
    await expectFound({ inputs: join(at, 'elsewhere'), at: { system: 'mine' } }, 4)
    await expectFound({ files: { policy: join(at, 'elsewhere', 'mine.js') }, at: { system: 'mine' } }, 4)
  })
})

describe('a folder of results made with --trace', () => {
  it('is of the example that replays logs, if no experiment was given', async () => {
    const { at, results, ask, expectFound } = await made(
      { 'replay.yaml': readFileSync('examples/replay.yaml', 'utf8'), 'day.swf': log(20) },
      at => ({ trace: join(at, 'day.swf') }),
    )
    // The one that comes with the program is the same, so that the own one need not be there.
    rmSync(join(at, 'replay.yaml'))
    await expectFound()
    writeFileSync(join(at, 'day.swf'), log(21))
    await expect(ask()).rejects.toThrow(
      `${results} was made with --trace day.swf, and ${join(at, 'day.swf')} has changed since. Give the folder of the file as it was, --inputs FOLDER, or run the experiment again.`,
    )
    // Another of the same name lies nearer; the bytes decide.
    mkdirSync(join(at, 'old'))
    writeFileSync(join(at, 'old', 'day.swf'), log(20))
    await expectFound({ inputs: join(at, 'old') })
    rmSync(join(at, 'day.swf'))
    rmSync(join(at, 'old', 'day.swf'))
    await expect(ask()).rejects.toThrow('--trace day.swf, which was not found here.')
  })
})

describe('a folder of results made with --cluster', () => {
  const example = readFileSync('examples/kubernetes.yaml', 'utf8')

  it('finds a dump', async () => {
    const { at, ask, expectFound } = await made(
      { 'kubernetes.yaml': example, 'dump.yaml': `${dump(4)}---\n${pods}` },
      at => ({ cluster: [join(at, 'dump.yaml')] }),
    )
    rmSync(join(at, 'kubernetes.yaml'))
    await expectFound()
    writeFileSync(join(at, 'dump.yaml'), `${dump(2)}---\n${pods}`)
    await expect(ask()).rejects.toThrow(/--cluster dump.yaml, and .*dump.yaml has changed since/)
  })

  it('finds a folder of manifests, and several files of the same name', async () => {
    const folder = await made(
      { 'kubernetes.yaml': example, 'all/nodes.yaml': dump(4), 'all/web.yaml': pods },
      at => ({ cluster: [join(at, 'all')] }),
    )
    await folder.expectFound()
    writeFileSync(join(folder.at, 'all', 'web.yaml'), pods.replace('100m', '200m'))
    await expect(folder.ask()).rejects.toThrow(/web.yaml has changed since/)
    rmSync(join(folder.at, 'all'), { recursive: true })
    await expect(folder.ask()).rejects.toThrow('--cluster all, which was not found here.')
    const two = await made({ 'kubernetes.yaml': example, 'a/x.yaml': dump(4), 'b/x.yaml': pods }, at => ({
      cluster: [join(at, 'a/x.yaml'), join(at, 'b/x.yaml')],
    }))
    await two.expectFound()
  })
})

describe('a folder of results whose experiment names files', () => {
  const stages =
    'stages:\n  - { name: a, duration: 5 min, cpu: 2 }\n  - { name: b, parents: a, duration: 1 min }\n'

  it.each([
    [
      'a log',
      { file: 'day.swf', was: log(20), now: log(21) },
      `${head}${machines}trace: { file: day.swf }\n${rest}`,
    ],
    [
      'pipelines',
      { file: 'stages.yaml', was: stages, now: stages.replace('cpu: 2', 'cpu: 1') },
      head +
        machines +
        jobs.replace(' } }\n', ' }, pipeline-files: { file: stages.yaml, every: 5 min } }\n') +
        rest,
    ],
    [
      'a policy',
      { file: 'mine.js', was: order('b - a'), now: order('a - b') },
      `${small}root: { order: mine.js }\n`,
    ],
  ])('asks it with %s as it was', async (_, { file, was, now }, text) => {
    const { at, results, ask, expectFound } = await made({ 'small.yaml': text, [file]: was })
    await expectFound({ at: { system: 'shared-state' }, seed: '2' }, 3)
    writeFileSync(join(at, file), now)
    await expect(ask()).rejects.toThrow(`${file} has changed since`)
    rmSync(join(at, file))
    await expect(ask()).rejects.toThrow(
      new RegExp(
        `^${results}: what it was made from has changed since, or is gone. Put it back, or run the experiment again.\n.*small.yaml:\\d+.* no such file`,
      ),
    )
  })

  it('asks it with definitions as they were', async () => {
    const { at, ask, expectFound } = await made({
      // Not the bytes of the example, which would be found with its own files.
      'shop.yaml': `${readFileSync('examples/definitions.yaml', 'utf8')}# Of this test.\n`,
      'definitions/shop.json': readFileSync('examples/definitions/shop.json', 'utf8'),
      'definitions/reports.json': readFileSync('examples/definitions/reports.json', 'utf8'),
    })
    await expectFound()
    const file = join(at, 'definitions', 'shop.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"instances": \d+/, '"instances": 1'))
    await expect(ask()).rejects.toThrow('shop.json has changed since')
  })
})

describe('a folder of results', () => {
  it('of several axes is asked by their values, and by those alone', async () => {
    const { ask, expectFound } = await made({
      'small.yaml': small.replace(
        'seeds: 2',
        'seeds: 3\nload: [0.5, 0.9]\nroot: { order: [fifo, shortest-first] }',
      ),
    })
    await expectFound({ at: { system: 'shared-state', load: '0.9', order: 'shortest-first' }, seed: '3' }, 23)
    await expect(ask({ at: { load: '0.7' }, seed: '4' })).rejects.toThrow(
      /--at load: found "0.7", expected one of 0.5, 0.9.*\n--seed: found "4", expected one of 1, 2, 3\./,
    )
    await expect(ask({ set: { until: '5min' }, seeds: 3 })).rejects.toThrow(/^--set: .* holds results/)
  })

  it('of another version, or another build, is refused', async () => {
    const { results, ask } = await made({ 'small.yaml': small })
    const file = join(results, 'plan.json')
    const plan = JSON.parse(readFileSync(file, 'utf8'))
    const runs = plan.runs.map((run: object) => ({ ...run, fingerprint: 'of another code' }))
    writeFileSync(file, JSON.stringify({ ...plan, code: 'another', runs }))
    await expect(ask()).rejects.toThrow(/they are from another build of version/)
    plan.provenance.version = '0.0.1'
    writeFileSync(file, JSON.stringify(plan))
    await expect(ask()).rejects.toThrow(/holds results of Switchyard 0\.0\.1, and this is/)
  })

  it('is found without its experiment only if that is somewhere', async () => {
    const { at, results, ask, expectFound } = await made({ 'of-this-test.yaml': small })
    mkdirSync(join(at, 'moved'))
    cpSync(join(at, 'of-this-test.yaml'), join(at, 'moved', 'other-name.yaml'))
    rmSync(join(at, 'of-this-test.yaml'))
    await expect(ask()).rejects.toThrow(
      `${results}: its experiment, of-this-test.yaml, was not found here. Say where it is: --experiment FILE.`,
    )
    await expectFound({ experiment: join(at, 'moved', 'other-name.yaml') })
  })

  it('of several experiments is asked by the folder of one', async () => {
    const { at, ask } = await made({ 'small.yaml': small })
    const results = join(at, 'results')
    await writeStudyPlan(results, { title: 'All', experiments: ['small', 'large'] })
    await expect(ask({ results })).rejects.toThrow(
      `${results} holds several experiments; expected the folder of one: ${join(results, 'small')}, ${join(results, 'large')}.`,
    )
    await ask()
  })
})
