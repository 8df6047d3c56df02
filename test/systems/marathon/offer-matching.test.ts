import { describe, expect, it } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { type Flags, head, marathon13 } from '../../../systems/marathon/flags.ts'
import { LaunchTokens } from '../../../systems/marathon/launch-tokens.ts'
import { OfferMatching } from '../../../systems/marathon/offer-matching.ts'

interface Offer {
  cpus: number
  readonly reservedFor?: string
}

/** A desk whose matchers, by name, want one cpu an instance; slow ones do not answer. */
function deskOf(matchers: string[], more: Partial<Flags> = {}) {
  const flags = { ...head, ...more }
  const asked: string[] = []
  const finished: [number, boolean][] = []
  const tokens = new LaunchTokens(flags, 0)
  const matching: OfferMatching<Offer, string> = new OfferMatching<Offer, string>(
    {
      ask(matcher, offer) {
        asked.push(matcher)
        if (!matcher.startsWith('slow'))
          matching.answered(offer, offer.cpus >= 1, false, 0, () => {
            offer.cpus -= 1
          })
      },
      hasReservation: (matcher, offer) => offer.reservedFor === matcher,
      finished: (_offer, launches, resend) => finished.push([launches, resend]),
    },
    flags,
    tokens,
    new Streams('oak').stream('matchers'),
  )
  for (const matcher of matchers) matching.add(matcher)
  return { matching, asked, finished, tokens }
}

describe('the desk', () => {
  it('asks in turn, one instance each, until nobody wants any more', () => {
    const { matching, asked, finished } = deskOf(['a', 'b'])
    matching.offered({ cpus: 3 }, 0)
    expect(finished).toEqual([[3, false]])
    // Three launches; then the one whose turn it is declines, and so does the other.
    expect(asked).toHaveLength(5)
    expect(asked.slice(0, 4)).toEqual([asked[0], asked[1], asked[0], asked[1]])
  })

  it('asks those first whose reservation is offered', () => {
    for (let round = 0; round < 5; round++) {
      const { matching, asked } = deskOf(['a', 'b', 'c', 'd'])
      matching.offered({ cpus: 0, reservedFor: 'c' }, 0)
      expect([asked[0], [...asked].sort()]).toEqual(['c', ['a', 'b', 'c', 'd']])
    }
  })

  it('stops at the most instances an offer, and when tokens are used up', () => {
    const most = deskOf(['a'], { maxInstancesPerOffer: 5 })
    most.matching.offered({ cpus: 9 }, 0)
    const few = deskOf(['a'], { launchTokens: 2 })
    few.matching.offered({ cpus: 9 }, 0)
    expect([most.finished, few.finished, few.tokens.count]).toEqual([[[5, false]], [[2, false]], 0])
    // Without tokens an offer goes back to come again; without matchers it goes for long.
    few.matching.offered({ cpus: 9 }, 0)
    expect(few.finished[1]).toEqual([0, true])
    const nobody = deskOf([])
    nobody.matching.offered({ cpus: 9 }, 0)
    expect(nobody.finished).toEqual([[0, false]])
  })

  it('asks thousands of matchers that all decline', () => {
    const { matching, finished, asked } = deskOf(
      Array.from({ length: 20_000 }, (_, number) => `app ${number}`),
    )
    matching.offered({ cpus: 0 }, 0)
    expect([finished, asked.length]).toEqual([[[0, false]], 20_000])
  })

  it('keeps offers waiting, takes the newest next, and sends back what waited too long', () => {
    const { matching, asked, finished } = deskOf(['slow'], {
      maxParallelOffers: 1,
      maxQueuedOffers: 2,
      offerMatchingTimeout: 10,
    })
    const offers = [1, 2, 3, 4].map((): Offer => ({ cpus: 1 }))
    matching.offered(offers[0]!, 0)
    matching.offered(offers[1]!, 1)
    matching.offered(offers[2]!, 2)
    // The pile is full.
    matching.offered(offers[3]!, 3)
    expect([finished, matching.waiting]).toEqual([[[0, true]], 2])
    matching.answered(offers[0]!, false, true, 4, () => {})
    expect([finished[1], matching.matching[0] === offers[2], asked.length]).toEqual([[0, true], true, 2])
    matching.cleanUp(11)
    expect([finished.length, matching.waiting]).toEqual([3, 0])
    // Begun at 4 with 10 to go: given up at the first clean-up after 24.
    matching.cleanUp(24)
    expect(matching.matching).toHaveLength(1)
    matching.cleanUp(25)
    expect([matching.matching, finished[3]]).toEqual([[], [0, true]])
    // An answer after that launches nothing.
    matching.answered(offers[2]!, true, false, 26, () => expect.unreachable())
  })

  it('matches every offer when it comes in 1.3, each until its own deadline', () => {
    const { matching, asked, finished } = deskOf(['slow'], { ...marathon13, offerMatchingTimeout: 10 })
    const offers = Array.from({ length: 20 }, (): Offer => ({ cpus: 1 }))
    for (const [at, offer] of offers.entries()) matching.offered(offer, at)
    expect([matching.waiting, asked.length]).toEqual([0, 20])
    // Those that came at 0, 1 and 2 are over at 12; they go back to come again.
    matching.cleanUp(12)
    expect([finished, matching.matching.length]).toEqual([Array(3).fill([0, true]), 17])
  })

  it('starts nothing with a token that another offer has used', () => {
    const { matching, finished } = deskOf(['slow'], { launchTokens: 1 })
    const [one, other] = [{ cpus: 1 }, { cpus: 1 }]
    matching.offered(one, 0)
    matching.offered(other, 0)
    let launches = 0
    for (const offer of [one, other]) matching.answered(offer, true, false, 0, () => launches++)
    expect([launches, finished]).toEqual([
      1,
      [
        [1, false],
        [0, false],
      ],
    ])
  })

  it('no longer asks a matcher that is removed', () => {
    const { matching, finished } = deskOf(['a'])
    matching.remove('a')
    matching.offered({ cpus: 1 }, 0)
    expect(finished).toEqual([[0, false]])
  })
})
