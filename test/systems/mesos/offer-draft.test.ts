import { describe, expect, it } from 'vitest'
import { Lots } from '../../../sim/chance/lots.ts'
import { Streams } from '../../../sim/chance/random.ts'
import { OfferDraft } from '../../../systems/mesos/offer-draft.ts'
import { lockedBy, openOf } from '../../../systems/mesos/offer-round.ts'
import { formatResources, parseResources } from '../../../systems/mesos/resource-text.ts'
import { Roster } from '../../../systems/mesos/roster.ts'
import type { Seat } from '../../../systems/mesos/seat.ts'
import { chiSquare, chiSquareLimit } from '../../sim/chance/chi-square.ts'

const roster = new Roster()
/** A draft asks nothing of its seat. */
const seat = {} as Seat

function draftOf(...texts: string[]): OfferDraft {
  const draft = new OfferDraft(seat)
  for (const [agent, text] of texts.entries()) {
    draft.add(agent, parseResources(text))
    draft.lockAll(parseResources(text))
  }
  return draft
}

describe('a draft', () => {
  it('becomes a round of its offers and of what they lock, and is empty again', () => {
    const draft = draftOf('cpus:1;mem:10', 'cpus{REV}:2;mem:5')
    draft.enlarge(0, parseResources('cpus(a):4'))
    draft.lock(4000, 0)
    const round = draft.close(roster)
    expect([...round.agents]).toEqual([0, 1])
    expect(round.resources.map(formatResources)).toEqual(['cpus(a):4;cpus:1;mem:10', 'cpus{REV}:2;mem:5'])
    // 1 + 4 cores: those that can be taken back are none of the agent's own.
    expect(round.locked).toEqual({ cpus: 5000, mem: 15_000 })
    draft.add(7, parseResources('cpus:1'))
    draft.lock(1000, 0)
    const next = draft.close(roster)
    expect([[...next.agents], next.locked]).toEqual([[7], { cpus: 1000, mem: 0 }])
    expect([...round.agents]).toEqual([0, 1])
  })

  it('of which some offers are closed locks the others', () => {
    const round = draftOf('cpus:1;mem:10', 'cpus{REV}:2;mem:5', 'cpus:4').close(roster)
    expect(lockedBy(round)).toBe(round.locked)
    round.close(2)
    expect(lockedBy(round)).toEqual({ cpus: 1000, mem: 15_000 })
    round.close(0)
    expect(lockedBy(openOf(round))).toEqual({ cpus: 0, mem: 5000 })
  })

  it('is made in an order of chance, all alike, and stands as its agents do', () => {
    const random = new Streams('oak').stream('agents')
    const lots = new Lots()
    const draft = new OfferDraft(seat)
    const times = new Map<string, number>()
    for (let i = 0; i < 6000; i++) {
      for (const agent of [3, 5, 8]) draft.add(agent, parseResources('cpus:1'))
      lots.draw(random)
      draft.arrangeBy(lots)
      const round = draft.close(roster)
      expect([...round.agents]).toEqual([3, 5, 8])
      const order = [0, 1, 2].map(at => round.agents[round.place(at)]).join(' ')
      times.set(order, (times.get(order) ?? 0) + 1)
    }
    expect(times.size).toBe(6)
    expect(chiSquare([...times.values()])).toBeLessThan(chiSquareLimit(6))
    draft.add(3, parseResources('cpus:1'))
    expect(draft.close(roster).order).toBeNull()
  })

  it('is left in its order by offers that are closed', () => {
    const draft = draftOf('cpus:1', 'cpus:2', 'cpus:3')
    // With no mask and no turn the lots of 0, 1 and 2 are 0, 0x514e28b7 and 0x30f4c306: they come in the order 0, 2, 1.
    const lots = new Lots()
    lots.draw({ uniform: () => Number.NaN, below: () => 0 })
    draft.arrangeBy(lots)
    const round = draft.close(roster)
    round.close(1)
    const open = openOf(round)
    expect([open.place(0), open.place(1)]).toEqual([0, 2])
  })

  it.each([3, 64])(
    'of %d whose turn came before they were added stands as they were added, if it is long',
    size => {
      const draft = new OfferDraft(seat)
      // Offers 0 to size − 1, of agents 100 onwards, are added last first: number n is at place size − 1 − n.
      const late = Int32Array.from({ length: size }, (_, number) => size - 1 - number)
      for (let number = 0; number < size; number++) draft.comesNext(number)
      for (let number = size - 1; number >= 0; number--)
        draft.add(100 + number, parseResources(`cpus:${1 + number}`))
      // One that is given in its turn is the last that is made, and stands last.
      draft.addNext(7, parseResources('cpus:100'))
      draft.arrange(late)
      const round = draft.close(roster)
      const inTurn = [...Array.from({ length: size }, (_, number) => 100 + number), 7]
      const places = inTurn.map((_, i) => round.place(i))
      expect(places.map(place => round.agents[place])).toEqual(inTurn)
      expect(places.map(place => round.resources[place]!.cpus / 1000)).toEqual([
        ...Array.from({ length: size }, (_, number) => 1 + number),
        100,
      ])
      expect(round.order === null).toBe(size === 3)
      expect(round.agents[0]).toBe(size === 3 ? 100 : 100 + size - 1)
      draft.addNext(1, parseResources('cpus:1'))
      draft.arrange(late)
      expect([...draft.close(roster).agents]).toEqual([1])
    },
  )
})
