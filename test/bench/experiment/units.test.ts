import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sentence } from '../../../bench/experiment/faults.ts'
import {
  type Reading,
  readAmount,
  readCpu,
  readDuration,
  readMemory,
  readNumber,
} from '../../../bench/experiment/units.ts'
import { NEVER } from '../../../sim/engine/time.ts'

const said = (reading: Reading) => (typeof reading === 'number' ? reading : sentence(reading))

describe('a duration', () => {
  test('is read in microseconds', () => {
    expect(readDuration('1 us')).toBe(1)
    expect(readDuration('10 ms')).toBe(10_000)
    expect(readDuration('1.5 s')).toBe(1_500_000)
    expect(readDuration('2min')).toBe(120_000_000)
    expect(readDuration('2 h')).toBe(7_200_000_000)
    expect(readDuration('1 d')).toBe(86_400_000_000)
    expect(readDuration('1e3 s')).toBe(1_000_000_000)
  })

  test('of a longer unit, or of several in turn, is told in one of the units that there are', () => {
    const remedy = (text: string) => said(readDuration(text)).toString().split('; ')[1]
    expect(remedy('1 week')).toBe('write "7 d"')
    expect(remedy('2w')).toBe('write "14 d"')
    expect(remedy('1 month')).toBe('write "30 d", or as many days as are meant')
    expect(remedy('2 years')).toBe('write "730 d", or as many days as are meant')
    // 60 + 30 min; 24 + 12 h; 90 s.
    expect(remedy('1h30m')).toBe('write "90 min"')
    expect(remedy('1 d 12 h')).toBe('write "36 h"')
    expect(remedy('1 min, 30 s')).toBe('write "90 s"')
    expect(remedy('1 d 12 parsecs')).toBe('write a number and one of the units us, ms, s, min, h, d')
    expect(remedy('1 fortnite')).toBe('the units are us, ms, s, min, h, d')
  })

  test('may be "never" or 0 only where that makes sense', () => {
    expect(readDuration('never', { never: true })).toBe(NEVER)
    expect(readDuration('0 s', { zero: true })).toBe(0)
    expect(said(readDuration('never'))).toMatchInlineSnapshot(
      `"found "never", expected a duration longer than 0 such as "10 s" or "2 h"; write a number and one of the units us, ms, s, min, h, d"`,
    )
    expect(said(readDuration('0 s'))).toMatchInlineSnapshot(
      `"found "0 s", expected a duration longer than 0 such as "10 s" or "2 h""`,
    )
    expect(said(readDuration('-1 s', { zero: true }))).toMatchInlineSnapshot(
      `"found "-1 s", expected a duration such as "10 s" or "2 h""`,
    )
  })

  test('in another spelling is corrected', () => {
    const corrected = ['10 sec', '10 minutes', '3 hrs', '1 day', '5 m', '5 S', '2 msec'].map(text =>
      said(readDuration(text)),
    )
    expect(corrected).toMatchInlineSnapshot(`
      [
        "found "10 sec", expected a duration longer than 0 such as "10 s" or "2 h"; write "10 s"",
        "found "10 minutes", expected a duration longer than 0 such as "10 s" or "2 h"; write "10 min"",
        "found "3 hrs", expected a duration longer than 0 such as "10 s" or "2 h"; write "3 h"",
        "found "1 day", expected a duration longer than 0 such as "10 s" or "2 h"; write "1 d"",
        "found "5 m", expected a duration longer than 0 such as "10 s" or "2 h"; write "5 min"",
        "found "5 S", expected a duration longer than 0 such as "10 s" or "2 h"; write "5 s"",
        "found "2 msec", expected a duration longer than 0 such as "10 s" or "2 h"; write "2 ms"",
      ]
    `)
  })

  test('of nothing without a unit is not told to be written with one where it would still be nothing', () => {
    expect(readDuration(0)).toEqual({ found: '0 without a unit', expected: expect.any(String) })
    expect(readDuration(0, { zero: true })).toMatchObject({ remedy: 'write "0 s" if that is the unit' })
  })

  test('without a unit, or with none that exists, says what to write', () => {
    const answers = [
      600,
      '600',
      'soon',
      '',
      true,
      null,
      ['1 s'],
      '3 weeks',
      '1 h 30 min',
      '1.2.3 s',
      Number.NaN,
      '1e300 d',
    ]
    expect(answers.map(answer => said(readDuration(answer)))).toMatchInlineSnapshot(`
      [
        "found 600 without a unit, expected a duration longer than 0 such as "10 s" or "2 h"; write "600 s" if that is the unit",
        "found 600 without a unit, expected a duration longer than 0 such as "10 s" or "2 h"; write "600 s" if that is the unit",
        "found "soon", expected a duration longer than 0 such as "10 s" or "2 h"; write a number and one of the units us, ms, s, min, h, d",
        "found "", expected a duration longer than 0 such as "10 s" or "2 h"; write a number and one of the units us, ms, s, min, h, d",
        "found true, expected a duration longer than 0 such as "10 s" or "2 h"; write a number and one of the units us, ms, s, min, h, d",
        "found nothing, expected a duration longer than 0 such as "10 s" or "2 h"; write a number and one of the units us, ms, s, min, h, d",
        "found a list, expected a duration longer than 0 such as "10 s" or "2 h"; write a number and one of the units us, ms, s, min, h, d",
        "found "3 weeks", expected a duration longer than 0 such as "10 s" or "2 h"; write "21 d"",
        "found "1 h 30 min", expected a duration longer than 0 such as "10 s" or "2 h"; write "90 min"",
        "found "1.2.3 s", expected a duration longer than 0 such as "10 s" or "2 h"; write a number and one of the units us, ms, s, min, h, d",
        "found .nan, expected a duration longer than 0 such as "10 s" or "2 h"; write a number and one of the units us, ms, s, min, h, d",
        "found "1e300 d", expected a duration below 285 years",
      ]
    `)
  })

  test('of whole microseconds survives writing and reading', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 50 }), time => {
        expect(readDuration(`${time} us`)).toBe(time)
        expect(readDuration(`${time / 1000} ms`)).toBe(time)
      }),
    )
  })
})

test('memory is read in MiB, in powers of two only', () => {
  expect(readMemory('512 MiB')).toBe(512)
  expect(readMemory('1.5 GiB')).toBe(1536)
  expect(readMemory('2 TiB')).toBe(2 * 1024 * 1024)
  expect(readMemory('512 KiB')).toBe(0.5)
  expect(
    ['64 GB', '64 G', '64', 64, '0 GiB', '64 Gib', '64 GHz'].map(text => said(readMemory(text))),
  ).toMatchInlineSnapshot(`
    [
      "found "64 GB", expected an amount of memory above 0 such as "512 MiB" or "64 GiB"; write "64 GiB"",
      "found "64 G", expected an amount of memory above 0 such as "512 MiB" or "64 GiB"; write "64 GiB"",
      "found 64 without a unit, expected an amount of memory above 0 such as "512 MiB" or "64 GiB"; write "64 GiB" if that is the unit",
      "found 64 without a unit, expected an amount of memory above 0 such as "512 MiB" or "64 GiB"; write "64 GiB" if that is the unit",
      "found "0 GiB", expected an amount of memory above 0 such as "512 MiB" or "64 GiB"",
      "found "64 Gib", expected an amount of memory above 0 such as "512 MiB" or "64 GiB"; write "64 GiB"",
      "found "64 GHz", expected an amount of memory above 0 such as "512 MiB" or "64 GiB"; the units are KiB, MiB, GiB, TiB",
    ]
  `)
})

test('amounts of a named resource have no unit: 100 GiB of disk, which Marathon counts in MiB, are 102400', () => {
  expect(readAmount(2)).toBe(2000)
  expect(readAmount(102_400)).toBe(102_400_000)
  // 4 TiB.
  expect(readAmount(4_194_304)).toBe(4_194_304_000)
  expect(
    [0, '100 GiB', '0.5 gib', '4 gpus', '500m', Number.POSITIVE_INFINITY, 2 ** 41].map(text =>
      said(readAmount(text)),
    ),
  ).toMatchInlineSnapshot(`
    [
      "found 0, expected a number above 0 without a unit such as 2 or 0.5",
      "found "100 GiB", expected a number above 0 without a unit such as 2 or 0.5; in MiB, as disk is, write 102400",
      "found "0.5 gib", expected a number above 0 without a unit such as 2 or 0.5; in MiB, as disk is, write 512",
      "found "4 gpus", expected a number above 0 without a unit such as 2 or 0.5; write 4",
      "found "500m", expected a number above 0 without a unit such as 2 or 0.5; write 0.5",
      "found .inf, expected a number above 0 without a unit such as 2 or 0.5",
      "found 2199023255552, expected at most 1099511627776",
    ]
  `)
})

test('cores are read in thousandths', () => {
  expect(readCpu(16)).toBe(16_000)
  expect(readCpu(0.07)).toBe(70)
  expect(
    [0, -1, 1e-9, '16 cores', '500m', Number.POSITIVE_INFINITY, 'many'].map(text => said(readCpu(text))),
  ).toMatchInlineSnapshot(`
    [
      "found 0, expected a number of cores above 0 such as 16 or 0.5",
      "found -1, expected a number of cores above 0 such as 16 or 0.5",
      "found 1e-9, expected a number from 0.000001 to 1000000",
      "found "16 cores", expected a number of cores above 0 such as 16 or 0.5; write 16",
      "found "500m", expected a number of cores above 0 such as 16 or 0.5; write 0.5",
      "found .inf, expected a number of cores above 0 such as 16 or 0.5",
      "found "many", expected a number of cores above 0 such as 16 or 0.5",
    ]
  `)
})

test('a number is finite and above 0', () => {
  expect(readNumber(0.5)).toBe(0.5)
  expect(
    [0, -0.1, Number.NaN, Number.NEGATIVE_INFINITY, '0.5', null, {}].map(text => said(readNumber(text))),
  ).toMatchInlineSnapshot(`
    [
      "found 0, expected a number above 0",
      "found -0.1, expected a number above 0",
      "found .nan, expected a number above 0",
      "found -.inf, expected a number above 0",
      "found "0.5", expected a number above 0; write 0.5",
      "found nothing, expected a number above 0",
      "found a map, expected a number above 0",
    ]
  `)
})
