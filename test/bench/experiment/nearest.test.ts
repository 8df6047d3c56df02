import fc from 'fast-check'
import { expect, test } from 'vitest'
import { didYouMean, editDistance, nearest, oneOf, oneOfMany } from '../../../bench/experiment/nearest.ts'

test('a letter too many, too few, another or two swapped is one edit', () => {
  expect(editDistance('until', 'untill')).toBe(1)
  expect(editDistance('until', 'unti')).toBe(1)
  expect(editDistance('until', 'unsil')).toBe(1)
  expect(editDistance('until', 'utnil')).toBe(1)
  expect(editDistance('', 'abc')).toBe(3)
})

test('the distance is the same both ways, and 0 only between equal words', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
      const distance = editDistance(a, b)
      expect(distance).toBe(editDistance(b, a))
      expect(distance === 0).toBe(a === b)
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
    }),
  )
})

test('a slip of the pen finds its word, something else finds none', () => {
  const words = ['warm-up', 'until', 'workload']
  expect(nearest('untill', words)).toBe('until')
  expect(nearest('Warm_Up', words)).toBe('warm-up')
  expect(nearest('worklaod', words)).toBe('workload')
  expect(nearest('banana', words)).toBeUndefined()
})

test('a hint names the word, and there is none where no word is near', () => {
  expect(didYouMean('ofers', ['offers'])).toBe('did you mean "offers"?')
  expect(didYouMean('banana', ['offers'])).toBeUndefined()
})

test('what others call a key is understood where there is such a key', () => {
  const keys = ['name', 'count', 'cpu', 'memory', 'duration']
  expect(['cores', 'Cores', 'cpus', 'mem', 'ram', 'runtime'].map(word => didYouMean(word, keys))).toEqual(
    ['cpu', 'cpu', 'cpu', 'memory', 'memory', 'duration'].map(key => `did you mean "${key}"?`),
  )
  expect(didYouMean('cores', ['machines', 'tasks'])).toBeUndefined()
})

test('alternatives read as a list for people', () => {
  expect(oneOf([])).toBe('')
  expect(oneOf(['a'])).toBe('a')
  expect(oneOf(['a', 'b', 'c'])).toBe('a, b or c')
})

test('a dozen words are listed, and of more the nearest three and their number', () => {
  const dozen = [...'abcdefghijkl'].map(letter => letter.repeat(5))
  expect(oneOfMany('aaaab', dozen, 'words')).toBe(oneOf(dozen))
  // Of 'aaabb' aaaaa is two edits away, bbbbb three, and all others five, of which the first is named.
  expect(oneOfMany('aaabb', [...dozen, 'mmmmm'], 'words (here)')).toBe(
    'one of 13 words (here), such as aaaaa, bbbbb or ccccc',
  )
})
