import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { ReviveStream } from '../../../systems/marathon/revive-stream.ts'

const INTERVAL = 5 * SECOND

/** A stream that was quiet until now, and what its instances want. */
function quietStream() {
  const wish = { areWanted: false, version: 0 }
  const stream = new ReviveStream(INTERVAL, 0, () => ({ ...wish }))
  return {
    stream,
    /** One more instance wants offers. */
    wants(at: number) {
      wish.areWanted = true
      wish.version++
      return stream.changed(at * SECOND)
    },
    /** All have what they wanted. */
    isContent(at: number) {
      wish.areWanted = false
      return stream.changed(at * SECOND)
    },
    grant: (at: number) => stream.grant(at * SECOND),
  }
}

describe('at head', () => {
  it('the first instance has the role suppressed no more, the second revives, and the rest waits for 5 s', () => {
    const { stream, wants, grant } = quietStream()
    expect([wants(10), wants(10), wants(10)]).toEqual(['unsuppress', 'revive', null])
    expect(stream.grantAt).toBe(15 * SECOND)
    expect(grant(15)).toBe('revive')
  })

  it('nothing is said of what came and went between two looks', () => {
    const { isContent, wants, grant } = quietStream()
    expect([wants(10), isContent(10.1)]).toEqual(['unsuppress', 'suppress'])
    expect([wants(11), isContent(12), grant(15)]).toEqual([null, null, null])
  })

  it('a look in vain puts off the next', () => {
    const { stream, isContent, wants, grant } = quietStream()
    expect([wants(10), isContent(10.1)]).toEqual(['unsuppress', 'suppress'])
    // A task that runs is a reason to look, too.
    expect([isContent(10.2), grant(15)]).toEqual([null, null])
    expect([wants(17), stream.grantAt]).toEqual([null, 20 * SECOND])
    expect(grant(20)).toBe('unsuppress')
  })

  it('a granted look stays granted, and the interval counts from the grant', () => {
    const { stream, isContent, wants, grant } = quietStream()
    expect([wants(10), isContent(10.1), stream.grantAt]).toEqual(['unsuppress', 'suppress', 15 * SECOND])
    expect([grant(15), stream.grantAt]).toEqual([null, NEVER])
    expect([wants(18), isContent(18.1), stream.grantAt]).toEqual(['unsuppress', null, 20 * SECOND])
    expect(grant(20)).toBe('suppress')
  })

  it('says once more at the second tick that offers are wanted, if they are', () => {
    const { stream, isContent, wants, grant } = quietStream()
    expect([stream.repeatAt, wants(11), stream.repeatAt]).toEqual([NEVER, 'unsuppress', 20 * SECOND])
    expect([stream.repeat(), stream.repeatAt]).toEqual(['revive', NEVER])
    expect([wants(22), stream.repeatAt]).toEqual(['revive', 30 * SECOND])
    isContent(23)
    grant(27)
    expect(stream.repeat()).toBe(null)
  })
})
