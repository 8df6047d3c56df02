import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { dcos18, head, marathon13, refusal } from '../../../systems/marathon/flags.ts'

describe('a decline', () => {
  it('is for 5 s when the offer is to come again, and for what the flags say otherwise', () => {
    expect(
      [refusal(true, head), refusal(false, head), refusal(false, marathon13), refusal(false, dcos18)].map(
        time => time / SECOND,
      ),
    ).toEqual([5, 120, 120, 300])
    expect([dcos18.maxInstancesPerOffer, dcos18.era]).toEqual([100, '1.3'])
  })
})
