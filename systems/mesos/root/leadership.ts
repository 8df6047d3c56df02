/**
 * Who leads: one master after the other. A master that dies is followed by another when its ZooKeeper session has ended.
 */
import { exponential } from '../../../sim/chance/distributions.ts'
import type { Random } from '../../../sim/chance/random.ts'
import type { Engine } from '../../../sim/engine/engine.ts'
import type { MesosSpec } from '../spec.ts'
import type { Leader } from './leader.ts'
import type { MessageKind } from './message-queue.ts'

/** Hears of deaths and elections, at their moment. */
export interface LeadershipListener {
  died(leader: Leader): void
  elected(leader: Leader): void
}

export class Leadership {
  /** The leading master; null while there is none. */
  current: Leader | null = null
  /** The number of the term: what an earlier master knew is not known any more. */
  term = 0
  readonly #engine: Engine
  readonly #options: MesosSpec
  readonly #newLeader: () => Leader
  readonly #listener: LeadershipListener
  readonly #elects: number
  readonly #dies: number
  readonly #random: Random | null

  /** `random` is asked for the life of each master, if masters fail by chance. */
  constructor(
    engine: Engine,
    options: MesosSpec,
    random: Random | null,
    newLeader: () => Leader,
    listener: LeadershipListener,
  ) {
    this.#engine = engine
    this.#options = options
    this.#random = random
    this.#newLeader = newLeader
    this.#listener = listener
    this.#elects = engine.on(() => {
      this.#lead()
      this.#listener.elected(this.current!)
    })
    this.#dies = engine.on(term => {
      if (this.current !== null && (term === this.term || term === ANY_TERM)) this.#die()
    })
    for (const at of options.masterFailures) engine.at(at, this.#dies, ANY_TERM, 0)
  }

  /** The first master, which has led for long. */
  begin(): Leader {
    this.#lead()
    return this.current!
  }

  /** A message has come to where the master is, as heavy as `weight` of them. */
  deliver(kind: MessageKind, a: number, b: number, weight = 1): void {
    if (this.current === null) kind.lost(a, b)
    else this.current.queue.push(kind, a, b, weight)
  }

  /** Messages came that cost the master time and change nothing that is modelled. */
  note(messages: number): void {
    this.current?.queue.note(messages)
  }

  #lead(): void {
    const { masterMeanTimeToFailure } = this.#options
    this.term++
    this.current = this.#newLeader()
    if (this.#random === null) return
    const life = Math.max(1, Math.round(exponential(this.#random, masterMeanTimeToFailure)))
    this.#engine.at(this.#engine.now + life, this.#dies, this.term, 0)
  }

  #die(): void {
    const leader = this.current!
    this.current = null
    this.#engine.at(this.#engine.now + this.#options.election, this.#elects, 0, 0)
    this.#listener.died(leader)
    leader.end()
  }
}

/** The failure of whichever master leads. */
const ANY_TERM = -1
