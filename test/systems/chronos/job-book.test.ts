import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { chronos24 } from '../../../systems/chronos/era.ts'
import type { Job } from '../../../systems/chronos/job.ts'
import { JobBook, type Outcome } from '../../../systems/chronos/job-book.ts'
import { parseRepeat } from '../../../systems/chronos/repeat.ts'

function job(name: string, parents: readonly string[] = [], more: Partial<Job> = {}): Job {
  return {
    name,
    command: './run',
    arguments: [],
    runs:
      parents.length === 0
        ? { by: 'schedule', repeat: parseRepeat('R//P1D', '', 0, name) }
        : { by: 'parents', parents },
    epsilon: 0,
    retries: 2,
    needs: chronos24.taskNeeds,
    constraints: [],
    softError: false,
    highPriority: false,
    disabled: false,
    concurrent: false,
    ...more,
  }
}

const names = ({ children }: Outcome) => children.map(({ name }) => name)

describe('a join of Chronos', () => {
  it('runs with a parent of the last round when the other one failed then (chronos#543, step by step)', () => {
    const book = new JobBook(chronos24)
    for (const each of [job('start'), job('child1', ['start']), job('child2', ['start'], { retries: 0 })])
      book.register(each)
    book.register(job('end', ['child1', 'child2']))
    // First round: child1 succeeds, child2 fails, and end rightly does not run. The edge of child1 counts 1, that of child2 0.
    expect(names(book.finished('start', 1))).toEqual(['child1', 'child2'])
    expect(names(book.finished('child1', 2))).toEqual([])
    expect(names(book.failed('child2', 0, 3))).toEqual([])
    // Second round: child2 is done first. Both edges count 1, so end runs – with the child1 of the first round.
    expect(names(book.finished('start', 11))).toEqual(['child1', 'child2'])
    expect(names(book.finished('child2', 12))).toEqual(['end'])
    book.started('end')
    // The child1 of this round comes too late: its edge counts 1 and the other 0.
    expect(names(book.finished('child1', 13))).toEqual([])
    // And so it goes on: in the third round end runs for child2 alone again.
    expect(names(book.finished('child2', 22))).toEqual(['end'])
  })
})

describe('a pipeline of five stages in Chronos', () => {
  const stages = ['one', 'two', 'three', 'four', 'five']

  /** Lets a round run, `takes` a task, and says what ran when; stage three fails at its first attempts. */
  function round(book: JobBook, failures: number, start: number): [string, number][] {
    const ran: [string, number][] = []
    let left = failures
    const waiting: { name: string; attempt: number; at: number }[] = [{ name: 'one', attempt: 0, at: start }]
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const { name, attempt, at } = task
      ran.push([name, at / SECOND])
      book.started(name)
      const end = at + 10 * SECOND
      const fails = name === 'three' && left-- > 0
      const { children, retry } = fails ? book.failed(name, attempt, end) : book.finished(name, end)
      if (retry !== null) waiting.push({ name, ...retry })
      for (const child of children) waiting.push({ name: child.name, attempt: 0, at: end })
    }
    return ran
  }

  function bookOf(more: Partial<Job> = {}): JobBook {
    const book = new JobBook(chronos24)
    for (const [i, name] of stages.entries())
      book.register(job(name, stages.slice(Math.max(0, i - 1), i), more))
    return book
  }

  it('goes on after a failure that passes: three attempts, a minute apart', () => {
    // Each stage takes 10 s. Three fails at 30 and 100, and succeeds at 170; the last stage begins at 180.
    expect(round(bookOf(), 2, 0)).toEqual([
      ['one', 0],
      ['two', 10],
      ['three', 20],
      ['three', 90],
      ['three', 160],
      ['four', 170],
      ['five', 180],
    ])
  })

  it('stops at a failure that stays, and gives the stage one attempt a round from then on', () => {
    const book = bookOf()
    const forever = Number.POSITIVE_INFINITY
    expect(round(book, forever, 0).map(([name]) => name)).toEqual(['one', 'two', 'three', 'three', 'three'])
    expect(round(book, forever, 10 * MINUTE).map(([name]) => name)).toEqual(['one', 'two', 'three'])
    // A success gives it its attempts back.
    expect(round(book, 0, 20 * MINUTE).map(([name]) => name)).toEqual(stages)
    expect(round(book, 2, 30 * MINUTE)).toHaveLength(7)
    expect(book.get('three')).toMatchObject({ successCount: 2, errorCount: 2, errorsSinceLastSuccess: 0 })
  })

  it('goes on over a failure that stays when it is called soft', () => {
    expect(round(bookOf({ softError: true, retries: 0 }), 1, 0).map(([name]) => name)).toEqual(stages)
  })
})

describe('what Chronos remembers of a job', () => {
  it('disables it after too many errors in a row, or when its schedule is exhausted', () => {
    const book = new JobBook({ ...chronos24, disableAfterFailures: 2 })
    book.register(job('a', [], { retries: 0 }))
    book.register(job('b', ['a']))
    book.failed('a', 0, 1)
    expect(book.get('a')!.disabled).toBe(false)
    book.failed('a', 0, 2)
    expect(book.get('a')!.disabled).toBe(true)
    book.finished('b', 3, true)
    expect(book.get('b')!.disabled).toBe(true)
    expect(names(book.finished('a', 4))).toEqual([])
  })

  it('has no job whose parent it does not know, and no circle', () => {
    const book = new JobBook(chronos24)
    book.register(job('a'))
    expect(book.register(job('b', ['a', 'ghost']))).toBe(false)
    expect(book.register(job('c', ['a']))).toBe(true)
    expect(book.graph.setParents('a', ['c'])).toBe(false)
    expect(book.finished('ghost', 0).children).toEqual([])
  })
})

describe('the graph of jobs', () => {
  it('has edges both ways, and other ones when a job gets other parents', () => {
    const { graph } = new JobBook(chronos24)
    for (const name of ['a', 'b', 'c']) graph.add(name)
    expect(graph.connect('a', 'c')).toBe(true)
    expect(graph.connect('a', 'c')).toBe(true)
    expect([graph.parentsOf('c'), graph.childrenOf('a'), graph.childrenOf('c')]).toEqual([['a'], ['c'], []])
    expect([graph.connect('a', 'ghost'), graph.connect('ghost', 'a'), graph.connect('c', 'a')]).toEqual([
      false,
      false,
      false,
    ])
    expect(graph.setParents('c', ['b'])).toBe(true)
    expect([graph.parentsOf('c'), graph.childrenOf('a'), graph.childrenOf('b')]).toEqual([['b'], [], ['c']])
    expect([graph.setParents('c', ['ghost']), graph.setParents('ghost', ['a'])]).toEqual([false, false])
    expect([graph.parentsOf('c'), graph.parentsOf('ghost'), graph.childrenOf('ghost')]).toEqual([
      ['b'],
      [],
      [],
    ])
    // A job that is added again keeps what it has.
    graph.add('c')
    expect(graph.parentsOf('c')).toEqual(['b'])
    expect([graph.ended('b'), graph.ended('a'), graph.ended('ghost')]).toEqual([['c'], [], []])
  })

  it('counts ends of several parents, and begins again when the child has started', () => {
    const { graph } = new JobBook(chronos24)
    for (const name of ['a', 'b', 'c']) graph.add(name)
    graph.setParents('c', ['a', 'b'])
    expect([graph.ended('a'), graph.ended('a'), graph.ended('b'), graph.ended('b')]).toEqual([
      [],
      [],
      ['c'],
      ['c'],
    ])
    graph.started('c')
    expect([graph.ended('b'), graph.ended('a')]).toEqual([[], ['c']])
    graph.started('ghost')
  })
})

it('a definition takes the place of another, with what is remembered', () => {
  const book = new JobBook(chronos24)
  book.register(job('a', [], { retries: 0 }))
  book.failed('a', 0, 5)
  book.replace(job('a', [], { disabled: true, retries: 9 }))
  expect([...book.jobs]).toEqual([
    {
      ...{ job: job('a', [], { disabled: true, retries: 9 }), disabled: true },
      ...{ successCount: 0, errorCount: 1, errorsSinceLastSuccess: 1, lastSuccess: null, lastError: 5 },
    },
  ])
  expect(book.failed('ghost', 0, 1)).toEqual({ children: [], retry: null })
})
