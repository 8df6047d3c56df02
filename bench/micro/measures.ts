import { Bench } from 'tinybench'
import { exponential } from '../../sim/chance/distributions.ts'
import { Streams } from '../../sim/chance/random.ts'
import { MINUTE } from '../../sim/engine/time.ts'
import { radixSort } from '../../sim/measure/radix-sort.ts'
import { Samples as Measured } from '../../sim/measure/samples.ts'
import { inTurn, round, type Samples, timed } from './rounds.ts'

const VALUES = 1_000_000

/**
 * What a measurement costs: a million waits noted and sorted, by digits and by the built-in sort. A sample is the whole
 * million.
 */
export async function measuresSuite(): Promise<Samples> {
  const bench = new Bench({ name: 'measurements', time: 200, iterations: 1, ...round })
  const random = new Streams('measures').stream('waits')
  const waits = Float64Array.from({ length: VALUES }, () => Math.round(exponential(random, MINUTE)))
  const scratch = new Float64Array(VALUES)
  const add = (name: string, work: () => void) =>
    bench.add(
      name,
      () =>
        timed(() => {
          work()
          return 1
        }),
      { async: false, beforeEach: () => scratch.set(waits) },
    )
  add('radix sort, a million waits', () => radixSort(scratch, VALUES))
  add('built-in sort, a million waits', () => scratch.sort())
  add('note a million waits, read two quantiles', () => {
    const samples = new Measured()
    for (let i = 0; i < VALUES; i++) samples.push(waits[i]!)
    if (!(samples.quantile(50, 100)!.low < samples.quantile(90, 100)!.low))
      throw new Error('the median is above the 90th percentile')
  })
  return inTurn(bench, 5)
}
