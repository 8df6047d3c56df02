import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import { SwitchyardError } from '../../../../sim/errors.ts'
import { type Fields, placeOf, Reading, Unmodelled } from '../../../../systems/kubernetes/manifest/fields.ts'

/** What is read of an object, and what is said of it, each as 'place: sentence'. */
function reading<T>(object: unknown, read: (fields: Fields) => T) {
  const all = new Reading()
  const result = read(all.fields(object, 'pod', 0))
  return {
    read: result,
    faults: all.faults.map(({ at, sentence }) => `${placeOf(at)}: ${sentence}`),
    unmodelled: all.unmodelled.map(placeOf),
    passedOver: all.passedOver.map(placeOf),
  }
}
const nothing = { faults: [], unmodelled: [], passedOver: [] }

describe('a field', () => {
  it.each<[string, (fields: Fields) => unknown, unknown]>([
    ['a text', fields => fields.text('text'), 'a'],
    ['a word', fields => fields.oneOf('text', ['a', 'b'], 'b'), 'a'],
    ['a number', fields => fields.number('number', 1), 2.5],
    ['a whole number', fields => fields.whole('whole', 1), 7],
    ['seconds', fields => fields.seconds('whole', 1), 7 * SECOND],
    ['a flag', fields => fields.flag('flag'), true],
    ['texts', fields => fields.texts('texts'), ['a', 'b']],
    ['numbers', fields => fields.numbers('numbers'), [1, 2.5]],
    ['texts by name', fields => [...fields.map('map')!], [['x', 'y']]],
    ['anything by name', fields => fields.entries('map'), [['x', 'y']]],
    ['an object', fields => fields.fields('map').text('x'), 'y'],
    [
      'objects',
      fields => fields.list('list', (each, i) => [each.text('x'), i]),
      [
        ['y', 0],
        ['', 1],
      ],
    ],
    ['anything', fields => fields.anything('numbers'), [1, 2.5]],
    [
      'what is made of it',
      fields => fields.converted('text', '', (value, where) => `${value} ${where}`),
      'a here',
    ],
  ])('is %s', (_, read, expected) => {
    const object = {
      ...{ text: 'a', number: 2.5, whole: 7, flag: true, texts: ['a', 'b'], numbers: [1, 2.5] },
      ...{ map: { x: 'y' }, list: [{ x: 'y' }, {}] },
    }
    expect(reading(object, read)).toEqual({ read: expected, ...nothing })
  })

  it.each<[string, (fields: Fields) => unknown, unknown]>([
    ['a text', fields => [fields.text('no'), fields.text('no', 'x')], ['', 'x']],
    ['a word', fields => fields.oneOf('no', ['a', 'b'], 'b'), 'b'],
    ['a number', fields => fields.number('no', 1), 1],
    ['a whole number', fields => fields.whole('no', 0, 5), 0],
    ['seconds', fields => fields.seconds('no', 1), 1],
    ['a flag', fields => fields.flag('no'), false],
    [
      'a list',
      fields => [fields.list('no', () => 0), fields.texts('no'), fields.numbers('no')],
      [null, [], []],
    ],
    ['a map', fields => [fields.map('no'), fields.entries('no')], [null, null]],
    ['an object', fields => [fields.has('no'), fields.fields('no').has('x')], [false, false]],
    ['anything', fields => fields.converted('no', 3, () => 4), 3],
  ])('that is absent, or null, is what is usual: %s', (_, read, expected) => {
    expect(reading({}, read)).toEqual({ read: expected, ...nothing })
    expect(reading({ no: null }, read)).toEqual({ read: expected, ...nothing })
  })

  it.each<[string, (fields: Fields) => unknown, unknown, unknown, string]>([
    ['a text', fields => fields.text('x'), 1, '', ': found 1, expected a text'],
    ['a word', fields => fields.oneOf('x', ['a', 'b'], 'b'), 'c', 'b', ': found "c", expected one of a, b'],
    ['a word', fields => fields.oneOf('x', ['a', 'b'], 'b'), true, 'b', ': found true, expected a text'],
    ['a number', fields => fields.number('x', 1), '2', 1, ': found "2", expected a number'],
    [
      'a whole number',
      fields => fields.whole('x', 1, 2),
      1,
      1,
      ': found 1, expected a whole number of at least 2',
    ],
    [
      'a whole number',
      fields => fields.whole('x', 1),
      1.5,
      1,
      ': found 1.5, expected a whole number of at least 0',
    ],
    [
      '32 bits',
      fields => fields.whole('x', 1),
      2 ** 31,
      1,
      ': found 2147483648, expected a whole number of at least 0',
    ],
    ['a whole number', fields => fields.whole('x', 1), '2', 1, ': found "2", expected a number'],
    ['a flag', fields => fields.flag('x'), 'yes', false, ': found "yes", expected true or false'],
    ['a list', fields => fields.texts('x'), 'a', [], ': found "a", expected a list'],
    ['a list', fields => fields.list('x', () => 0), {}, null, ': found {}, expected a list'],
    ['texts', fields => fields.texts('x'), ['a', 1], ['a', '1'], '[1]: found 1, expected a text'],
    ['numbers', fields => fields.numbers('x'), [1, '2'], [1, 2], '[1]: found "2", expected a number'],
    ['a map', fields => fields.map('x'), 'a', null, ': found "a", expected an object'],
    ['a map', fields => fields.map('x'), [1], null, ': found [1], expected an object'],
    [
      'texts by name',
      fields => [...fields.map('x')!],
      { a: 1 },
      [['a', '1']],
      '.a: found 1, expected a text',
    ],
    ['an object', fields => fields.fields('x').has('y'), 'y', false, ': found "y", expected an object'],
    ['an object', fields => fields.fields('x').has('y'), ['y'], false, ': found ["y"], expected an object'],
    [
      'objects',
      fields => fields.list('x', each => each.has('y')),
      [1],
      [false],
      '[0]: found 1, expected an object',
    ],
  ])('that is not %s is a fault, and what is usual', (_, read, x, expected, fault) => {
    expect(reading({ x }, read)).toEqual({
      ...nothing,
      read: expected,
      faults: [`pod[0].x${fault}; correct it`],
    })
  })

  it('may be the largest number that 32 bits hold, and the least that is asked for', () => {
    expect(
      reading({ x: 2 ** 31 - 1, y: 3 }, fields => [fields.whole('x', 0), fields.whole('y', 0, 3)]),
    ).toEqual({
      read: [2 ** 31 - 1, 3],
      ...nothing,
    })
  })

  it('is shown up to eighty characters', () => {
    const [fault] = reading({ x: 'a'.repeat(79) }, fields => fields.number('x', 0)).faults
    expect(fault).toBe(`pod[0].x: found "${'a'.repeat(79)}…, expected a number; correct it`)
    const [short] = reading({ x: 'a'.repeat(78) }, fields => fields.number('x', 0)).faults
    expect(short).toBe(`pod[0].x: found "${'a'.repeat(78)}", expected a number; correct it`)
  })
})

describe('what others say of a field', () => {
  it('is a fault of its place, and other errors are errors', () => {
    const fails = (error: Error) => (fields: Fields) =>
      fields.attempt(['x', 1], 'otherwise', () => {
        throw error
      })
    expect(reading({}, fails(new SwitchyardError('here: found a, expected b.')))).toEqual({
      ...nothing,
      read: 'otherwise',
      faults: ['pod[0].x[1]: found a, expected b'],
    })
    expect(() => reading({}, fails(new Error('broken')))).toThrow('broken')
  })
})

describe('what is left of an object', () => {
  it('is not modelled, but for what is inert, of life, or nothing', () => {
    const object = { read: 1, inert: 2, life: 3, other: 4, none: null }
    expect(
      reading(object, fields => {
        fields.number('read', 0)
        fields.end(['inert'], ['life'])
      }),
    ).toEqual({ read: undefined, faults: [], unmodelled: ['pod[0].other'], passedOver: ['pod[0].life'] })
  })

  it('is passed over by name where it is a whole number', () => {
    const passed = (object: object) => reading(object, fields => fields.passedOver('x'))
    expect(passed({ x: 3 })).toMatchObject({ faults: [], passedOver: ['pod[0].x'] })
    expect(passed({})).toMatchObject({ faults: [], passedOver: [] })
    expect(passed({ x: -1 }).faults).toEqual([
      'pod[0].x: found -1, expected a whole number of at least 0; correct it',
    ])
  })
})

describe('a reading', () => {
  const finish = (read: (fields: Fields) => void) => {
    const all = new Reading()
    read(all.fields({ a: [{ x: 1 }, { x: 2 }], b: 1, c: 'd' }, 'pod'))
    return () => all.finish()
  }

  it('ends with all faults at once, or else with what is not modelled, each once', () => {
    expect(finish(fields => [fields.text('b'), fields.number('c', 0), fields.end()])).toThrow(
      'pod.b: found 1, expected a text; correct it\npod.c: found "d", expected a number; correct it',
    )
    const left = (fields: Fields) => {
      fields.list('a', each => each.end())
      fields.end(['c'])
    }
    expect(finish(left)).toThrow('pod.a[].x, pod.b are not modelled; leave them out')
    expect(finish(left)).toThrow(Unmodelled)
    expect(finish(fields => fields.unmodelled('b'))).toThrow('pod.b is not modelled; leave it out')
    expect(finish(() => undefined)).not.toThrow()
  })
})
