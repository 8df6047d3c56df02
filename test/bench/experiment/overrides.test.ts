import { describe, expect, test } from 'vitest'
import { faultsOf, plan, smallest } from './given.ts'

const set = (key: string, value: string) => ({ set: { [key]: value } })
const twoSystems = smallest.replace('monolithic', '[monolithic, offers]')

test('the plan remembers how to ask for it again', async () => {
  expect(await plan(smallest)).not.toHaveProperty('options')
  const overrides = { seeds: 3, set: { load: '[0.5, 0.9]', until: '2 h' } }
  expect((await plan(smallest, overrides)).options).toEqual([
    '--seeds',
    '3',
    '--set',
    'load=[0.5, 0.9]',
    '--set',
    'until=2 h',
  ])
})

describe('--set', () => {
  test('changes an entry of a list by its number, and adds one behind the last', async () => {
    const valuesAfter = async (key: string) =>
      (await plan(twoSystems, set(key, 'sampling'))).axes.map(({ values }) => values)
    expect(await valuesAfter('system.1')).toEqual([['monolithic', 'sampling']])
    expect(await valuesAfter('system.2')).toEqual([['monolithic', 'offers', 'sampling']])
  })

  test('of a key that a list cannot have is refused, not forgotten', async () => {
    expect(await faultsOf(twoSystems, set('system.x', '1'))).toMatchInlineSnapshot(
      `"--set system.x=1: found the key system.x, expected keys that exist: system is a list, whose entries are system.0 to system.1"`,
    )
    expect(await faultsOf(twoSystems, set('system.7', 'offers'))).toContain('system is a list')
  })

  test('of what an alias shares changes it in the one place alone', async () => {
    const shared = `${smallest.replace(/^system:.*\n/m, '')}
systems:
  a: { like: monolithic, root: &same { think: { per-job: 1 s } } }
  b: { like: monolithic, root: *same }
`
    const { runs } = await plan(shared, { seeds: 1, ...set('systems.a.root.think.per-job', '2 s') })
    expect(runs.map(({ spec }) => spec.system.root.think.default.perJob)).toEqual([2_000_000, 1_000_000])
  })

  test('by path takes names with dots', async () => {
    const dotted = `${smallest.replace(/^system:.*\n/m, '')}\nsystems: { v-1.8: { like: monolithic } }\n`
    const path = ['systems', 'v-1.8', 'root', 'think', 'per-job']
    const { runs } = await plan(dotted, { placed: [{ path, value: '2 s' }] })
    expect(runs[0]!.spec.system.root.think.default.perJob).toBe(2_000_000)
  })

  test('is itself the place of the faults in what it made on its way', async () => {
    expect(await faultsOf(smallest, set('foo.bar', '1'))).toMatch(
      /^--set foo\.bar=1: foo: found an unknown key/,
    )
  })

  test('meets keys that every object seems to have as the unknown keys that they are', async () => {
    for (const key of [
      '__proto__.polluted',
      'constructor.prototype.polluted',
      'workload.jobs.__proto__.tasks',
    ]) {
      expect(await faultsOf(smallest, set(key, '3'))).toContain('found an unknown key')
    }
    expect('polluted' in {} || 'tasks' in {}).toBe(false)
  })
})
