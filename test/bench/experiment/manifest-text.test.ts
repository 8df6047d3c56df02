import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { stringify } from 'yaml'
import { readManifestText } from '../../../bench/experiment/manifest-text.ts'

const read = (text: string, file = 'm.yaml') => readManifestText(file, text)
const values = (text: string, file?: string) => read(text, file).documents.map(({ value }) => value)

const list = `apiVersion: v1
items:
- apiVersion: v1
  kind: Pod
  metadata:
    name: a
    annotations:
      note: |
        - looks like an item
        kind: no
# a remark
- apiVersion: v1
  kind: Pod
  metadata: { name: b }
kind: List
metadata:
  resourceVersion: ""
`

describe('a manifest file', () => {
  it('may hold several documents, and documents without anything', () => {
    expect(values('# c\n---\na: 1\n--- # x\n\n---\nb: 2\n---\n')).toEqual([{ a: 1 }, { b: 2 }])
    expect(values('%YAML 1.2\n--- {a: 1}\n')).toEqual([{ a: 1 }])
  })

  it('may be a list, whose items are read one by one', () => {
    const { documents, faults } = read(list)
    expect(faults).toEqual([])
    expect(documents.map(({ value, placeOf }) => [value, placeOf(['metadata', 'name'])])).toEqual([
      [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'a', annotations: { note: '- looks like an item\nkind: no\n' } },
        },
        'm.yaml:6:11',
      ],
      [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b' } }, 'm.yaml:14:21'],
    ])
  })

  it('says the line and the document of what is wrong, in every item at once', () => {
    const wrong = `a: 1\n---\n${list.replace('  kind: Pod\n  metadata: { name: b }', '  kind: Pod\n  kind: Node\n  metadata: { name: b }').replace('    name: a\n', '    name: a\n    name: c\n')}`
    expect(read(wrong).faults).toEqual([
      'm.yaml:9:5: document 2: found the key name for the second time, expected every key once; delete one of them',
      'm.yaml:17:3: document 2: found the key kind for the second time, expected every key once; delete one of them',
    ])
    const [, second] = read(`a: 1\n---\nb:\n  c: 2\n`).documents
    expect([second!.number, second!.placeOf(['b', 'c']), second!.placeOf(['b', 'c'], 'key')]).toEqual([
      2,
      'm.yaml:4:6',
      'm.yaml:4:3',
    ])
  })

  it('may have an alias of an anchor in another item', () => {
    const aliases = list.replace('name: a\n', 'name: &a a\n').replace('{ name: b }', '{ name: *a }')
    expect(values(aliases)).toMatchObject([
      { items: [{ metadata: { name: 'a' } }, { metadata: { name: 'a' } }] },
    ])
  })

  test.each([
    ['kind: [a', 'm.yaml:1:9: found a list that is not closed, expected "]" at its end'],
    ['a:\n\tb: 1\n', 'm.yaml:2:1: found a tab at the start of a line'],
    ['a: *b\n', 'm.yaml:1:1: found aliases that cannot be resolved, expected anchors before their aliases'],
    ['['.repeat(5000), 'm.yaml:1:202: found more than 200 levels of lists or maps'],
  ])('that reads %j is told what is wrong with it', (text, fault) => {
    expect(read(text).faults[0]).toContain(fault)
  })

  it('of aliases of aliases without end is refused before it fills the memory', () => {
    const level = (i: number) =>
      `l${i}: &l${i} [${Array(9)
        .fill(`*l${i - 1}`)
        .join(', ')}]\n`
    const bomb = `l0: &l0 [x]\n${Array.from({ length: 12 }, (_, i) => level(i + 1)).join('')}`
    expect(read(bomb).faults).toEqual([
      'm.yaml:1:1: found aliases that cannot be resolved, expected anchors before their aliases; Excessive alias count indicates a resource exhaustion attack',
    ])
    // As an item of a list, too.
    const inList = `kind: List\nitems:\n- a: 1\n${bomb.replace(/^/gm, '  ')}\n`
    expect(read(inList).faults[0]).toContain('Excessive alias count')
  })

  it('of JSON has its places, and duplicate keys', () => {
    const json = '{\n  "kind": "Pod",\n  "spec": { "a": 1, "a": 2 }\n}'
    const { documents, faults } = read(json, 'm.json')
    expect(documents[0]!.placeOf(['kind'])).toBe('m.json:2:11')
    expect(faults).toEqual([
      'm.json:3:21: found "a" for the second time, expected every key once; delete one of them',
    ])
    expect(read('{"a": ', 'm.json').faults).toEqual([
      'm.json:1:7: found no JSON, expected JSON; look for a comma, a bracket or a quotation mark there',
    ])
    expect(values('{ a: 1 }')).toEqual([{ a: 1 }])
  })

  it('reads what is printed, in any form, as the same', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        'a\n- b\n---\nc: d\n',
        '# no remark',
        'items:\n- x',
        ' ',
        '- ',
        'true',
        '1',
        '\u00e4\u2028',
      ),
    )
    const part = fc.letrec(tie => ({
      any: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        tie('map'),
        tie('list'),
      ),
      map: fc.dictionary(fc.oneof(fc.constantFrom('items', 'kind', 'a.b/c'), text), tie('any'), {
        maxKeys: 3,
      }),
      list: fc.array(tie('any'), { maxLength: 3 }),
    }))
    const object = fc.record({ apiVersion: fc.constant('v1'), kind: fc.constant('Pod'), spec: part.any })
    fc.assert(
      fc.property(
        fc.array(object, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        (objects, indentSeq, folds) => {
          const options = { indentSeq, lineWidth: folds ? 80 : 0, aliasDuplicateObjects: false } as const
          const asList = { apiVersion: 'v1', items: objects, kind: 'List' }
          expect(values(stringify(asList, options))).toEqual(objects)
          expect(values(objects.map(each => stringify(each, options)).join('---\n'))).toEqual(objects)
          expect(values(JSON.stringify(asList))).toEqual([asList])
        },
      ),
    )
  })
})
