import { describe, expect, it } from 'vitest'
import { check, type Outcome } from './check.ts'
import { type Claim, cited, claim, measured, test, worked } from './claim.ts'

const page = `First line.

A machine has 4 cores and\n12.5 GiB (Smith 1999), at most ten. A task has 4 cores.
`
const notRun: Outcome = () => undefined
const verdict = (one: Claim, outcome = notRun) =>
  check(one, page, outcome, ['worked', 'measured', 'tested', 'cited'])

describe('a claim', () => {
  it('holds as far as the digits that are written', async () => {
    const words = 'has {4} cores and {12.5} GiB'
    expect(
      await verdict(
        claim(
          words,
          worked(() => [4, 12.54]),
        ),
      ),
    ).toEqual({
      status: 'passed',
      line: 3,
      says: 'states 4, found 4, states 12.5, found 12.54',
    })
    expect(
      await verdict(
        claim(
          words,
          worked(() => [4, 12.56]),
        ),
      ),
    ).toMatchObject({ status: 'failed' })
    expect(
      await verdict(
        claim(
          words,
          worked(() => [4]),
        ),
      ),
    ).toMatchObject({
      status: 'failed',
      says: '2 figures are in braces, 1 were found',
    })
  })

  it('may be a bound, or have a margin', async () => {
    const statuses = await Promise.all(
      [
        claim(
          'at most {ten}',
          measured('at most', () => [9]),
        ),
        claim(
          'at most {ten}',
          measured('at most', () => [11]),
        ),
        claim(
          'at most {ten}',
          measured('at least', () => [11]),
        ),
        claim(
          'at most {ten}',
          measured({ within: 0.1 }, () => [10.9]),
        ),
        claim(
          'at most {ten}',
          measured({ within: 0.1 }, () => [11.1]),
        ),
      ].map(one => verdict(one)),
    )
    expect(statuses.map(({ status }) => status)).toEqual(['passed', 'failed', 'passed', 'passed', 'failed'])
  })

  it('fails when its words are gone, or stand twice', async () => {
    expect(
      (
        await verdict(
          claim(
            'A machine has {5} cores',
            worked(() => [5]),
          ),
        )
      ).says,
    ).toMatch(/not on the page any more/)
    expect(
      (
        await verdict(
          claim(
            'has {4} cores',
            worked(() => [4]),
          ),
        )
      ).says,
    ).toMatch(/stand 2 times/)
  })

  it('fails when nothing of it is compared', async () => {
    expect(
      await verdict(
        claim(
          'A machine has 4 cores',
          worked(() => []),
        ),
      ),
    ).toMatchObject({ status: 'failed' })
  })

  it('is skipped, by name, without the file that it needs, and on another Node', async () => {
    const needs = worked(() => [4], 'rounded', '../nowhere/at-all.json')
    expect(await verdict(claim('A machine has {4} cores', needs))).toMatchObject({
      status: 'skipped',
      says: '../nowhere/at-all.json is absent',
    })
    const onNode9 = measured('at most', () => [4], { node: 9 })
    expect(await verdict(claim('A machine has {4} cores', onNode9))).toMatchObject({ status: 'skipped' })
  })

  it('needs its source on the page', async () => {
    expect((await verdict(claim('12.5 GiB', cited('(Smith 1999)')))).status).toBe('passed')
    expect((await verdict(claim('12.5 GiB', cited('(Jones 1998)')))).says).toBe(
      'the source "(Jones 1998)" is not on the page',
    )
  })

  it('needs a test that is there, has its figures, and passes', async () => {
    const here = 'test/claims/check.test.ts'
    const mine = claim('and {12.5} GiB', test(here, 'needs a test that is there'))
    expect((await verdict(mine, () => ({ status: 'passed', says: 'passed' }))).status).toBe('passed')
    expect((await verdict(mine, () => ({ status: 'failed', says: 'it failed' }))).says).toBe('it failed')
    expect((await verdict(claim('12.5', test('test/nowhere.test.ts', 'x')))).says).toBe(
      'there is no test/nowhere.test.ts',
    )
    const absent = claim('12.5', test(here, ['has', 'no', 'such', 'title'].join('-')))
    expect((await verdict(absent)).says).toMatch(/has no test/)
    const other = claim('(Smith {1999})', test('test/claims/numerals.test.ts', 'rounding leaves half a unit'))
    expect((await verdict(other)).says).toBe('1999 does not stand in test/claims/numerals.test.ts')
  })
})
