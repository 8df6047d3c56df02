import { Bench } from 'tinybench'
import { exponential } from '../../sim/chance/distributions.ts'
import { Streams } from '../../sim/chance/random.ts'
import { inTurn, round, type Samples, timed } from './rounds.ts'

const DRAWS = 1_000_000

/** What chance costs: a stream's uniform and exponential numbers, and Math.random, which has no seed. A sample is one draw. */
export async function chanceSuite(): Promise<Samples> {
  const bench = new Bench({ name: 'chance', time: 100, iterations: 1, ...round })
  const random = new Streams('chance').stream('draws')
  add(bench, 'uniform', () => random.uniform())
  add(bench, 'Math.random', () => Math.random())
  add(bench, 'exponential', () => exponential(random, 1))
  add(bench, 'below 12 500', () => random.below(12_500))
  return inTurn(bench, 10)
}

function add(bench: Bench, name: string, draw: () => number): void {
  const draws = () => {
    let sum = 0
    for (let i = 0; i < DRAWS; i++) sum += draw()
    // A sum that nobody looks at might not be computed.
    if (!(sum > 0)) throw new Error(`${name}: ${DRAWS} draws add up to ${sum}`)
    return DRAWS
  }
  bench.add(name, () => timed(draws), { async: false })
}
