import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { MINUS_ONE, ZERO } from '../../sim/double.ts'

test('they are the numbers that they are named after', () => {
  expect([ZERO, MINUS_ONE]).toEqual([0, -1])
})

test('an object whose field begins with one keeps its shape for V8 when that outgrows small whole numbers', () => {
  // In a process of its own: what V8 has compiled of the modules of other tests may hand on the small whole number.
  const source = ts.transpile(readFileSync('sim/double.ts', 'utf8'), { target: ts.ScriptTarget.ES2022 })
  const keepsShape = (first: string) =>
    `(() => {
      class Measured { amount = ${first} }
      const [young, old] = [new Measured(), new Measured()]
      old.amount += 2 ** 40
      return %HaveSameMap(young, old)
    })()`
  const said = execFileSync(
    process.execPath,
    [
      '--allow-natives-syntax',
      '--input-type=module',
      '--eval',
      `${source}\nconsole.log(${keepsShape('ZERO')}, ${keepsShape('MINUS_ONE')}, ${keepsShape('0')})`,
    ],
    { encoding: 'utf8' },
  )
  expect(said).toBe('true true false\n')
})
