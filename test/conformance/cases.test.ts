import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readCases } from '../../conformance/cases.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const CASE = { id: 'one', input: { x: 1 }, expected: 2 }

describe('cases', () => {
  it('are read from files and folders below a folder, compressed or not, in order of their names', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'below'))
    writeFileSync(join(folder, 'below', 'a.json'), JSON.stringify({ system: 's', cases: [CASE] }))
    writeFileSync(
      join(folder, 'z.json.gz'),
      gzipSync(JSON.stringify({ system: 't', notes: ['n'], cases: [CASE] })),
    )
    writeFileSync(join(folder, 'settings.json'), '{"no": "cases"}')
    const sets = readCases([folder])
    expect(sets.map(({ file }) => [file.name, file.system, file.fields])).toEqual([
      ['a', 's', { system: 's' }],
      ['z', 't', { system: 't', notes: ['n'] }],
    ])
    expect(sets[0]!.cases).toEqual([{ system: 's', case: CASE }])
  })

  it('are pairs of what went in and what came out, line by line', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'run.in.jsonl'), '{"system":"s","x":1}\n{"system":"s","x":2}\n')
    writeFileSync(join(folder, 'run.out.jsonl.gz'), gzipSync('[1]\n[2]\n'))
    const sets = readCases([folder])
    expect(sets).toHaveLength(1)
    expect(sets[0]!.cases).toEqual([
      { system: 's', case: { id: 'run:1', input: { x: 1 }, expected: [1] } },
      { system: 's', case: { id: 'run:2', input: { x: 2 }, expected: [2] } },
    ])
  })

  it('of a recording that names no system are of the one that its folder is named after', () => {
    const folder = join(temporaryFolder(), 'kubernetes')
    mkdirSync(folder)
    writeFileSync(join(folder, 'run.input.json'), '{"id":"r","ops":[]}')
    writeFileSync(join(folder, 'run.output.json'), '{"id":"r","results":[]}')
    expect(readCases([folder])[0]!.cases).toEqual([
      { system: 'kubernetes', case: { id: 'r', input: { ops: [] }, expected: { id: 'r', results: [] } } },
    ])
  })

  it('that carry their question beside the answer are read as a whole', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'k.json')
    writeFileSync(
      file,
      JSON.stringify({ system: 'k', cases: [{ id: 'a', name: 'n', nodes: [], expected: 1 }] }),
    )
    expect(readCases([file])[0]!.cases[0]!.case.input).toEqual({ nodes: [] })
  })

  it('with one id are refused, in a file and in a recording', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'twins.json')
    const twin = { id: 'a', input: {}, expected: 1 }
    writeFileSync(file, JSON.stringify({ system: 'policy', cases: [twin, { ...twin, id: 'b' }, twin] }))
    expect(() => readCases([file])).toThrow(
      `${file}: case 3 has the id 'a' of case 1, expected one of its own; give it another`,
    )
    writeFileSync(join(folder, 'r.in.jsonl'), '{"id":"x"}\n{"id":"x"}\n')
    writeFileSync(join(folder, 'r.out.jsonl'), '1\n2\n')
    expect(() => readCases([join(folder, 'r.in.jsonl')])).toThrow("case 2 has the id 'x' of case 1")
  })

  it('that are wrong are all told of at once', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.json'), '{')
    writeFileSync(join(folder, 'b.json'), JSON.stringify({ cases: [CASE, { id: 'two' }] }))
    writeFileSync(join(folder, 'c.input.json'), '{}')
    let message = ''
    try {
      readCases([folder, join(folder, 'absent')])
    } catch (error) {
      message = (error as Error).message
    }
    const lines = message.replaceAll(`${folder}/`, '').split('\n')
    expect(lines).toHaveLength(5)
    expect(message).toContain('a.json: found no JSON')
    expect(message).toContain("case 1 (one) names no 'system'")
    expect(message).toContain("case 2 (two) has no 'expected'")
    expect(message).toContain('expected both halves of a recording')
    expect(message).toContain('found no such file or folder')
  })
})
