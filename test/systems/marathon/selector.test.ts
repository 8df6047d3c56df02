import { describe, expect, it } from 'vitest'
import type { Labels, ScalarResource } from '../../../systems/marathon/offer.ts'
import { ofRoles, reservable, reservedWith } from '../../../systems/marathon/selector.ts'

const cpus = (role: string, labels: Labels = {}): ScalarResource => ({
  name: 'cpus',
  milli: 1000,
  role,
  labels,
})
const mine = { marathon_framework_id: 'f', marathon_task_id: 't' }

describe('a selector', () => {
  it('takes roles that are accepted, reserved by others or not, but nothing that Marathon reserved', () => {
    const resources = [cpus('*'), cpus('web'), cpus('db'), cpus('web', { owner: 'me' }), cpus('web', mine)]
    expect(resources.map(resource => ofRoles(['*', 'web']).accepts(resource))).toEqual([
      true,
      true,
      false,
      true,
      false,
    ])
  })

  it('finds what was reserved for an instance by its labels', () => {
    const selector = reservedWith(['web'], mine)
    expect(
      [cpus('web', { ...mine, more: 'x' }), cpus('web'), cpus('*', mine)].map(r => selector.accepts(r)),
    ).toEqual([true, false, false])
  })

  it('reserves what belongs to nobody, and leaves volumes alone', () => {
    expect([cpus('*'), cpus('web')].map(r => reservable().accepts(r))).toEqual([true, false])
    const volume: ScalarResource = { name: 'disk', milli: 1000, role: '*', labels: {}, volume: 'v' }
    expect(ofRoles(['*']).accepts(volume)).toBe(false)
  })
})
