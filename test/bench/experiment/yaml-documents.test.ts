import { describe, expect, it, test } from 'vitest'
import { LineCounter } from 'yaml'
import { DEEPEST } from '../../../bench/experiment/json-scan.ts'
import { yamlDocument, yamlDocuments } from '../../../bench/experiment/yaml-documents.ts'
import { faultsOf, smallest } from './given.ts'

const read = (text: string) => yamlDocuments(text, { prettyErrors: false })

describe('a YAML text', () => {
  it('is read document by document', () => {
    expect(read('a: 1\n---\n- b\n').map(each => each.toJS())).toEqual([{ a: 1 }, ['b']])
    expect(read('').map(each => each.toJS())).toEqual([null])
  })

  it('that is to be one document has an error where a second begins', () => {
    const lines = new LineCounter()
    const { errors } = yamlDocument('a: 1\n---\nb: 2\n', { prettyErrors: false, lineCounter: lines })
    expect(errors.map(({ code, pos }) => [code, lines.linePos(pos[0]).line])).toEqual([['MULTIPLE_DOCS', 2]])
  })

  test.each(['[', '{"a":', '- ', '? ', '[{', '- [ '])(
    'of 20 000 %j is refused, and read up to a depth',
    opening => {
      const [refused] = read(opening.repeat(20_000))
      expect(refused!.errors.map(({ code }) => code)).toEqual(['RESOURCE_EXHAUSTION'])
      const [shallow] = read(`${'- '.repeat(DEEPEST)}x`)
      expect(shallow!.errors).toEqual([])
    },
  )

  it('that is too deep is told so in an experiment and on the command line', async () => {
    const deep = '['.repeat(20_000)
    expect(await faultsOf(`${smallest}load: ${deep}\n`)).toMatch(
      /^x\.yaml:\d+:\d+: found more than 200 levels of lists or maps, expected at most 200$/,
    )
    expect(await faultsOf(smallest, { set: { load: deep } })).toContain('found text that is not YAML')
  })
})
