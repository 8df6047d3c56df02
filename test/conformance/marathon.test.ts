/**
 * Marathon's models, held to what its own unit tests assert, through the answers that `switchyard conformance` compares.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Case } from '../../conformance/adapter.ts'
import { marathon } from '../../conformance/marathon.ts'

const FOLDER = '../shared/conformance/dcos'

interface MarathonCase extends Case {
  readonly name: string
}

const names = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter(name => /^marathon-.*\.json$/.test(name))
      .map(name => name.slice(0, -'.json'.length))
  : []

const answerTo = (asked: Case, name: string) =>
  marathon.answer(asked, { path: `${name}.json`, name, system: 'marathon', fields: {} })

describe.skipIf(names.length === 0)('Marathon answers as its own tests say', () => {
  it.each(names)('%s', name => {
    const { cases } = JSON.parse(readFileSync(`${FOLDER}/${name}.json`, 'utf8')) as { cases: MarathonCase[] }
    expect(cases.length).toBeGreaterThan(0)
    for (const asked of cases) {
      const answer = answerTo(asked, name)
      const { expected } = asked
      const found = 'found' in answer ? answer.found : answer
      // Fields that a case does not name are not compared.
      if (expected !== null && typeof expected === 'object')
        expect(found, `${asked.id} ${asked.name}`).toMatchObject(expected)
      else expect(found, `${asked.id} ${asked.name}`).toBe(expected)
    }
  })
})

describe('a case of Marathon', () => {
  const ask = (input: Case['input'], name = 'mine', expected: unknown = {}) =>
    answerTo({ id: '1', input, expected }, name)
  const maxPer = {
    constraint: ['rack', 'MAX_PER', '1'],
    offer: { hostname: 'h', attributes: { rack: 'a' } },
    placed: [{ hostname: 'g', attributes: { rack: 'a' } }],
  }

  it('is of the era that it says, or its file says, and else of head', () => {
    expect(ask(maxPer)).toEqual({ found: false })
    expect(ask(maxPer, 'mine-1.3')).toEqual({ found: true })
    expect(ask({ ...maxPer, semantics: 'HEAD' }, 'mine-1.3')).toEqual({ found: false })
    expect(ask({ ...maxPer, semantics: '1.3: kills are confirmed at once' })).toEqual({ found: true })
  })

  it('that asks what is not modelled is unsupported, by name', () => {
    expect(ask({ op: 'dance' })).toEqual({ unsupported: 'Marathon is not asked this: op dance.' })
    expect(ask({ mood: 1 })).toEqual({ unsupported: 'Marathon is not asked this: fields mood.' })
    expect(ask({ ...maxPer, weather: 'fine' })).toEqual({
      unsupported: 'input has `weather`, which is not modelled.',
    })
  })

  it('that contradicts itself throws a sentence', () => {
    expect(() => ask({ ...maxPer, constraint: ['rack', 'NEAR'] })).toThrow(
      '"NEAR" is no operator of Marathon head',
    )
  })
})
