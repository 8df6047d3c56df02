import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CaseFile } from '../../../conformance/adapter.ts'
import { Faults, readQuestion } from '../../../conformance/policy/case-reader.ts'
import { caseFile, policyCaseSchema } from '../../../conformance/policy/case-schema.ts'

const file = (fields: CaseFile['fields'] = {}): CaseFile => ({
  path: 'cases.json',
  name: 'cases',
  system: 'policy',
  fields,
})

function read(input: Readonly<Record<string, unknown>>, expected: unknown, fields: CaseFile['fields'] = {}) {
  const faults = new Faults(file(fields), { id: 'x', input, expected })
  const question = readQuestion({ id: 'x', input, expected }, file(fields), faults.report)
  let said = ''
  try {
    faults.throwIfAny()
  } catch (error) {
    said = (error as Error).message.replaceAll('cases.json: case x: ', '')
  }
  return { question, said }
}

describe('a case of a policy', () => {
  const machines = [{ cpu: 4 }, { name: 'b', cpu: 2 }]

  it('takes from its file what it does not say itself', () => {
    const fields = { $schema: 'x', system: 'policy', title: 'A', policy: 'my.ts', machines }
    const { question, said } = read({ tasks: [{ count: 2, on: 'b' }] }, { order: ['task-1'] }, fields)
    expect(said).toBe('')
    expect(question).toMatchObject({
      policy: 'my.ts',
      asked: ['order'],
      machines: [{ name: 'machine-1', cpu: 4000 }, { name: 'b' }],
      tasks: [{ name: 'task-1', on: [1], count: 2, cpu: 1000 }],
    })
  })

  it('is told all that is wrong with it at once', () => {
    const tasks = [{ name: 'x', on: 'c', resources: { gpu: 1 } }, { name: 'x', on: ['b', 'b'] }, {}]
    const expected = { placements: { 'task-3': 'c' }, order: ['y'], refusals: { 'task-3': { d: 'no room' } } }
    expect(read({ policy: 'my.py', machines, tasks }, expected).said.split('\n')).toEqual([
      'policy: found "my.py", expected a policy file (.ts or .js)',
      'tasks.1.name: found "x" again, expected a name of its own for every task',
      'tasks.0.on: found "c", expected a machine: machine-1 or b',
      'tasks.0.resources.gpu: found "gpu", expected a resource, and there is none',
      'tasks.1.on: found 2 machines for a count of 1, expected at most one for each task; raise the count',
      'expected.placements.task-3: found "c", expected a machine: machine-1 or b',
      'expected.order: found "y", expected a task that waits: task-3',
      'expected.refusals.task-3.d: found "d", expected a machine: machine-1 or b',
    ])
    const twice = { policy: 'my.ts', machines, tasks: [{ name: 'x' }, { name: 'x' }] }
    expect(read(twice, { order: ['y'] }).said).toMatch(/expected a task that waits: x$/)
  })

  it('must expect something, and nothing that it does not know', () => {
    const input = { policy: 'my.ts', machines, tasks: [{ cpus: 1 }] }
    expect(read(input, {}).said).toMatch(
      /^tasks.0.cpus: found an unknown key, .*; did you mean "cpu"\?\nexpected: found a map, expected at least one of placements, order or refusals$/,
    )
    expect(read(input, { placement: {} }).said).toContain('expected.placement: found an unknown key')
    expect(read(input, 3).said).toContain('expected: found 3, expected a map')
  })

  it('may accept any of several answers', () => {
    const expected = { placements: { 'task-1': { oneOf: ['b', null] }, 'task-2AnyOf': ['b', 'machine-1'] } }
    expect(read({ policy: 'my.ts', machines, tasks: [{}, {}] }, expected).said).toBe('')
  })
})

it('every field of a case is described', () => {
  const silent: string[] = []
  const look = (schema: unknown, path: string) => {
    if (typeof schema !== 'object' || schema === null) return
    const { properties = {} } = schema as { properties?: Record<string, { description?: string }> }
    for (const [key, part] of Object.entries(properties))
      if (part.description === undefined) silent.push(`${path}.${key}`)
    for (const [key, part] of Object.entries(schema)) look(part, `${path}.${key}`)
  }
  look(policyCaseSchema(), '')
  expect(silent).toEqual([])
})

it('the example in the repository is as the schema says', () => {
  const example: unknown = JSON.parse(readFileSync('examples/policy-cases.json', 'utf8'))
  expect(caseFile.safeParse(example).error).toBeUndefined()
  expect(caseFile.safeParse({ ...(example as object), machine: [] }).success).toBe(false)
})
