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

  // What went wrong in a model was told in words of the language that it is written in.
  it.each([
    ['allocator', { steps: [{ op: '__proto__' }] }, "The allocator's script knows no operation '__proto__'."],
    [
      'allocator',
      { steps: [{ op: 'addAgent', agent: 'a', resources: 'cpus:1', used: { f: { resources: 'cpus:1' } } }] },
      'input.steps.0: addAgent: used.f.role: found nothing, expected the role in which the framework has the resources; correct the case.',
    ],
    [
      'allocator',
      { steps: [{ op: 'removeAgent', agent: 'a' }] },
      "input.steps.0: removeAgent: The allocator knows no agent 'a'; correct the case.",
    ],
    [
      'sorter',
      { sorter: 'drf', steps: [{ op: 'activate', client: 'a' }] },
      "input.steps.0: activate: The sorter has no client 'a'; correct the case.",
    ],
    ['sorter', { sorter: '__proto__', steps: [] }, "There is no sorter '__proto__'."],
    [
      'sorter',
      { sorter: 'random', items: [1, 2], runs: 9 },
      'input.weights: found nothing, expected a list; correct the case.',
    ],
    [
      'sorter',
      { sorter: 'random', items: [1, 2], weights: [1], runs: 9 },
      'input.weights: found 1 of them, expected one for each of the 2 items; correct the case.',
    ],
    [
      'sorter',
      { sorter: 'random', clients: ['a', 'a'], weights: {}, runs: 9 },
      'input.clients: found "a" twice, expected every client once; correct the case.',
    ],
    [
      'drf',
      JSON.parse('{"total":{"cpu":1},"demandPerTask":{"__proto__":null}}'),
      'input.demandPerTask.__proto__: found a key that is no name, expected another; correct the case.',
    ],
    ['drf', { policy: {} }, 'No division is called {}; known are drf, asset-fairness, ceei.'],
    ['marathon', { op: { a: 1 } }, 'Marathon is not asked this: op {"a":1}.'],
    [
      'marathon',
      { semantics: 'HEAD', apps: {}, steps: [{ op: 'addDelay' }] },
      'The step addDelay names no app; add one of the case.',
    ],
  ])('of %s that cannot be asked says why: %j', async (system, input, reason) => {
    const file = { path: 'x.json', name: 'x', system, fields: {} }
    const [judgement] = await judge({ file, cases: [{ system, case: { id: 'a', input, expected: [] } }] })
    expect(judgement!.reason).toBe(reason)
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
