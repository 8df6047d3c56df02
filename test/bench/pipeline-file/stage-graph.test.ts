import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentence } from '../../../bench/experiment/faults.ts'
import { graphFaults, inOrder, type NamedStage } from '../../../bench/pipeline-file/stage-graph.ts'

const graph = (parents: Readonly<Record<string, string>>): NamedStage[] =>
  Object.entries(parents).map(([name, above]) => ({
    name,
    parents: above === '' ? [] : above.split(' '),
  }))

const told = (stages: readonly NamedStage[]) =>
  graphFaults(stages).map(({ stage, complaint }) => `${stages[stage]!.name}: ${sentence(complaint)}`)

describe('the order of stages', () => {
  it('is that of the file where parents come first, and puts them first where they do not', () => {
    expect(inOrder(graph({ a: '', b: 'a', c: '', d: 'b c' }))).toEqual([
      { written: 0, parents: [] },
      { written: 1, parents: [0] },
      { written: 2, parents: [] },
      { written: 3, parents: [1, 2] },
    ])
    // d waits for b, which waits for e: c, which waits for nobody, keeps its place before both.
    expect(inOrder(graph({ d: 'b', c: '', b: 'e', e: '' })).map(({ written }) => written)).toEqual([
      1, 3, 2, 0,
    ])
  })

  it('puts every parent before its children, whatever the order of the file', () => {
    const shuffled = fc.integer({ min: 1, max: 30 }).chain(size =>
      fc.tuple(
        fc.shuffledSubarray(
          Array.from({ length: size }, (_, i) => i),
          { minLength: size },
        ),
        fc.array(fc.nat(), { minLength: size, maxLength: size }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([places, draws]) => {
        // Stage n has parents among those of lower numbers, and stands at any place.
        const stages = places.map(n => ({
          name: `s${n}`,
          parents: [...new Set(n === 0 ? [] : [draws[n]! % n, draws[n]! % (n + 1)])]
            .filter(parent => parent < n)
            .map(parent => `s${parent}`),
        }))
        expect(graphFaults(stages)).toEqual([])
        const order = inOrder(stages)
        expect(order.map(({ written }) => written).sort((a, b) => a - b)).toEqual(stages.map((_, i) => i))
        order.forEach(({ written, parents }, place) => {
          expect(parents.every(parent => parent < place)).toBe(true)
          expect(parents.map(parent => stages[order[parent]!.written]!.name)).toEqual(
            stages[written]!.parents,
          )
        })
      }),
      { seed: 1, numRuns: 50 },
    )
  })
})

describe('the faults of a graph', () => {
  it('are told all at once', () => {
    const stages = [
      ...graph({ load: 'extract', extract: '', store: 'laod store', join: 'load load' }),
      { name: 'load', parents: [] },
    ]
    expect(told(stages)).toEqual([
      'load: found the name "load" for the second time, expected every name once; rename one of them',
      'store: found the parent "laod", expected a stage: load, extract, store or join; did you mean "load"?',
      'join: found the parent "load" for the second time, expected every parent once; delete one',
      'store: found stages that wait for each other: store waits for store, expected an order in which each can run; take one of these parents out',
    ])
  })

  it('has one circle for each group that waits for itself, and none for those behind it', () => {
    const stages = graph({ a: '', b: 'a d', c: 'b', d: 'c', e: 'd', f: 'g', g: 'f e' })
    expect(told(stages).map(words => words.split(', expected')[0])).toEqual([
      'b: found stages that wait for each other: b waits for d waits for c waits for b',
      'f: found stages that wait for each other: f waits for g waits for f',
    ])
  })

  it('do not list thousands of names', () => {
    const many = Array.from({ length: 2000 }, (_, i) => ({ name: `s${i}`, parents: i === 7 ? ['s-7'] : [] }))
    expect(told(many)).toEqual([
      's7: found the parent "s-7", expected a stage: one of the 2000 that are there; correct its name, or add the stage',
    ])
  })
})
