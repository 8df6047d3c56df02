import { describe, expect, it } from 'vitest'
import type { Quantities } from '../../../systems/mesos/quantities.ts'
import { QuotaBook } from '../../../systems/mesos/quota.ts'
import { parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'

const quota = (guarantees: string, limits = '') => ({
  guarantees: parseQuantities(guarantees),
  limits: parseQuantities(limits),
})
/** Cores and the like by name, without what is 0. */
const told = (amounts: Quantities) =>
  Object.fromEntries(
    [...amounts.entries()].filter(([, each]) => each !== 0).map(([name, each]) => [name, each / 1000]),
  )
const of = parseResources

describe('quota', () => {
  it('is of top-level roles alone', () => {
    const book = new QuotaBook()
    expect(() => book.set('a/b', quota('cpus:1'))).toThrow(
      "Quota for the role 'a/b', which lies below another: expected a top-level role; give the quota to 'a'.",
    )
    expect(book.isEmpty).toBe(true)
  })

  it('guarantees something, or limits alone', () => {
    const book = new QuotaBook()
    expect(book.hasGuarantees).toBe(false)
    book.set('a', quota('', 'cpus:3'))
    expect([book.isEmpty, book.hasGuarantees]).toEqual([false, false])
    book.set('b', quota('cpus:1'))
    expect(book.hasGuarantees).toBe(true)
    expect([book.of('b') !== undefined, book.of('c')]).toEqual([true, undefined])
  })

  // Of 4 cores and 10 MB, `a` and what is below it hold 1.5 cores that nobody reserved, and have reserved 1 core.
  it('is consumed by what roles below hold unreserved, and by what is reserved, held or not', () => {
    const book = new QuotaBook()
    book.set('a', quota('cpus:4;mem:10', 'cpus:6'))
    book.set('b', quota('cpus:2'))
    book.enter({
      total: of('cpus:8;cpus(a/x):1;mem(b):2'),
      available: of('cpus:8;cpus(a/x):1;mem(b):2'),
    } as never)
    expect([told(book.consumed('a')), told(book.consumed('b'))]).toEqual([{ cpus: 1 }, { mem: 2 }])
    book.holds('a/x', of('cpus:1;cpus(a/x):1;cpus{REV}:5'))
    book.holds('a', of('cpus:0.5'))
    expect(told(book.consumed('a'))).toEqual({ cpus: 2.5 })
    expect([told(book.unmet('a')), told(book.unmet('b')), told(book.unmet('c'))]).toEqual([
      { cpus: 1.5, mem: 10 },
      { cpus: 2 },
      {},
    ])
    expect(told(book.required())).toEqual({ cpus: 3.5, mem: 10 })
    expect(told(book.left(book.of('a')!, 'a'))).toEqual({ cpus: 3.5 })
    book.givesBack('a/x', of('cpus:1;cpus(a/x):1'))
    expect(told(book.consumed('a'))).toEqual({ cpus: 1.5 })
  })

  it('keeps in mind what is free and nobody’s on all agents', () => {
    const book = new QuotaBook()
    book.set('a', quota('cpus:1'))
    const total = of('cpus:8;mem:4;cpus(a):1;cpus{REV}:3')
    const agent = (available: string) => ({ total, available: of(available) }) as never
    book.enter(agent('cpus:8;mem:4;cpus(a):1;cpus{REV}:3'))
    book.enter(agent('cpus:2'))
    expect(told(book.headroom)).toEqual({ cpus: 10, mem: 4 })
    book.moved(of('cpus:2'), of('cpus:5;cpus(a):1'))
    expect(told(book.headroom)).toEqual({ cpus: 13, mem: 4 })
    book.leave(agent('cpus:5;cpus(a):1'))
    expect([told(book.headroom), told(book.consumed('a'))]).toEqual([{ cpus: 8, mem: 4 }, { cpus: 1 }])
  })

  it('counts nothing any more when the last is removed', () => {
    const book = new QuotaBook()
    book.set('a', quota('cpus:1'))
    book.set('b', quota('cpus:1'))
    book.enter({ total: of('cpus:8;cpus(a):1'), available: of('cpus:8') } as never)
    book.remove('b')
    expect([told(book.headroom), told(book.consumed('a'))]).toEqual([{ cpus: 8 }, { cpus: 1 }])
    book.remove('a')
    expect([told(book.headroom), told(book.consumed('a')), book.isEmpty]).toEqual([{}, {}, true])
  })
})
