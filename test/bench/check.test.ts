import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkFiles } from '../../bench/check.ts'
import { folderWith, smallest, withoutFolder } from './experiment/given.ts'

/** What is said of the files, in the order given. */
async function said(files: Readonly<Record<string, string>>, names = Object.keys(files)): Promise<string> {
  const folder = folderWith(files)
  const checked = await checkFiles(names.map(name => join(folder, name)))
  return withoutFolder(checked.flatMap(({ faults }) => faults).join('\n'), folder)
}

describe('checking a policy', () => {
  test('finds a property that does not exist in a branch that no run comes to, without types in the file', async () => {
    const source = `export function score(view, machine, job, { jobs, now }) {
  if (now > 1e18) return jobs.cpuMili[job]
  return view.freCpu > 3 ? 'x' : 50
}
export const order = { compare: (a, b, world) => world.jobz[a] - b, calls: 0 }
`
    expect(await said({ 'p.ts': source })).toMatchInlineSnapshot(`
      "p.ts:2:31: found types that do not fit; Property 'cpuMili' does not exist on type 'ReadableJobs'. Did you mean 'cpuMilli'?
      p.ts:3:15: found types that do not fit; Property 'freCpu' does not exist on type 'ReadableView'. Did you mean 'freeCpu'?
      p.ts:3:28: found types that do not fit; Type 'string' is not assignable to type 'number'.
      p.ts:5:56: found types that do not fit; Property 'jobz' does not exist on type 'ReadableWorld'."
    `)
  })

  test('says of what Node has that a policy has it not, rather than where its types are', async () => {
    // An import that is not used is not bundled, so that its types alone are wrong.
    const source = `import { readFileSync } from 'node:fs'
export const order = { name: 'x', compare: (a, b) => a - b }
`
    expect(await said({ 'p.ts': source })).toBe(
      "p.ts:1:30: found types that do not fit; Cannot find name 'node:fs'. A policy has nothing of Node: it reads no files and no clock.",
    )
  })

  test('says of code that does not compile where it stops, and nothing of its types', async () => {
    expect(await said({ 'p.ts': 'export function order(a: number { return 1 }\n' })).toMatch(
      /^p\.ts:1:33: found code that does not compile, expected TypeScript or JavaScript; [^\n]*$/,
    )
  })

  test('finds what would change the cluster, by types that come by the name of the package without a link', async () => {
    const source = `import type { PlaceScore } from 'switchyard-sim'
export const score: PlaceScore = {
  name: 'writes',
  score(view, machine, job, world) {
    if (world.now > 1e18) {
      world.machines.goDown(machine)
      world.jobs.priority[job] = 3
      world.jobs.priority.fill(3)
      view.freeAmounts[0]![machine] = 1
      world.engine.stop()
    }
    return view.freeCpuMilli.indexOf(machine) + world.jobs.count(job, 0)
  },
}
`
    expect(await said({ 'p.ts': source })).toMatchInlineSnapshot(`
      "p.ts:6:22: found types that do not fit; Property 'goDown' does not exist on type 'ReadableMachines'. Did you mean 'down'?
      p.ts:7:7: found types that do not fit; Index signature in type 'ReadableInt32Array' only permits reading.
      p.ts:8:27: found types that do not fit; Property 'fill' does not exist on type 'ReadableInt32Array'.
      p.ts:9:7: found types that do not fit; Index signature in type 'ReadableFloat64Array' only permits reading.
      p.ts:10:13: found types that do not fit; Property 'engine' does not exist on type 'ReadableWorld'."
    `)
  })

  test('finds the same in a script', async () => {
    const source = `export const rule = { allows: (machine, job, claims, w) => w.machines.nope[0] > 1 }
export function score(view, machine) { return view.nope }
`
    expect(await said({ 'p.js': source })).toMatchInlineSnapshot(`
      "p.js:1:71: found types that do not fit; Property 'nope' does not exist on type 'ReadableMachines'.
      p.js:2:52: found types that do not fit; Property 'nope' does not exist on type 'ReadableView'."
    `)
  })

  test('says nothing of one that is right, and lets it keep things of its own', async () => {
    const source = `class Counting { calls = 0; compare(a: number, b: number) { this.calls++; return a - b } }
export const order = new Counting()
export const share = { seen: 0, share(framework, { frameworks }) { this.seen++; return frameworks.weight[framework] } }
`
    expect(await said({ 'p.ts': source })).toBe('')
  })

  test('tells a name that may not be used once, in the words of the loader', async () => {
    expect(await said({ 'p.ts': 'export const share = () => Date.now()\n' })).toMatchInlineSnapshot(
      `"p.ts:1:28: found Date, expected a policy that gives the same answers for the same seed; the simulated time is world.now, in microseconds"`,
    )
  })
})

describe('checking an experiment', () => {
  test('finds the faults of it and of the policies that it names, and those of other files, all at once', async () => {
    const files = {
      'x.yaml': `${smallest}policy: p.ts\nslizes: 3\n`,
      'p.ts': 'export const share = (framework, world) => world.frameworks.wait[framework]\n',
      'log.swf': '',
      'nowhere.yaml': '',
    }
    expect(await said(files, ['x.yaml', 'log.swf'])).toMatchInlineSnapshot(`
      "x.yaml:8:1: slizes: found an unknown key, expected one of 28 keys (docs/reference/experiment.md), such as slices, seeds or system; did you mean "slices"?
      log.swf: found neither an experiment nor a policy by its name, expected .yaml, .yml, .ts or .js
      p.ts:1:61: found types that do not fit; Property 'wait' does not exist on type 'ReadableFrameworks'."
    `)
    expect(await said({}, ['nowhere.yaml', 'nowhere.ts'])).toMatchInlineSnapshot(`
      "nowhere.yaml: found no such file, expected an experiment (YAML)
      nowhere.ts: found no such file, expected a policy (.ts or .js); correct the path"
    `)
  })
})
