import { describe, expect, it } from 'vitest'
import { type CountedDay, type FieldKind, parseField } from '../../../systems/calendar/cron-field.ts'
import { fieldKinds } from '../../../systems/metronome/cron.ts'

const [minute, , monthDay, month, weekDay] = fieldKinds as [
  FieldKind,
  FieldKind,
  FieldKind,
  FieldKind,
  FieldKind,
]

function read(text: string, kind: FieldKind) {
  const faults: string[] = []
  return { ...parseField(text, kind, faults), faults }
}
const upTo = (last: number, first = 0, step = 1) =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step)

describe('a field of numbers', () => {
  it.each<[string, FieldKind, readonly number[], string]>([
    ['*', minute, upTo(59), '*'],
    ['*/1', minute, upTo(59), '*'],
    ['*/20', minute, [0, 20, 40], '*/20'],
    ['*/5', month, [1, 6, 11], '*/5'],
    ['7', minute, [7], '7'],
    ['0', minute, [0], '0'],
    ['59', minute, [59], '59'],
    ['50/3', minute, [50, 53, 56, 59], '50/3'],
    ['5-8', minute, [5, 6, 7, 8], '5-8'],
    ['5-5', minute, [5], '5-5'],
    ['5-9/2', minute, [5, 7, 9], '5-9/2'],
    ['8,2-3,3', minute, [2, 3, 8], '8,2-3,3'],
    ['jan', month, [1], '1'],
    ['Feb-APR', month, [2, 3, 4], '2-4'],
    ['dec', month, [12], '12'],
    // A step counts to the end of the week, from which Sunday is left out: it is its beginning.
    ['*', weekDay, upTo(6), '*'],
    ['7', weekDay, [0], '0'],
    ['sun', weekDay, [0], '0'],
    ['6-7', weekDay, [0, 6], '6-0'],
    ['fri-mon', weekDay, [0, 1, 5, 6], '5-1'],
    ['5/2', weekDay, [5], '5/2'],
  ])('%s means what it says', (text, kind, values, shown) => {
    expect(read(text, kind)).toMatchObject({ values, text: shown, counted: [], faults: [] })
  })

  it.each<[string, FieldKind, string]>([
    ['60', minute, 'found "60" as minute, expected numbers from 0 to 59'],
    ['0', month, 'found "0" as month, expected numbers from 1 to 12 or names such as FEB'],
    ['13', month, 'found "13" as month, expected numbers from 1 to 12 or names such as FEB'],
    ['foo', month, 'found "foo" as month, expected numbers from 1 to 12 or names such as FEB'],
    ['1-13', month, 'found "1-13" as month, expected numbers from 1 to 12 or names such as FEB'],
    ['5-4', minute, 'found "5-4" as minute, expected a range that does not run backwards'],
    ['*/0', minute, 'found "*/0" as minute, expected a step of at least 1'],
    ['1-', minute, 'found "1-" as minute, expected a number, a range such as 1-5, a step such as */5, or *'],
    ['', minute, 'found "" as minute, expected a number, a range such as 1-5, a step such as */5, or *'],
    ['L', minute, 'found "L" as minute, expected numbers from 0 to 59'],
    ['8', weekDay, 'found "8" as day of the week, expected numbers from 0 to 7 or names such as MON'],
  ])('%j is none', (text, kind, fault) => {
    expect(read(text, kind)).toMatchObject({ values: [], faults: [fault] })
  })

  it('tells all that is wrong with it', () => {
    expect(read('60,5,61', minute)).toMatchObject({
      values: [5],
      faults: [expect.any(String), expect.any(String)],
    })
  })

  it('is any where it is a star alone', () => {
    expect(['*', '*/1', '*/2', '*,5', '0-59'].map(text => read(text, minute).isAny)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })

  // Of a range its end is left out, and of anything else but one value all.
  it('has values that are checked against the calendar where it is one value or one range', () => {
    expect(
      ['31', '30-31', '5-5', '*', '1-5/2', '5/2', '30,31'].map(text => read(text, monthDay).checked),
    ).toEqual([[31], [30], [], null, null, null, null])
  })
})

describe('days that are counted', () => {
  it.each<[string, FieldKind, CountedDay, string]>([
    ['L', monthDay, { kind: 'last' }, 'L'],
    ['lw', monthDay, { kind: 'last-weekday' }, 'LW'],
    ['15W', monthDay, { kind: 'nearest-weekday', day: 15 }, '15W'],
    ['5L', weekDay, { kind: 'last-of', weekday: 5 }, '5L'],
    ['friL', weekDay, { kind: 'last-of', weekday: 5 }, '5L'],
    ['7L', weekDay, { kind: 'last-of', weekday: 0 }, '0L'],
    ['5#1', weekDay, { kind: 'nth-of', weekday: 5, nth: 1 }, '5#1'],
    ['sun#5', weekDay, { kind: 'nth-of', weekday: 0, nth: 5 }, '0#5'],
  ])('%s', (text, kind, counted, shown) => {
    expect(read(text, kind)).toMatchObject({
      values: [],
      counted: [counted],
      text: shown,
      isAny: false,
      faults: [],
    })
  })

  it('stand beside others', () => {
    expect(read('1,L', monthDay)).toMatchObject({ values: [1], counted: [{ kind: 'last' }], faults: [] })
  })

  it.each<[string, FieldKind, string]>([
    ['32W', monthDay, 'found "32W" as day of the month, expected numbers from 1 to 31'],
    ['0W', monthDay, 'found "0W" as day of the month, expected numbers from 1 to 31'],
    ['8L', weekDay, 'found "8L" as day of the week, expected numbers from 0 to 7 or names such as MON'],
    ['5#0', weekDay, 'found "5#0" as day of the week, expected a count from 1 to 5 after #'],
    ['5#6', weekDay, 'found "5#6" as day of the week, expected a count from 1 to 5 after #'],
    [
      '5#10',
      weekDay,
      'found "5#10" as day of the week, expected a number, a range such as 1-5, a step such as */5, or *',
    ],
  ])('%s counts nothing', (text, kind, fault) => {
    expect(read(text, kind)).toMatchObject({ values: [], counted: [], faults: [fault] })
  })
})
