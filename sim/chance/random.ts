/**
 * Chance, by name: every source of randomness of a run draws from a stream of its own.
 *
 * Two runs that share a seed and differ in policy meet the same arrivals, because the arrivals' stream does not
 * notice what else was drawn: common random numbers without any bookkeeping.
 */
import seedrandom from 'seedrandom'

/** A sequence of random numbers. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number
  /** Uniform integer in [0, n), for 1 ≤ n ≤ 2^32; not checked, for it is called millions of times. */
  below(n: number): number
}

/**
 * Alea, the multiply-with-carry generator of Johannes Baagøe (2010), period about 2^116; integer arithmetic in doubles,
 * so every machine gives the same numbers.
 *
 * `uniform` takes two draws for 53 bits: with 32, an exponential time with a mean of one day could only be a multiple of
 * 20 µs near zero, and no event rarer than 1 in 4 billion could happen. `below` takes one draw, whose 32 bits favour no
 * value of [0, n) by more than n / 2^32, which is 3 in a million for the machines of a cluster of 12 500.
 */
class Alea implements Random {
  /** Did anybody take a number? */
  drawn = false
  readonly #draw: seedrandom.PRNG

  constructor(seed: string) {
    this.#draw = seedrandom.alea(seed)
  }

  uniform(): number {
    this.drawn = true
    const draw = this.#draw
    return draw() + ((draw() * 0x200000) | 0) * 2 ** -53
  }

  below(n: number): number {
    this.drawn = true
    return Math.floor(this.#draw() * n)
  }
}

/** The named streams of one run. */
export class Streams {
  readonly #seed: string
  readonly #taken = new Map<string, Alea>()

  constructor(seed: string) {
    this.#seed = seed
  }

  /**
   * The stream of this name, from its beginning; the same for the same seed and name on any machine.
   *
   * A name is given out once. Two users of one stream would take each other's numbers, and a change of one would change
   * the other; so the second asks for a name of its own.
   *
   * @throws Error if the name was given out before.
   */
  stream(name: string): Random {
    if (this.#taken.has(name)) {
      throw new Error(
        `The random stream '${name}' was asked for twice. Each user of chance needs a stream of its own: ask for another name.`,
      )
    }
    const stream = new Alea(`${this.#seed}/${name}`)
    this.#taken.set(name, stream)
    return stream
  }

  /**
   * Names of the streams that a number was taken from so far, sorted; streams that differ in a number at their end are
   * one, as `failures/machine-*`.
   *
   * The seed enters a run through its streams and in no other way. A run that has drawn from none would therefore have
   * come out the same with any seed: there is no chance in it, whatever its policies could have drawn.
   */
  get drawn(): string[] {
    const names = new Set<string>()
    for (const [name, stream] of this.#taken) if (stream.drawn) names.add(name.replace(/-\d+$/, '-*'))
    return [...names].sort()
  }
}
