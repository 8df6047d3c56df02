import { expect, test } from 'vitest'
import { Engine } from '../../../../sim/engine/engine.ts'
import { SECOND, type Time } from '../../../../sim/engine/time.ts'
import type { LiveOffer } from '../../../../systems/marathon/framework/live-offer.ts'
import { type Look, Looks } from '../../../../systems/marathon/framework/looks.ts'
import type { RunningApp } from '../../../../systems/marathon/framework/running-app.ts'

/** Looks of half a second, in vain from their deadline on. */
function looksOf() {
  const engine = new Engine()
  const log: string[] = []
  const at = () => `${engine.now / SECOND} s`
  const looks = new Looks(engine, SECOND / 2, {
    isInVain: ({ deadline }) => engine.now >= deadline,
    notMade: look => log.push(`${at()}: ${nameOf(look)} is not made`),
    over: (look, begun) => log.push(`${at()}: ${nameOf(look)} is over, begun at ${begun / SECOND} s`),
  })
  return { engine, log, looks }
}

const nameOf = ({ offer }: Look) => String(offer)
/** What an offer is and who looks is no concern of theirs. */
const look = (name: string, deadline: Time): Look => ({
  app: null as unknown as RunningApp,
  offer: name as unknown as LiveOffer,
  deadline,
})

test('a look whose turn comes when it is in vain takes no time of those behind it', () => {
  const { engine, log, looks } = looksOf()
  const later = engine.on(() => looks.begin(look('e', 2 * SECOND)))
  engine.at(SECOND, later, 0, 0)
  for (const name of ['a', 'b', 'c', 'd']) looks.begin(look(name, SECOND))
  engine.run(10 * SECOND)
  // Two of half a second go into the second that all four have.
  expect(log).toEqual([
    '0.5 s: a is over, begun at 0 s',
    '1 s: b is over, begun at 0.5 s',
    '1 s: c is not made',
    '1 s: d is not made',
    '1.5 s: e is over, begun at 1 s',
  ])
})

test('nothing comes of looks that are cleared, and the next begins when the one under way would be over', () => {
  const { engine, log, looks } = looksOf()
  for (const name of ['a', 'b']) looks.begin(look(name, SECOND))
  looks.clear()
  looks.begin(look('c', SECOND))
  engine.run(10 * SECOND)
  expect(log).toEqual(['1 s: c is over, begun at 0.5 s'])
})
