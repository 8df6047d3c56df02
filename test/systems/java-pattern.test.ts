import { describe, expect, it } from 'vitest'
import { patternOf } from '../../systems/java-pattern.ts'

describe('a pattern', () => {
  it('matches the whole text, and says the same when it is asked again', () => {
    const pattern = patternOf('rack-[1-3]|shelf', '/app')
    expect(['rack-2', 'rack-22', 'shelf', 'rack-2'].map(text => pattern.matches(text))).toEqual([
      true,
      false,
      true,
      true,
    ])
  })

  it('takes time in proportion to the text where backtracking would never end', () => {
    // 2^40 ways to part 40 letters; a linear matcher makes some thousand steps.
    expect(patternOf('(a+)+b', '/app').matches('a'.repeat(40))).toBe(false)
  })

  it.each(['(?=a)b', '(a)\\1', 'a*+', '(?>a)', 'a{1001}', '('])(
    'refuses %s, which cannot be used',
    source => {
      expect(() => patternOf(source, 'app.json, constraints[0]')).toThrow(
        /^app\.json, constraints\[0\]: the pattern .* cannot be used: .*write it without\.$/,
      )
    },
  )

  it.each(['[a-z&&[def]]', '[a[bc]]', '[[:alpha:]]', '\\v', '\\C', '(?iU)a'])(
    'refuses %s, which Java reads otherwise',
    source => {
      expect(() => patternOf(source, 'here')).toThrow(/^here: the pattern .*Java.*; write it without\.$/)
    },
  )

  it('leaves alone what is escaped or quoted', () => {
    expect(patternOf('\\[6-7\\]', 'here').matches('[6-7]')).toBe(true)
    expect(patternOf('\\Q[[a&&b]]\\E', 'here').matches('[[a&&b]]')).toBe(true)
    // What is quoted to the end has no end of its own.
    expect(patternOf('\\Q[[a', 'here').matches('[[a')).toBe(true)
    expect(patternOf('\\Q[[\\Ea', 'here').matches('[[a')).toBe(true)
    expect(() => patternOf('\\Qx\\E[[a]]', 'here')).toThrow('which Java reads as a union')
    expect(patternOf('[\\]&a]', 'here').matches(']')).toBe(true)
    expect(patternOf('[a&b]', 'here').matches('&')).toBe(true)
    expect(patternOf('[]a]', 'here').matches(']')).toBe(true)
    expect(patternOf('[^]a]', 'here').matches('b')).toBe(true)
    // A class that is closed is over: another one, and &&, may follow it.
    expect(patternOf('[a-c][0-9]&&', 'here').matches('b7&&')).toBe(true)
    expect(patternOf('(?i)a', 'here').matches('A')).toBe(true)
  })
})
