import { expect, test } from 'vitest'
import { faultsOf, plan, smallest } from './given.ts'

test('a list that is empty or too short is not called none', async () => {
  const batch = (settings: string) => faultsOf(`${smallest}frameworks: { batch: { ${settings} } }\n`)
  const expected = 'expected the classes of jobs that the framework takes, such as [batch, "*"]'
  expect(await batch('takes: []')).toBe(
    `x.yaml:7:31: frameworks.batch.takes: found an empty list, ${expected}`,
  )
  expect(await batch('takes: batch')).toBe(`x.yaml:7:31: frameworks.batch.takes: found no list, ${expected}`)
  const marathon = smallest.replace('monolithic', 'marathon-head')
  expect(await faultsOf(`${marathon}frameworks: { marathon: { constraints: [[hostname]] } }\n`)).toBe(
    'x.yaml:7:41: frameworks.marathon.constraints.0: found a list of 1, expected a constraint such as [hostname, UNIQUE]',
  )
})

test('a map may have a word in its place', async () => {
  const marathon = smallest.replace('monolithic', 'marathon-head')
  const unreachable = (text: string) => `${marathon}frameworks: { marathon: { unreachable: ${text} } }\n`
  const { runs } = await plan(unreachable('disabled'))
  const { frameworks } = runs[0]!.spec.system
  expect(frameworks.find(({ name }) => name === 'marathon')).toMatchObject({ unreachable: 'disabled' })
  expect(await faultsOf(unreachable('disable'))).toBe(
    'x.yaml:7:40: frameworks.marathon.unreachable: found "disable", expected disabled; did you mean "disabled"?',
  )
})
