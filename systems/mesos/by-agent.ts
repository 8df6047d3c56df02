/**
 * Something for each of some agents, by the agent's number. In pages, of which there are only those with something on them:
 * as large as what is in it, and as quick as a list.
 */
const PAGE_BITS = 8
const PAGE = 1 << PAGE_BITS
const IN_PAGE = PAGE - 1

export class ByAgent<T> {
  readonly #pages: ((T | undefined)[] | undefined)[] = []
  /** How much is on each page. */
  readonly #used: number[] = []
  /** For how many agents there is something. */
  size = 0

  get(agent: number): T | undefined {
    return this.#pages[agent >> PAGE_BITS]?.[agent & IN_PAGE]
  }

  set(agent: number, value: T): void {
    const number = agent >> PAGE_BITS
    while (this.#pages.length <= number) {
      this.#pages.push(undefined)
      this.#used.push(0)
    }
    let page = this.#pages[number]
    if (page === undefined) {
      page = new Array<T | undefined>(PAGE).fill(undefined)
      this.#pages[number] = page
    }
    if (page[agent & IN_PAGE] === undefined) {
      this.size++
      this.#used[number]!++
    }
    page[agent & IN_PAGE] = value
  }

  delete(agent: number): void {
    const number = agent >> PAGE_BITS
    const page = this.#pages[number]
    if (page?.[agent & IN_PAGE] === undefined) return
    page[agent & IN_PAGE] = undefined
    this.size--
    if (--this.#used[number]! === 0) this.#pages[number] = undefined
  }

  clear(): void {
    this.#pages.length = 0
    this.#used.length = 0
    this.size = 0
  }

  /** Agents for which there is something, in the order of their numbers. */
  forEachAgent(visit: (agent: number) => void): void {
    for (const [number, page] of this.#pages.entries()) {
      if (page === undefined) continue
      for (let i = 0; i < PAGE; i++) if (page[i] !== undefined) visit((number << PAGE_BITS) | i)
    }
  }

  /** In the order of the agents' numbers. */
  *[Symbol.iterator](): IterableIterator<[number, T]> {
    for (const [number, page] of this.#pages.entries()) {
      if (page === undefined) continue
      for (let i = 0; i < PAGE; i++) {
        const value = page[i]
        if (value !== undefined) yield [(number << PAGE_BITS) | i, value]
      }
    }
  }
}
