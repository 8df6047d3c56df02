import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadPolicyFile, type PolicyBundle } from '../../../bench/policy-file/policy-file.ts'
import { instantiatePolicy } from '../../../bench/policy-file/policy-module.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import { folderWith } from '../experiment/given.ts'
import { faultsOf, policy } from './written-policy.ts'

/** The cluster is none of the business of these policies. */
const cluster = undefined as unknown as Cluster

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
      expect(bundle.hash).toMatch(/^[0-9a-f]{64}$/)
      return bundle.hash
    }
    const here = await hash('export const twice = 2\n')
    expect(await hash('export const twice = 2\n', 'a/b')).toBe(here)
    expect(await hash('// A comment.\nexport const twice =\n  2\n')).toBe(here)
    // What the code means decides, not how it is laid out.
    expect(await hash('// Two.\nexport const  twice  =  2\n')).toBe(here)
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
      "my-policy.ts: found export default, expected a name that says what it decides: order, place, score, rule or share; write export const order = … in its place
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
      my-policy.ts: found order.backfill.mayPass = true, expected a function
      my-policy.ts: found order.backfill without reserve, expected a function
      my-policy.ts: found order.backfill without passed, expected a function
      my-policy.ts: found place = "best-fit", expected an object with the method place, or the function itself
      my-policy.ts: found score = null, expected an object with the method score, or the function itself
      my-policy.ts: found rule.reason = a function, expected a string
      my-policy.ts: found rule.helpedBy = ["task-end"], expected a list of task-ended, machine-changed or nothing
      my-policy.ts: found share.share = 0.5, expected a function"
    `)
  })
})

describe('a policy file whose author', () => {
  test('exports by default is told what to write', async () => {
    const said = await Promise.all(
      [
        'export default { compare: () => 0 }',
        'export default { score: () => 50 }',
        'export default function share() { return 1 }',
        'export default class { allows() { return true } }',
        'export default null',
      ].map(source => faultsOf(source)),
    )
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "my-policy.ts: found export default, expected a name that says what it decides: order, place, score, rule or share; write export const order = … in its place
      my-policy.ts: found export default, expected a name that says what it decides: order, place, score, rule or share; write export const score = … in its place
      my-policy.ts: found export default, expected a name that says what it decides: order, place, score, rule or share; write export const share = … in its place
      my-policy.ts: found export default, expected a name that says what it decides: order, place, score, rule or share; write export const rule = … in its place
      my-policy.ts: found export default, expected a name that says what it decides: order, place, score, rule or share; write export const order = … in its place"
    `)
  })

  test('misspells a method or a setting is told which was meant', async () => {
    expect(
      await faultsOf(`
        export class Order { compare() { return 0 } pasBegins() {} dynamc = true }
        class Mine { compare() { return 0 } pasBegins() {} dynamc = true; backfil = { mayPass() {} } }
        export const order = new Mine()
        export const score = { scores: () => 1 }
        export const rule = { alows: () => true, helpedby: ['nothing'] }`),
    ).toMatchInlineSnapshot(`
      "my-policy.ts: found an export named Order, expected only order, place, score, rule or share; did you mean "order"?
      my-policy.ts: found order.dynamc, expected compare, name, start, dynamic, keepsHead, backfill, planDepth, passBegins or headStarted; did you mean dynamic?
      my-policy.ts: found order.backfil, expected compare, name, start, dynamic, keepsHead, backfill, planDepth, passBegins or headStarted; did you mean backfill?
      my-policy.ts: found order.pasBegins, expected compare, name, start, dynamic, keepsHead, backfill, planDepth, passBegins or headStarted; did you mean passBegins?
      my-policy.ts: found score without score, expected a function; rename scores to score
      my-policy.ts: found rule without allows, expected a function; rename alows to allows
      my-policy.ts: found rule.helpedby, expected allows, name, start, reason, helpedBy or reach; did you mean helpedBy?"
    `)
  })

  test('keeps things of his own beside the contract is left alone', async () => {
    const { order } = await policy(`
      class Mine { names = ['a']; started = 3; compare() { return this.started } }
      export const order = new Mine()`)
    expect(order!.compare(0, 1, cluster)).toBe(3)
  })

  test('writes null or a list where an object belongs is told so', async () => {
    // typeof null and typeof [] are 'object', which backfill: null was taken for.
    const said: string[] = []
    for (const value of ['null', '[]', '{}', '0']) {
      said.push(
        await faultsOf(`export const order = { compare: () => 0, backfill: ${value} }`),
        await faultsOf(`export const rule = { allows: () => true, helpedBy: ${value}, reason: ${value} }`),
        await faultsOf(`export const place = ${value}`),
      )
    }
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "my-policy.ts: found order.backfill = null, expected an object with the method mayPass
      my-policy.ts: found rule.reason = null, expected a string
      my-policy.ts: found rule.helpedBy = null, expected a list of task-ended, machine-changed or nothing
      my-policy.ts: found place = null, expected an object with the method place, or the function itself
      my-policy.ts: found order.backfill = [], expected an object with the method mayPass
      my-policy.ts: found rule.reason = [], expected a string
      my-policy.ts: found place = [], expected an object with the method place, or the function itself
      my-policy.ts: found order.backfill without mayPass, expected a function
      my-policy.ts: found order.backfill without reserve, expected a function
      my-policy.ts: found order.backfill without passed, expected a function
      my-policy.ts: found rule.reason = {}, expected a string
      my-policy.ts: found rule.helpedBy = {}, expected a list of task-ended, machine-changed or nothing
      my-policy.ts: found place without place, expected a function
      my-policy.ts: found order.backfill = 0, expected an object with the method mayPass
      my-policy.ts: found rule.reason = 0, expected a string
      my-policy.ts: found rule.helpedBy = 0, expected a list of task-ended, machine-changed or nothing
      my-policy.ts: found place = 0, expected an object with the method place, or the function itself"
    `)
  })

  test('lets it throw when it is looked at, or exports what cannot be printed, is told so', async () => {
    const said = [
      await faultsOf('export const order = { get compare() { throw new Error("not yet") } }'),
      await faultsOf('throw Object.create(null)'),
      await faultsOf('export const score = { score: { toJSON() { throw 1 } } }'),
      await faultsOf('const a: unknown[] = []; a.push(a); export const place = { place: a, name: 1n }'),
    ]
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "my-policy.ts:1:46: found a policy that throws "not yet" when it is looked at, expected plain values
      my-policy.ts: found a policy that throws something that cannot be printed when it is loaded, expected one that loads
      my-policy.ts: found score.score = an object, expected a function
      my-policy.ts: found place.place = a list, expected a function
      my-policy.ts: found place.name = 1n, expected a string"
    `)
  })
})
