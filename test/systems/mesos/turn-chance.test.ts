import { describe, expect, it } from 'vitest'
import { Lots, mixed } from '../../../sim/chance/lots.ts'
import { Streams } from '../../../sim/chance/random.ts'
import { TurnChance } from '../../../systems/mesos/turn-chance.ts'
import { chiSquare, chiSquareLimit } from '../../sim/chance/chi-square.ts'

function turnOf(seed: string) {
  const lots = new Lots()
  lots.draw(new Streams(seed).stream('lots'))
  const turn = new TurnChance(lots)
  return { lots, turn }
}

describe('the chance of a turn', () => {
  it('is the lot, and steps from it, mixed', () => {
    const { lots, turn } = turnOf('oak')
    turn.begin(7)
    const first = mixed((lots.of(7) + 0x9e3779b9) | 0) >>> 0
    const second = mixed((lots.of(7) + 2 * 0x9e3779b9) | 0) >>> 0
    // Of 32 bits the first, and of the next 21 as many.
    expect(turn.uniform()).toBe(first / 2 ** 32 + (second >>> 11) / 2 ** 53)
    turn.begin(7)
    expect([turn.below(2 ** 32), turn.below(10)]).toEqual([first, Math.floor((second / 2 ** 32) * 10)])
  })

  it('is the same whoever had his turn before, and another one with other lots', () => {
    const { lots, turn } = turnOf('oak')
    const of = (agent: number) => {
      turn.begin(agent)
      return [turn.uniform(), turn.uniform()]
    }
    const [one, two] = [of(1), of(2)]
    expect([of(2), of(1)]).toEqual([two, one])
    lots.draw(new Streams('oak').stream('others'))
    expect(of(1)).not.toEqual(one)
  })

  it('is alike between 0 and 1, in the first of each turn and in all of one', () => {
    const { lots, turn } = turnOf('oak')
    const firsts = new Array<number>(20).fill(0)
    for (let agent = 0; agent < 20_000; agent++) {
      turn.begin(agent)
      firsts[Math.floor(turn.uniform() * 20)]!++
    }
    expect(chiSquare(firsts)).toBeLessThan(chiSquareLimit(20))
    const all = new Array<number>(20).fill(0)
    lots.draw(new Streams('oak').stream('others'))
    turn.begin(3)
    for (let i = 0; i < 20_000; i++) all[turn.below(20)]!++
    expect(chiSquare(all)).toBeLessThan(chiSquareLimit(20))
  })
})
