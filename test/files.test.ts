import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFiles } from './source-files.ts'

const sources = projectFiles(['.ts', '.mjs', '.cjs'])
const texts = projectFiles([
  '.ts',
  '.mjs',
  '.cjs',
  '.md',
  '.yaml',
  '.yml',
  '.json',
  '.csv',
  '.swf',
  '.html',
  'run',
])

describe('the files of the project', () => {
  it('are found at all', () => {
    expect(sources).toContain('sim/contracts.ts')
    expect(texts).toContain('package.json')
  })

  it('have at most 300 lines, or say why not in their first comment', () => {
    const tooLong = sources.filter(file => {
      const text = readFileSync(file, 'utf8')
      if (text.trimEnd().split('\n').length <= 300) return false
      const firstComment = /^(?:#!.*\n)?\s*(\/\*[\s\S]*?\*\/|(?:\/\/.*\n)+)/.exec(text)?.[1] ?? ''
      return !/longer than 300 lines/i.test(firstComment)
    })
    expect(tooLong).toEqual([])
  })

  it('are named after one noun, in kebab-case, and none is a drawer for everything', () => {
    const drawers = [
      'utils',
      'util',
      'helpers',
      'helper',
      'misc',
      'common',
      'shared',
      'types',
      'constants',
      'index',
    ]
    const misnamed = sources.filter(file => {
      const stem = basename(file).split('.')[0]!
      return drawers.includes(stem)
        ? file !== 'reports/canvas/index.cjs'
        : !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem)
    })
    expect(misnamed).toEqual([])
  })

  it('name no folder of the machine that they were written on', () => {
    // Written in two parts, so that this file does not name them itself.
    const places = ['/wo' + 'rk/', '/tm' + 'p/', '/ho' + 'me/', '/Us' + 'ers/', 'C:' + '\\\\Users']
    const found = texts.flatMap(file => {
      const text = readFileSync(file, 'utf8')
      return places.filter(place => text.includes(place)).map(place => `${file} names ${place}`)
    })
    expect(found).toEqual([])
  })

  it('come from no particular registry', () => {
    const lock = readFileSync('package-lock.json', 'utf8').split('\n')
    expect(lock.filter(line => /"resolved": "https?:/.test(line))).toEqual([])
  })

  it('hold no code that is commented out and no task left for later', () => {
    const left = sources.flatMap(file => {
      const lines = readFileSync(file, 'utf8').split('\n')
      return lines.flatMap((line, index) =>
        /\b(TO[D]O|FIX[M]E|XX[X])\b/.test(line) ||
        /^\s*\/\/\s*(const|let|import|return|if \(|for \().*[;{)]\s*$/.test(line)
          ? [`${file}:${index + 1}`]
          : [],
      )
    })
    expect(left).toEqual([])
  })
})
