import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faultsOf, folderWith, plan, smallest } from './given.ts'

/** The smallest experiment on a system of this definition. */
const on = (definition: string) =>
  smallest.replace('system: monolithic\n', `systems:\n  mine: ${definition}\n`)

describe('a policy file', () => {
  const files = {
    'order.ts': 'export const order = { compare: (a: number, b: number) => b - a }\n',
    'all.ts':
      'export const order = { compare: () => 0, backfill: { reserve() {}, mayPass: () => true, passed() {} } }\n' +
      'export const score = () => 50\nexport const rule = { allows: () => true }\nexport const share = () => 1\n',
    'broken.ts': 'export const order = {\n',
  }

  test('replaces what it exports, under its own name', async () => {
    const { runs, inputs } = await plan(`${smallest}policy: order.ts\n`, {}, files)
    const { system, policyFiles } = runs[0]!.spec
    expect(system.root).toMatchObject({ order: 'order.ts', place: 'random', share: 'drf', rules: [] })
    expect(Object.keys(policyFiles)).toEqual(['order.ts'])
    expect(Object.keys(inputs)).toEqual(['x.yaml', 'order.ts'])
  })

  test('may replace everything', async () => {
    const text = `${smallest}policy: all.ts\nroot: { when-blocked: wait }\n`
    const { system } = (await plan(text, {}, files)).runs[0]!.spec
    expect(system.root).toMatchObject({
      order: 'all.ts',
      place: 'all.ts',
      share: 'all.ts',
      rules: [{ name: 'all.ts' }],
    })
  })

  test('may stand for one policy only', async () => {
    const { system } = (await plan(`${smallest}root: { share: all.ts, rules: [all.ts] }\n`, {}, files))
      .runs[0]!.spec
    expect(system.root).toMatchObject({
      order: 'fifo',
      place: 'random',
      share: 'all.ts',
      rules: [{ name: 'all.ts' }],
    })
  })

  test('is compared with the built-in policies where both are listed', async () => {
    const { axes, runs } = await plan(`${smallest}policy: [built-in, order.ts]\nseeds: 1\n`, {}, files)
    expect(axes[1]).toEqual({ name: 'policy', values: ['built-in', 'order.ts'] })
    expect(runs.map(({ spec }) => [spec.system.root.order, Object.keys(spec.policyFiles)])).toEqual([
      ['fifo', []],
      ['order.ts', ['order.ts']],
    ])
  })

  test('of one system comes before that of all', async () => {
    const text = `${on('{ like: monolithic, policy: built-in }')}policy: order.ts\n`
    expect((await plan(text, {}, files)).runs[0]!.spec.system.root.order).toBe('fifo')
  })

  test('puts its rule on top of those of the root, also where these are written', async () => {
    const text = `${smallest}policy: rule.ts\nroot: { rules: [all.ts] }\n`
    const withRule = { ...files, 'rule.ts': 'export const rule = { allows: () => true }\n' }
    const { system } = (await plan(text, {}, withRule)).runs[0]!.spec
    expect(system.root.rules).toEqual([{ name: 'all.ts' }, { name: 'rule.ts' }])
  })

  test('never gives way silently to a setting of the root', async () => {
    // The file exports an order and a score; both are set for all systems, in two places.
    const both = 'export const order = { compare: () => 0 }\nexport const score = () => 50\n'
    const text = `${on('{ like: monolithic, policy: both.ts, root: { place: first-fit } }')}root: { order: [fifo, easy] }\n`
    expect(await faultsOf(text, {}, { 'both.ts': both })).toMatchInlineSnapshot(`
      "x.yaml:3:37: systems.mine.policy: found both.ts, which exports order, beside root.order, expected one of the two; name the file under root.order instead, or set root.order for the other systems alone
      x.yaml:3:37: systems.mine.policy: found both.ts, which exports score, beside root.place, expected one of the two; name the file under root.place instead, or set root.place for the other systems alone
      x.yaml:8:23: root.order: found the order "easy" with when-blocked: pass (system "mine"), expected when-blocked: wait, since backfilling reserves for the job that waits; set root.when-blocked: wait"
    `)
  })

  test('of the command line neither', async () => {
    const folder = folderWith({ 'place.ts': 'export function place() { return 0 }\n' })
    const text = `${smallest}root: { place: [first-fit, worst-fit] }\n`
    expect(await faultsOf(text, { policy: join(folder, 'place.ts') })).toMatch(
      /^--policy .*place\.ts: found place\.ts, which exports place, beside root\.place, expected one of the two; [^\n]*$/,
    )
  })

  test('of the command line is a file of code', async () => {
    expect(await faultsOf(smallest, { policy: 'somewhere/easy' })).toBe(
      '--policy somewhere/easy: found "easy", expected a policy file (.ts or .js)',
    )
  })

  test('is missing, broken, or exports something else', async () => {
    expect(await faultsOf(`${smallest}policy: nowhere.ts\n`, {}, files)).toMatchInlineSnapshot(
      `"x.yaml:7:9: policy: nowhere.ts: found no such file, expected a policy (.ts or .js); correct the path"`,
    )
    expect(await faultsOf(`${smallest}policy: broken.ts\n`, {}, files)).toMatchInlineSnapshot(
      `"x.yaml:7:9: policy: broken.ts:2:1: found code that does not compile, expected TypeScript or JavaScript; Expected identifier but found end of file"`,
    )
    expect(await faultsOf(`${smallest}policy: builtin\n`, {}, files)).toMatchInlineSnapshot(
      `"x.yaml:7:9: policy: found "builtin", expected a policy file (.ts or .js) or built-in; did you mean "built-in"?"`,
    )
    expect(
      await faultsOf(`${smallest}root: { order: order.ts, place: order.ts, share: order.ts }\n`, {}, files),
    ).toMatchInlineSnapshot(`
      "x.yaml:7:33: root.place: found "order.ts", which exports order, expected a policy file that exports place or score
      x.yaml:7:50: root.share: found "order.ts", which exports order, expected a policy file that exports share"
    `)
  })

  test('that backfills needs jobs that wait', async () => {
    expect(await faultsOf(`${smallest}policy: all.ts\n`, {}, files)).toMatchInlineSnapshot(
      `"x.yaml:7:9: policy: found the order "all.ts" with when-blocked: pass (system "monolithic"), expected when-blocked: wait, since backfilling reserves for the job that waits; set root.when-blocked: wait"`,
    )
    expect(await faultsOf(`${smallest}root: { order: [fifo, easy] }\n`)).toMatchInlineSnapshot(
      `"x.yaml:7:23: root.order: found the order "easy" with when-blocked: pass (system "monolithic"), expected when-blocked: wait, since backfilling reserves for the job that waits; set root.when-blocked: wait"`,
    )
    expect(await faultsOf(`${smallest}root: { order: easy, when-blocked: wait }\n`)).toBe('no faults')
  })

  test('that plans every start needs one line, and a root that sees the whole cluster', async () => {
    const planned = '{ order: conservative, when-blocked: wait }'
    expect(await faultsOf(`${smallest}root: ${planned}\n`)).toMatchInlineSnapshot(
      `"x.yaml:7:16: root.order: found the order "conservative" with share: drf (system "monolithic"), expected share: fifo: starts are planned in one line, and a share gives every framework a line of its own; set root.share: fifo"`,
    )
    expect(await faultsOf(`${on(`{ like: offers, root: ${planned} }`)}`)).toMatchInlineSnapshot(
      `"x.yaml:3:40: systems.mine.root.order: found the order "conservative" under offers (system "mine"), expected a system like monolithic or batch-conservative: starts are planned with the whole cluster, which no other root sees as it is; set like: batch-conservative, or order: easy"`,
    )
    expect(await faultsOf(`${on('{ like: batch-conservative }')}`)).toBe('no faults')
  })
})
