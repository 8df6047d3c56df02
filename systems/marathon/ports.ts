/**
 * Which ports of an offer an instance gets (Marathon 90619da, PortsMatcher.scala).
 */
import type { Random } from '../../sim/chance/random.ts'
import type { PortNeeds } from './app.ts'
import type { PortRange } from './offer.ts'

/** A port of the host, with the resource that it is part of; null where a mapping wants none. */
export interface HostPort {
  readonly port: number
  readonly range: PortRange
}

export type HostPorts = readonly (HostPort | null)[]

/**
 * One port for each that is wanted, in that order; null when the ranges do not have them.
 *
 * Ports that may be any are taken in a row from a random start in the ranges in a random order, so that apps rarely get
 * the ports that others just left, and ranges stay in few pieces.
 */
export function matchPorts(needs: PortNeeds, ranges: readonly PortRange[], random: Random): HostPorts | null {
  if (needs.kind === 'definitions') {
    if (needs.required) return complete(needs.ports.map(port => fixedPort(port, ranges)))
    const any = new RandomPorts(ranges, [], random)
    return complete(needs.ports.map(() => any.next()))
  }
  const fixed = needs.mappings.flatMap(({ hostPort }) => (hostPort ? [hostPort] : []))
  const any = new RandomPorts(ranges, fixed, random)
  const ports: (HostPort | null)[] = []
  for (const { hostPort } of needs.mappings) {
    if (hostPort === undefined) {
      ports.push(null)
      continue
    }
    const found = hostPort === 0 ? any.next() : fixedPort(hostPort, ranges)
    if (found === null) return null
    ports.push(found)
  }
  return ports
}

function complete(ports: readonly (HostPort | null)[]): HostPorts | null {
  return ports.includes(null) ? null : ports
}

function fixedPort(port: number, ranges: readonly PortRange[]): HostPort | null {
  const range = ranges.find(({ from, to }) => from <= port && port <= to)
  return range === undefined ? null : { port, range }
}

/** The ports of all ranges as one circle, from a random place on. */
class RandomPorts {
  readonly #ranges: PortRange[]
  readonly #without: readonly number[]
  #left: number
  /** The range, and the place in it, of the next port. */
  #at = 0
  #offset = 0

  constructor(ranges: readonly PortRange[], without: readonly number[], random: Random) {
    this.#ranges = shuffled(
      ranges.filter(range => size(range) > 0),
      random,
    )
    this.#without = without
    this.#left = this.#ranges.reduce((sum, range) => sum + size(range), 0)
    if (this.#left === 0) return
    this.#offset = random.below(this.#left)
    while (this.#offset >= size(this.#ranges[this.#at]!)) this.#offset -= size(this.#ranges[this.#at++]!)
  }

  next(): HostPort | null {
    while (this.#left > 0) {
      const range = this.#ranges[this.#at]!
      const port = range.from + this.#offset
      this.#left -= 1
      this.#offset += 1
      if (this.#offset === size(range)) {
        this.#offset = 0
        this.#at = (this.#at + 1) % this.#ranges.length
      }
      if (!this.#without.includes(port)) return { port, range }
    }
    return null
  }
}

function size({ from, to }: PortRange): number {
  return to - from + 1
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items]
  for (let last = result.length - 1; last > 0; last--) {
    const other = random.below(last + 1)
    const kept = result[last]!
    result[last] = result[other]!
    result[other] = kept
  }
  return result
}

/** The ports as resources to take out of the offer: as few ranges as their order allows. */
export function portResources(ports: HostPorts): PortRange[] {
  const taken: PortRange[] = []
  for (const found of ports) {
    if (found === null) continue
    const { port, range } = found
    const last = taken.at(-1)
    if (
      last !== undefined &&
      last.to === port - 1 &&
      last.role === range.role &&
      last.labels === range.labels
    )
      taken[taken.length - 1] = { ...last, to: port }
    else taken.push({ ...range, from: port, to: port })
  }
  return taken
}
