/**
 * Every figure in the README and on the pages is covered by something, and what can be worked out agrees.
 * `npm run claims` measures the others again, and runs the tests that claims name.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { check } from './check.ts'
import { coverageOf } from './coverage.ts'
import type { Figure } from './figures.ts'
import { checkedPages, claimsOf, registerFile, registerFiles } from './register.ts'

/** What an author is to do. */
const advice = ({ text, line, sentence }: Figure, page: string) =>
  `${page}:${line}: nothing covers the figure ${text} in "${sentence}". Show it in a block that the tests run, or say in ` +
  `${registerFile(page)} how it is known: claim('… {${text}} …', worked(…), measured(…), test(…) or cited(…)); ` +
  'CONTRIBUTING.md, "Add a figure", shows each. Where nobody can check it, say it without a number.'

it('the register has a page for every file', () => {
  const expected = checkedPages.map(registerFile)
  expect(registerFiles().filter(file => !expected.includes(file))).toEqual([])
})

describe.each(checkedPages)('%s', page => {
  const text = readFileSync(page, 'utf8')

  it('has no figure that nothing covers', async () => {
    const { uncovered } = coverageOf(text, await claimsOf(page))
    expect(uncovered.map(figure => advice(figure, page))).toEqual([])
  })

  it('says what is found, where it can be worked out', async () => {
    const faults: string[] = []
    for (const claim of await claimsOf(page)) {
      const { status, line, says } = await check(claim, text, () => undefined, ['worked', 'tested', 'cited'])
      if (status === 'failed')
        faults.push(`${page}:${line}: "${claim.words}": ${says} (${registerFile(page)})`)
    }
    expect(faults).toEqual([])
  })
})
