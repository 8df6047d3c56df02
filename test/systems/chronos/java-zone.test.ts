import { expect, it } from 'vitest'
import { javaZone } from '../../../systems/chronos/java-zone.ts'

const WINTER = Date.UTC(2016, 0, 1) * 1000

it.each([
  ['PST', -8],
  ['IST', 5.5],
  ['Europe/Berlin', 1],
  ['GMT+02:00', 2],
  ['GMT-0330', -3.5],
  ['UTC', 0],
])('%s is %d h ahead of universal time in winter', (name, hours) => {
  expect(javaZone(name, 'here').offsetAt(WINTER) + 0).toBe(hours * 3600e6)
})

it('what Java would take for universal time is refused', () => {
  expect(() => javaZone('XGMT+02:00', 'here')).toThrow('here')
  expect(() => javaZone('GMT+02:000', 'here')).toThrow('here')
})

it.each(['constructor', '__proto__', 'toString'])(
  '%s is no zone, whatever every object seems to have',
  name => {
    expect(() => javaZone(name, 'here')).toThrow(
      `here: found the time zone "${name}", expected a name of the IANA database; Europe/Berlin is one.`,
    )
  },
)
