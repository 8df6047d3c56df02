/**
 * What one allocation gave: one offer for each framework, role and agent, however many stages added to it. One book serves all
 * allocations, one after the other.
 */
import type { Random } from '../../sim/chance/random.ts'
import { shuffle } from '../../sim/chance/shuffle.ts'
import { longer } from '../../sim/world/rows.ts'
import { lockedCpus, OfferRound } from './offer-round.ts'
import type { Resources } from './resources.ts'
import type { Roster } from './roster.ts'
import type { Seat } from './seat.ts'

/** Offers of one seat, as they are given. */
interface Draft {
  readonly seat: Seat
  agents: Int32Array<ArrayBuffer>
  readonly resources: Resources[]
  /** How many there are; what the lists have besides is of earlier allocations. */
  count: number
  /** What they lock. */
  cpus: number
  mem: number
  /** The places in an order of chance; null: as they were given. */
  order: Int32Array<ArrayBuffer> | null
}

export class OfferBook {
  readonly #roster: Roster
  /** In the order in which they were begun. */
  readonly #drafts: Draft[] = []
  /** By number of the seat; the lists stay with it, so that they seldom grow. */
  readonly #draftOf: Draft[] = []
  #draft: Draft | null = null
  /** Offers of earlier stages: of each agent the drafts and the places. */
  readonly #earlier = new Map<number, { readonly draft: Draft; readonly place: number }[]>()

  constructor(roster: Roster) {
    this.#roster = roster
  }

  add(seat: Seat, agent: number, resources: Resources): void {
    const draft = this.#draft?.seat === seat ? this.#draft : this.#turnTo(seat)
    draft.cpus += lockedCpus(resources)
    draft.mem += resources.mem
    if (this.#earlier.size > 0)
      for (const { draft: other, place } of this.#earlier.get(agent) ?? []) {
        if (other !== draft) continue
        draft.resources[place] = draft.resources[place]!.plus(resources)
        return
      }
    const place = draft.count++
    if (place === draft.agents.length) draft.agents = longer(draft.agents, 2 * place)
    draft.agents[place] = agent
    draft.resources[place] = resources
  }

  #turnTo(seat: Seat): Draft {
    let draft = this.#draftOf[seat.number]
    if (draft === undefined || draft.seat !== seat) {
      draft = { seat, agents: new Int32Array(16), resources: [], count: 0, cpus: 0, mem: 0, order: null }
      this.#draftOf[seat.number] = draft
    }
    if (draft.count === 0) this.#drafts.push(draft)
    this.#draft = draft
    return draft
  }

  /** The next stage begins: it may add to what there is, and offers nothing twice itself. */
  nextStage(): void {
    for (const draft of this.#drafts)
      for (let place = 0; place < draft.count; place++) {
        const agent = draft.agents[place]!
        const earlier = this.#earlier.get(agent)
        if (earlier === undefined) this.#earlier.set(agent, [{ draft, place }])
        else earlier.push({ draft, place })
      }
  }

  /** The offers of each seat are made in an order of chance. They stay where they are: most of what is done with them is done with all. */
  shuffle(random: Random): void {
    for (const draft of this.#drafts) {
      const order = new Int32Array(draft.count)
      for (let place = 0; place < order.length; place++) order[place] = place
      shuffle(order, order.length, random)
      draft.order = order
    }
  }

  /** Makes rounds of what was given, and is empty again. */
  close(): OfferRound[] {
    const rounds = this.#drafts.map(({ seat, agents, resources, count, cpus, mem, order }) => {
      const parts = { seat, order, agents: agents.slice(0, count), resources: resources.slice(0, count) }
      return new OfferRound({ ...parts, locked: { cpus, mem } }, this.#roster)
    })
    for (const draft of this.#drafts) {
      draft.count = 0
      draft.cpus = 0
      draft.mem = 0
      draft.order = null
    }
    this.#drafts.length = 0
    this.#draft = null
    this.#earlier.clear()
    return rounds
  }
}
