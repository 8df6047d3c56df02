import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadPolicyFile, type PolicyBundle } from '../../../bench/policy-file/policy-file.ts'
import { instantiatePolicy, type PolicyModule } from '../../../bench/policy-file/policy-module.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import { PolicyError } from '../../../sim/errors.ts'
import { folderWith, withoutFolder } from '../experiment/given.ts'

/** The cluster is none of the business of these policies. */
const cluster = undefined as unknown as Cluster

/** Bundles and instantiates a policy of this source. */
async function policy(source: string, beside: Readonly<Record<string, string>> = {}): Promise<PolicyModule> {
  const path = join(folderWith({ 'my-policy.ts': source, ...beside }), 'my-policy.ts')
  return instantiatePolicy((await loadPolicyFile(path)).code, path)
}

/** What is said about a policy of this source. */
async function faultsOf(source: string, beside: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = folderWith({ 'my-policy.ts': source, ...beside })
  const path = join(folder, 'my-policy.ts')
  try {
    await instantiatePolicy((await loadPolicyFile(path)).code, path)
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    return withoutFolder(error.message, folder)
  }
  return 'no faults'
}

describe('a policy file', () => {
  test('is TypeScript or JavaScript, with all that it imports', async () => {
    const source = `import { twice } from './twice.js'
      interface Job { readonly id: number }
      export const order = { name: 'mine', compare: (a: number, b: number): number => twice(a) - twice(b) }`
    const { order } = await policy(source, { 'twice.js': 'export const twice = n => 2 * n\n' })
    expect(order!.name).toBe('mine')
    expect(order!.compare(3, 1, cluster)).toBe(4)
  })

  test('may export functions alone, and is named after its file', async () => {
    const { order, score, rule, share, place } = await policy(`
      export const order = () => 1
      export function score() { return 42 }
      export function rule() { return true }
      export const share = () => 0.5
      export const place = () => 0`)
    expect(order).toMatchObject({ name: 'my-policy' })
    expect(score).toMatchObject({ name: 'my-policy' })
    expect(share).toMatchObject({ name: 'my-policy' })
    expect(place).toMatchObject({ name: 'my-policy' })
    expect(rule).toMatchObject({
      name: 'my-policy',
      reason: 'refused by my-policy.ts',
      helpedBy: ['task-ended', 'machine-changed'],
    })
    expect(score!.score(undefined as never, 0, 0, cluster)).toBe(42)
  })

  test('may export objects that remember, or that are frozen', async () => {
    const { order, score } = await policy(`
      class Counting { #calls = 0; compare() { return ++this.#calls } }
      export const order = new Counting()
      export const score = Object.freeze({ score: () => 7 })`)
    expect([order!.compare(0, 0, cluster), order!.compare(0, 0, cluster)]).toEqual([1, 2])
    expect(score).toMatchObject({ name: 'my-policy' })
    expect(score!.score(undefined as never, 0, 0, cluster)).toBe(7)
  })

  test('starts afresh in every run', async () => {
    const path = join(folderWith({ 'p.ts': 'let calls = 0\nexport const share = () => ++calls\n' }), 'p.ts')
    const { code } = await loadPolicyFile(path)
    const [first, second] = [await instantiatePolicy(code, path), await instantiatePolicy(code, path)]
    expect(first.share!.share(0, cluster)).toBe(1)
    expect(first.share!.share(0, cluster)).toBe(2)
    expect(second.share!.share(0, cluster)).toBe(1)
  })

  test('means the same under any package.json and tsconfig.json above it', async () => {
    const bundle = async (above: Readonly<Record<string, string>>) => {
      const files = {
        'mine/p.ts':
          "import twice from './twice.cjs'\nimport './side-effect.js'\nexport const share = () => twice.of(2)\n",
        'mine/side-effect.js': 'Object.freeze(Object.prototype)\n',
        'mine/twice.cjs': 'exports.of = x => 2 * x\n',
      }
      return (await loadPolicyFile(join(folderWith({ ...files, ...above }), 'mine/p.ts'))).code
    }
    const alone = await bundle({})
    expect(alone).toContain('Object.freeze')
    for (const type of ['module', 'commonjs']) {
      const above = JSON.stringify({ type, sideEffects: false, browser: { './mine/twice.cjs': false } })
      expect(await bundle({ 'package.json': above })).toBe(alone)
    }
    const options = { target: 'ES5', jsx: 'react', experimentalDecorators: true, verbatimModuleSyntax: true }
    expect(await bundle({ 'tsconfig.json': JSON.stringify({ compilerOptions: options }) })).toBe(alone)
  })

  test('has the same hash wherever it lies, and another when its imports change', async () => {
    const hash = async (twice: string, folder = '.') => {
      const files = {
        'p.ts': "import { twice } from './twice.ts'\nexport const share = () => twice\n",
        'twice.ts': twice,
      }
      const root = folderWith({
        ...Object.fromEntries(Object.entries(files).map(([name, text]) => [join(folder, name), text])),
        'tsconfig.json': '{ "compilerOptions": { "target": "ES5" } }',
      })
      const bundle: PolicyBundle = await loadPolicyFile(join(root, folder, 'p.ts'))
      expect(bundle.hash).toBe(createHash('sha256').update(bundle.code).digest('hex'))
      return bundle.hash
    }
    const here = await hash('export const twice = 2\n')
    expect(await hash('export const twice = 2\n', 'a/b')).toBe(here)
    expect(await hash('export const twice = 3\n')).not.toBe(here)
  })
})

describe('a policy file that cannot be used', () => {
  test('does not exist, or is a folder', async () => {
    await expect(loadPolicyFile('nowhere.ts')).rejects.toThrowErrorMatchingInlineSnapshot(
      `[PolicyError: nowhere.ts: found no such file, expected a policy (.ts or .js); correct the path]`,
    )
    const folder = folderWith({})
    mkdirSync(join(folder, 'p.ts'))
    await expect(loadPolicyFile(join(folder, 'p.ts'))).rejects.toThrow(
      'found no such file, expected a policy',
    )
  })

  test('does not compile', async () => {
    expect(await faultsOf('export const order = {\n  compare: (a, b) => a -\n}\n')).toMatchInlineSnapshot(
      `"my-policy.ts:3:1: found code that does not compile, expected TypeScript or JavaScript; Unexpected "}""`,
    )
    expect(
      await faultsOf("import './broken.ts'\nexport const order = () => 0\n", { 'broken.ts': 'let = 3\n' }),
    ).toMatchInlineSnapshot(
      `"broken.ts:1:1: found code that does not compile, expected TypeScript or JavaScript; "let" is a reserved word and cannot be used in an ECMAScript module"`,
    )
  })

  test('imports what cannot be bundled', async () => {
    const source =
      "import { readFileSync } from 'node:fs'\nimport x from './nowhere.ts'\nexport const order = () => readFileSync(x)\n"
    expect(await faultsOf(source)).toMatchInlineSnapshot(`
      "my-policy.ts:1:30: found an import of "node:fs", expected something that can be bundled; a policy reads no files and no clock
      my-policy.ts:2:15: found an import of "./nowhere.ts", expected something that can be bundled; correct the path, or install the package"
    `)
  })

  test('throws when it is loaded', async () => {
    expect(
      await faultsOf('const limits = undefined\n\nexport const order = limits.order\n'),
    ).toMatchInlineSnapshot(
      `"my-policy.ts:3:29: found a policy that throws "Cannot read properties of undefined (reading 'order')" when it is loaded, expected one that loads"`,
    )
  })

  test('exports nothing, or something else', async () => {
    expect(await faultsOf('const order = () => 0\n')).toMatchInlineSnapshot(
      `"my-policy.ts: found no exports, expected at least one of order, place, score, rule or share; see sim/contracts.ts"`,
    )
    expect(
      await faultsOf('export default () => 0\nexport const scoer = () => 0\nexport const order = () => 0\n'),
    ).toMatchInlineSnapshot(`
      "my-policy.ts: found an export named default, expected only order, place, score, rule or share; do not export what only the policy uses
      my-policy.ts: found an export named scoer, expected only order, place, score, rule or share; did you mean "score"?"
    `)
  })

  test('exports the right names with the wrong types', async () => {
    expect(
      await faultsOf(`
        export const order = { name: 3, dynamic: 'yes', compar: () => 0, backfill: { mayPass: true } }
        export const place = 'best-fit'
        export const score = null
        export const rule = { allows: () => true, helpedBy: ['task-end'], reason: () => 'full' }
        export const share = { share: 0.5 }`),
    ).toMatchInlineSnapshot(`
      "my-policy.ts: found order without compare, expected a function; rename compar to compare
      my-policy.ts: found order.name = 3, expected a string
      my-policy.ts: found order.dynamic = "yes", expected a boolean
      my-policy.ts: found order.backfill without reserve, expected a function
      my-policy.ts: found order.backfill without mayPass, expected a function
      my-policy.ts: found order.backfill without passed, expected a function
      my-policy.ts: found place = "best-fit", expected an object with the method place, or the function itself
      my-policy.ts: found score = null, expected an object with the method score, or the function itself
      my-policy.ts: found rule.reason = a function, expected a string
      my-policy.ts: found rule.helpedBy = ["task-end"], expected a list of task-ended, machine-changed or nothing
      my-policy.ts: found share.share = 0.5, expected a function"
    `)
  })
})

describe('chance, clocks and the outside world', () => {
  test('are refused by name, each where it stands', async () => {
    const source = `export const order = {
  compare: () => Math.random() - 0.5,
}
const started = Date.now()
export function score() {
  setTimeout(() => fetch('x'), performance.now())
  return new Date() - started + process.pid + crypto.getRandomValues() + require('x') + globalThis.x
}
`
    expect(await faultsOf(source)).toMatchInlineSnapshot(`
      "my-policy.ts:2:18: found Math.random, expected a policy that gives the same answers for the same seed; take chance from cluster.streams.stream("<a name of your own>")
      my-policy.ts:4:17: found Date, expected a policy that gives the same answers for the same seed; the simulated time is cluster.now, in microseconds
      my-policy.ts:6:3: found setTimeout, expected a policy that is a pure function of what it is shown; it is called when there is something to decide
      my-policy.ts:6:20: found fetch, expected a policy that is a pure function of what it is shown; put what it needs to know into the file
      my-policy.ts:6:32: found performance, expected a policy that gives the same answers for the same seed; the simulated time is cluster.now, in microseconds
      my-policy.ts:7:14: found Date, expected a policy that gives the same answers for the same seed; the simulated time is cluster.now, in microseconds
      my-policy.ts:7:33: found process, expected a policy that is a pure function of what it is shown; put what it needs to know into the file
      my-policy.ts:7:47: found crypto, expected a policy that gives the same answers for the same seed; take chance from cluster.streams.stream("<a name of your own>")
      my-policy.ts:7:74: found require, expected a policy that is a pure function of what it is shown; import what can be bundled
      my-policy.ts:7:89: found globalThis, expected a policy that is a pure function of what it is shown; use no global state"
    `)
  })

  test('are refused in imported files too', async () => {
    const source = "import { luck } from './luck.ts'\nexport const share = () => luck()\n"
    expect(
      await faultsOf(source, { 'luck.ts': '\nexport const luck = () => Math.random()\n' }),
    ).toMatchInlineSnapshot(
      `"luck.ts:2:27: found Math.random, expected a policy that gives the same answers for the same seed; take chance from cluster.streams.stream("<a name of your own>")"`,
    )
  })

  test('by another name are refused when they are used', async () => {
    const { share } = await policy('const { random } = Math\nexport const share = () => random()\n')
    expect(() => share!.share(0, cluster)).toThrowErrorMatchingInlineSnapshot(
      `[Error: Math.random is not for policies; take chance from cluster.streams.stream("<a name of your own>")]`,
    )
  })

  test('are not mistaken for names of one’s own', async () => {
    const source = `
      const Date = { now: () => 5 }
      function process(crypto: number) { return crypto }
      export const share = (performance: number) => Math.max(Date.now(), process(performance))`
    expect((await policy(source)).share!.share(7, cluster)).toBe(7)
  })
})
