import { describe, expect, it } from 'vitest'
import { type Offer, remainder, thousandths } from '../../../systems/marathon/offer.ts'

const labels = {}
const held = { role: '*', labels }

describe('an offer', () => {
  it('is less what is taken out of it', () => {
    const offer: Offer = {
      hostname: 'h',
      attributes: [],
      resources: [
        { ...held, name: 'cpus', milli: 4000 },
        { ...held, name: 'mem', milli: 1000 },
        { ...held, name: 'ports', from: 10, to: 20 },
      ],
    }
    const left = remainder(offer, [
      { ...held, name: 'cpus', milli: 1500 },
      { ...held, name: 'mem', milli: 1000 },
      { ...held, name: 'ports', from: 12, to: 14 },
    ])
    // A resource that is used up is gone, and ports fall into two pieces.
    expect(left.resources).toEqual([
      { ...held, name: 'cpus', milli: 2500 },
      { ...held, name: 'ports', from: 10, to: 11 },
      { ...held, name: 'ports', from: 15, to: 20 },
    ])
  })

  it('loses nothing of another role', () => {
    const offer: Offer = {
      hostname: 'h',
      attributes: [],
      resources: [
        { name: 'cpus', milli: 1, role: 'web', labels },
        { ...held, name: 'cpus', milli: 1 },
      ],
    }
    expect(remainder(offer, [{ ...held, name: 'cpus', milli: 1 }]).resources.map(({ role }) => role)).toEqual(
      ['web'],
    )
  })

  it('has amounts in whole thousandths', () => {
    expect([0.1 + 0.2, 1.3, 0.0004].map(thousandths)).toEqual([300, 1300, 0])
  })
})
