import { describe, expect, it } from 'vitest'
import { SwitchyardError } from '../../../sim/errors.ts'
import { Fields } from '../../../systems/definition-file/fields.ts'
import { anyOf, shown } from '../../../systems/definition-file/report.ts'

/** What is read of an object at `apps.0`, below which names of fields begin, and what is said of it. */
function reading<T>(value: unknown, read: (fields: Fields) => T) {
  const faults: string[] = []
  const fields: string[] = []
  const object = Fields.of({ value, at: ['apps', 0] }, 'an app', {
    wrong: (at, { found, expected, remedy, among }, about = 'value') => {
      const what = remedy === undefined ? '' : `; ${remedy}`
      const words = among === undefined ? '' : ` (${among.join(' ')})`
      faults.push(
        `${at.join('.')}: found ${found}, expected ${expected}${what}${words}${about === 'key' ? ' [key]' : ''}`,
      )
    },
    said: (at, sentence) => faults.push(`${at.join('.')}: ${sentence}`),
    field: (name, isModelled) => fields.push(`${isModelled ? '' : 'not '}${name}`),
  })
  return { read: object === undefined ? 'none' : read(object), faults, fields }
}

describe('a field of a definition', () => {
  const object = {
    ...{ text: 'a', zero: 0, half: 0.5, flag: false, none: null, list: ['a', 'b'] },
    ...{ map: { x: 'y' }, objects: [{ n: 1 }, { n: 2 }] },
  }

  it.each<[string, (fields: Fields) => unknown, unknown]>([
    ['a text', fields => [fields.text('text'), fields.text('none')], ['a', undefined]],
    ['a number', fields => [fields.number('half'), fields.number('none')], [0.5, undefined]],
    ['a whole number', fields => fields.number('zero', { whole: true }), 0],
    ['a number at its bounds', fields => [fields.number('half', { least: 0.5, most: 0.5 })], [0.5]],
    ['a flag', fields => [fields.flag('flag'), fields.flag('none')], [false, undefined]],
    ['a word', fields => [fields.word('text', ['a', 'b']), fields.word('none', ['a'])], ['a', undefined]],
    ['texts', fields => [fields.texts('list'), fields.texts('none')], [['a', 'b'], []]],
    ['texts by name', fields => [fields.textsByName('map'), fields.textsByName('none')], [{ x: 'y' }, {}]],
    [
      'an object',
      fields => [fields.object('map', 'm')?.text('x'), fields.object('none', 'm')],
      ['y', undefined],
    ],
    [
      'objects',
      fields => fields.objects('objects', 'o').map(each => [each.number('n'), each.at.join('.')]),
      [
        [1, 'apps.0.objects.0'],
        [2, 'apps.0.objects.1'],
      ],
    ],
    [
      'there or not',
      fields => [fields.has('zero'), fields.has('none'), fields.has('toString')],
      [true, false, false],
    ],
    ['what others make of it', fields => fields.attempt(['x'], where => where), 'here'],
  ])('is %s', (_, read, expected) => {
    expect(reading(object, read)).toEqual({ read: expected, faults: [], fields: [] })
  })

  it.each<[string, (fields: Fields) => unknown, unknown, unknown, string]>([
    ['a text', fields => fields.text('x'), 1, undefined, 'x: found 1, expected a text'],
    [
      'a number',
      fields => fields.number('x'),
      '1',
      undefined,
      'x: found "1", expected a number of at least 0',
    ],
    [
      'a number that is large enough',
      fields => fields.number('x', { least: 2 }),
      1.9,
      undefined,
      'x: found 1.9, expected a number of at least 2',
    ],
    [
      'a number that is small enough',
      fields => fields.number('x', { most: 2 }),
      2.1,
      undefined,
      'x: found 2.1, expected a number from 0 to 2',
    ],
    [
      'a whole number',
      fields => fields.number('x', { whole: true }),
      1.5,
      undefined,
      'x: found 1.5, expected a whole number of at least 0',
    ],
    [
      'a number that can be counted with',
      fields => fields.number('x'),
      2 ** 53,
      undefined,
      'x: found 9007199254740992, expected a number from 0 to 9007199254740991',
    ],
    ['a flag', fields => fields.flag('x'), 0, undefined, 'x: found 0, expected true or false'],
    [
      'a word',
      fields => fields.word('x', ['a', 'b', 'c']),
      'd',
      undefined,
      'x: found "d", expected a, b or c (a b c)',
    ],
    ['a list', fields => fields.texts('x'), 'a', [], 'x: found "a", expected a list'],
    ['texts', fields => fields.texts('x'), ['a', 2, 'c'], ['a', 'c'], 'x.1: found 2, expected a text'],
    [
      'texts by name',
      fields => fields.textsByName('x'),
      { a: 'b', c: 1 },
      { a: 'b' },
      'x.c: found 1, expected a text',
    ],
    [
      'an object',
      fields => fields.object('x', 'a box'),
      [],
      undefined,
      'x: found an empty list, expected a box, which is an object',
    ],
    [
      'objects',
      fields => fields.objects('x', 'a box').length,
      [{}, 1],
      1,
      'x.1: found 1, expected a box, which is an object',
    ],
  ])('that is not %s is a fault, and as if it were not there', (_, read, x, expected, fault) => {
    expect(reading({ x }, read)).toEqual({ read: expected, faults: [`apps.0.${fault}`], fields: [] })
  })

  it.each([null, [], 'a'])('is of an object, and not of %j', value => {
    expect(reading(value, () => 'some')).toEqual({
      read: 'none',
      faults: [`apps.0: found ${shown(value)}, expected an app, which is an object`],
      fields: [],
    })
  })

  it('is what others say of it, but for errors that are none of theirs', () => {
    const fails = (error: Error) => (fields: Fields) =>
      fields.attempt(fields.path('x'), () => {
        throw error
      })
    expect(reading({}, fails(new SwitchyardError('here: found a, expected b.'))).faults).toEqual([
      'apps.0.x: found a, expected b',
    ])
    expect(() => reading({}, fails(new Error('broken')))).toThrow('broken')
  })
})

describe('an object at its end', () => {
  it('says which of its fields are honoured, if they say something', () => {
    const object = {
      ...{ read: 1, off: false, empty: {}, blank: '', nothing: null, list: [] },
      ...{ env: { A: 'b' }, version: 'v', parts: [{ port: 1, name: 'n' }] },
    }
    const { faults, fields } = reading(object, all => {
      for (const key of ['read', 'off', 'empty', 'blank', 'nothing', 'list']) all.raw(key)
      all.notModelled('env', 'absent')
      all.answers('version')
      for (const part of all.objects('parts', 'a part')) {
        part.number('port')
        part.notModelled('name')
        part.close('a part')
      }
      all.close('an app')
    })
    expect(faults).toEqual([])
    expect(fields).toEqual(['parts.port', 'not parts.name', 'read', 'not env', 'parts'])
  })

  it('refuses what nobody knows, and says where what is known elsewhere belongs', () => {
    const { faults } = reading({ cpus: 1, cpu: 2, later: 3, toString: 4 }, all => {
      all.number('cpus')
      all.close('an app', { later: 'take a later one' })
    })
    expect(faults).toEqual([
      'apps.0.cpu: found an unknown field, expected a field of an app; delete it (cpus) [key]',
      'apps.0.later: found a field of another version, expected a field of an app; take a later one [key]',
      'apps.0.toString: found an unknown field, expected a field of an app; delete it (cpus) [key]',
    ])
  })
})

it('values are shown as people write them', () => {
  expect([undefined, null, [], [1], {}, 'a', 1, 'a'.repeat(78), 'a'.repeat(79)].map(shown)).toEqual([
    ...['nothing', 'nothing', 'an empty list', 'a list', 'an object', '"a"', '1'],
    ...[`"${'a'.repeat(78)}"`, `"${'a'.repeat(79)} …`],
  ])
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(anyOf)).toEqual(['', 'a', 'a or b', 'a, b or c'])
})
