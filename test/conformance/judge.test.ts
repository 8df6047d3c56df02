import { describe, expect, it } from 'vitest'
import { judge } from '../../conformance/judge.ts'

/** The example of Ghodsi et al.: equal incomes buy A 45/11 tasks and B 18/11, 4.0909… and 1.6363…. */
async function statusOf(input: object, expected: object) {
  const question = {
    policy: 'ceei',
    total: { cpu: 9, memGB: 18 },
    demandPerTask: { A: { cpu: 1, memGB: 4 }, B: { cpu: 3, memGB: 1 } },
  }
  const [judgement] = await judge({
    file: { path: 'x.json', name: 'x', system: 'drf', fields: {} },
    cases: [{ system: 'drf', case: { id: 'a', input: { ...question, ...input }, expected } }],
  })
  return judgement!.status
}

describe('a case', () => {
  const rounded = { tasks: { A: 4.1, B: 1.6 } }

  it('is held to a billionth', async () => {
    expect(await statusOf({}, { tasks: { A: 45 / 11, B: 18 / 11 } })).toBe('passed')
    expect(await statusOf({}, rounded)).toBe('failed')
  })

  it('is held to the tolerance of its question, or of its answer', async () => {
    expect(await statusOf({ tolerance: 0.05 }, rounded)).toBe('passed')
    expect(await statusOf({ tolerance: 0.005 }, rounded)).toBe('failed')
    expect(await statusOf({}, { ...rounded, tolerance: 0.05 })).toBe('passed')
  })

  it('of a system whose name is nearly one of ours is asked whether it is that', async () => {
    const reasonOf = async (system: string) => {
      const file = { path: 'x.json', name: 'x', system, fields: {} }
      const asked = { id: 'a', input: {}, expected: 1 }
      return (await judge({ file, cases: [{ system, case: asked }] }))[0]!.reason
    }
    expect(await reasonOf('marathn')).toBe('The system \'marathn\' is not modelled; did you mean "marathon"?')
    expect(await reasonOf('toaster')).toBe("The system 'toaster' is not modelled.")
  })
})
