/**
 * The inventory of Law and Kelton (Simulation Modeling and Analysis, 1.5): every month what is on the shelf is looked at, and where it
 * is below s, as much is ordered as makes it S. Demands come one after the other and are met from the shelf, or owed.
 */
import { Streams } from '../../sim/chance/random.ts'

/** Units at the beginning, and months in a run. */
const FIRST = 60
const MONTHS = 120
/** Months between demands on average. */
const BETWEEN = 0.1
/** An order costs so much, and so much a unit; a unit on the shelf or owed so much a month. */
const SETUP = 32
const PER_UNIT = 3
const HOLDING = 1
const SHORTAGE = 5

/** What a month costs on average; policies with the same seed meet the same demands and delays. */
export function monthlyCost(s: number, S: number, seed: string): number {
  const streams = new Streams(seed)
  const gaps = streams.stream('gaps')
  const sizes = streams.stream('sizes')
  const delays = streams.stream('delays')
  let level = FIRST
  let last = 0
  let [ordering, onShelf, owed] = [0, 0, 0]
  let due = Number.POSITIVE_INFINITY
  let ordered = 0
  let demand = -BETWEEN * Math.log(1 - gaps.uniform())
  const pass = (to: number) => {
    onShelf += Math.max(level, 0) * (to - last)
    owed += Math.max(-level, 0) * (to - last)
    last = to
  }
  for (let month = 0; month < MONTHS; month++) {
    // The look at the shelf comes first; an order on its way is over before the next month.
    const delay = 0.5 + 0.5 * delays.uniform()
    if (level < s) {
      ordered = S - level
      ordering += SETUP + PER_UNIT * ordered
      due = month + delay
    }
    while (Math.min(demand, due) < month + 1) {
      if (due <= demand) {
        pass(due)
        level += ordered
        due = Number.POSITIVE_INFINITY
      } else {
        pass(demand)
        level -= sizeOf(sizes.uniform())
        demand += -BETWEEN * Math.log(1 - gaps.uniform())
      }
    }
    pass(month + 1)
  }
  return (ordering + HOLDING * onShelf + SHORTAGE * owed) / MONTHS
}

/** 1 to 4 units, with 1/6, 1/3, 1/3 and 1/6. */
function sizeOf(uniform: number): number {
  if (uniform < 1 / 6) return 1
  if (uniform < 1 / 2) return 2
  return uniform < 5 / 6 ? 3 : 4
}
