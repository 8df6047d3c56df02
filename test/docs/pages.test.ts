import { describe, expect, it } from 'vitest'
import { blocksOf, commandsOf } from './blocks.ts'
import { matches } from './pages.ts'

describe('the convention for what pages show', () => {
  it('takes a page apart into blocks, commands and expected output', () => {
    const page =
      'Text\n\n```console\n$ one \\\n  --more\nprinted\n$ two\n```\n\n```ts run file=a.ts\nx\n```\n'
    const [console, ts] = blocksOf(page)
    expect(commandsOf(console!).map(({ command, expected }) => [command, expected])).toEqual([
      ['one \\\n  --more', 'printed'],
      ['two', undefined],
    ])
    expect(ts).toEqual({ language: 'ts', words: ['run', 'file=a.ts'], line: 10, text: 'x' })
  })

  it('lets … stand for what may differ, and nothing else', () => {
    expect(matches('a\nb\nc\n', 'a\n…\nc')).toBe(true)
    expect(matches('took 12 ms\n', 'took … ms')).toBe(true)
    expect(matches('a\nb\n', 'a')).toBe(false)
    expect(matches('a.b\n', 'a?b')).toBe(false)
  })
})
