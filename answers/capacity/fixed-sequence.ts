/**
 * The hardest position at which every goal is shown to hold, with confidence.
 *
 * A position is a whole number; a larger one makes every goal easier: machines, or steps of load below the most. A goal holds at a
 * position where the mean of its *excess* over runs is at most 0, such as late jobs minus those that may be late.
 *
 * 1. A search with few seeds of its own finds the position where the excess changes its sign: cheap, and harmless when wrong. It
 *    stops where easier positions bring a goal no closer.
 * 2. Fresh seeds, the same at every position, decide. From a margin above what was found, downwards, each position is tested
 *    until the first that is not shown to hold; the last that was is the answer. Since the order is fixed in advance and testing
 *    stops at the first failure, no correction for many tests is due (Maurer, Hothorn and Lehmacher 1995). Where the first test
 *    fails the margin is doubled.
 * 3. Several goals must all be shown, each at the whole risk (intersection–union test, Berger 1982).
 * 4. Where a position is undecided, seeds are added while there are more, and the risk is spent in equal parts over the looks.
 */
import { exactMean } from '../../reports/statistics/mean-interval.ts'
import type { Excess } from './excess.ts'
import { FEWEST_VALUES, runsToShow, showsAboveZero, showsAtMostZero } from './halls-t.ts'
import { type Failure, type Plateau, plateauOf } from './plateau.ts'

/** What is shown of a mean excess: that it is at most 0, that it is above, or neither. */
export type Side = 'below' | 'above' | 'undecided'

export interface Sequence {
  readonly goals: number
  /** Hardest and easiest position that there is. */
  readonly hardest: number
  readonly easiest: number
  /** Where to begin the search. */
  readonly guess: number
  /** Seeds of the search. */
  readonly searchSeeds: number
  /** Seeds of the tests at each look, rising; one look where seeds are not added. */
  readonly looks: readonly number[]
  /** The risk that the answer is too hard, such as 0.05. */
  readonly alpha: number
  /** How far above what the search found the tests begin. */
  readonly margin: number
  /**
   * The excess of each goal in the runs of the first `seeds` seeds of a family, at a position. The families have no seed in
   * common: what chose a position may not judge it.
   */
  excess(position: number, family: 'search' | 'test', seeds: number): Promise<readonly (readonly Excess[])[]>
  /** Whether nothing waits for room in the runs of the search at a position; absent: the setting gives no room. */
  hasRoom?(position: number): Promise<boolean>
}

/** What was found at a position. */
export interface Tested {
  readonly position: number
  /** Of all goals: `below` where each is shown to hold, `above` where one is shown not to. */
  readonly side: Side
  readonly seeds: number
  /** Of each goal the side, the mean excess, and the runs of which the excess is not limited from above: their jobs were cut off. */
  readonly goals: readonly { readonly side: Side; readonly mean: number; readonly open: number }[]
}

export interface Found {
  /** Undefined: no position could be shown to hold. */
  readonly answer: number | undefined
  /** In the order of the tests. */
  readonly tested: readonly Tested[]
  /** Where the search changed its sign; undefined: nowhere. */
  readonly searched: number | undefined
  /** Why the search went no further; absent: it found something, or the range ended. */
  readonly plateau?: Plateau
  /** The next harder position than the answer, where there is one. */
  readonly harder: Tested | undefined
  /** How many seeds would show that the harder position fails, or holds; undefined: it is shown, or nobody can tell. */
  readonly seedsToTell: number | undefined
  /** Pairs of neighbours of which the easier is shown to have the larger excess of a goal: packing and backfilling have such anomalies. */
  readonly anomalies: readonly { readonly easier: number; readonly harder: number; readonly goal: number }[]
}

export async function hardestShown(sequence: Sequence): Promise<Found> {
  let plateau: Plateau | undefined
  const searched = await search(sequence, found => {
    plateau = found
  })
  if (searched === undefined) return { ...nothing(), ...(plateau !== undefined && { plateau }) }
  const tests = new Tests(sequence)
  const { margin, easiest, hardest } = sequence

  let start = Math.min(searched + margin, easiest)
  for (let step = margin; ; step *= 2) {
    if ((await tests.at(start)).side === 'below') break
    if (start === easiest)
      return { ...nothing(), searched, tested: tests.made, anomalies: await tests.anomalies() }
    start = Math.min(searched + step * 2, easiest)
  }
  let answer = start
  while (answer > hardest && (await tests.at(answer - 1)).side === 'below') answer--

  const harder = answer > hardest ? await tests.at(answer - 1) : undefined
  return {
    answer,
    tested: tests.made,
    searched,
    harder,
    seedsToTell: harder?.side === 'undecided' ? await tests.seedsToTell(answer - 1) : undefined,
    anomalies: await tests.anomalies(),
  }
}

function nothing(): Found {
  return {
    answer: undefined,
    tested: [],
    searched: undefined,
    harder: undefined,
    seedsToTell: undefined,
    anomalies: [],
  }
}

/** What a search takes. */
type Searching = Pick<Sequence, 'hardest' | 'easiest' | 'guess' | 'searchSeeds' | 'excess' | 'hasRoom'>

/**
 * The hardest position whose mean excesses are all at most 0 with few seeds, by galloping and halving; undefined: none.
 *
 * @param onPlateau called where none was found since more brings a goal no closer
 */
export async function search(
  sequence: Searching,
  onPlateau?: (plateau: Plateau) => void,
): Promise<number | undefined> {
  const { hardest, easiest, guess, searchSeeds } = sequence
  const failures: Failure[] = []
  const holds = async (position: number) => {
    const excess = await sequence.excess(position, 'search', searchSeeds)
    if (excess.every(goal => meanOf(goal, 'high') <= 0)) return true
    failures.push({ position, excess })
    return false
  }
  let [fails, kept] = [hardest - 1, easiest + 1]
  let at = Math.min(Math.max(guess, hardest), easiest)
  for (let step = 1; ; step *= 2) {
    if (await holds(at)) {
      kept = at
      if (fails >= hardest || at === hardest) break
      at = Math.max(at - step, hardest)
    } else {
      fails = at
      if (kept <= easiest || at === easiest) break
      const plateau = plateauOf(failures)
      if (plateau !== undefined && (await sequence.hasRoom?.(at))) {
        onPlateau?.(plateau)
        return undefined
      }
      at = Math.min(at + step, easiest)
    }
  }
  if (kept > easiest) return undefined
  while (kept - fails > 1) {
    const middle = Math.floor((kept + fails) / 2)
    if (await holds(middle)) kept = middle
    else fails = middle
  }
  return kept
}

function meanOf(values: readonly Excess[], end: 'low' | 'high'): number {
  const ends = values.map(each => each[end])
  return ends.every(Number.isFinite) ? exactMean(ends) : Number.POSITIVE_INFINITY
}

/** What tests of positions take. */
type Testing = Pick<Sequence, 'goals' | 'looks' | 'alpha' | 'excess'>

/** Every position is tested once, with as many looks as it takes. */
export class Tests {
  readonly made: Tested[] = []
  readonly #sequence: Testing

  constructor(sequence: Testing) {
    this.#sequence = sequence
  }

  async at(position: number): Promise<Tested> {
    const before = this.made.find(each => each.position === position)
    if (before !== undefined) return before
    const { looks } = this.#sequence
    let tested = await this.#look(position, looks[0]!)
    for (const seeds of looks.slice(1)) {
      if (tested.side !== 'undecided') break
      tested = await this.#look(position, seeds)
    }
    this.made.push(tested)
    return tested
  }

  async #look(position: number, seeds: number): Promise<Tested> {
    const { alpha, looks, goals: count } = this.#sequence
    const risk = alpha / looks.length
    const excess = await this.#sequence.excess(position, 'test', seeds)
    // One failing goal is enough to fail, so the risk of that claim is shared by the goals. Runs without anything to measure are
    // no values: what few of them showed, be it the same in each, shows nothing.
    const goals = excess.map(values => {
      const highs = values.map(({ high }) => high)
      const enough = values.length >= FEWEST_VALUES
      const holds = enough && showsAtMostZero(highs, risk)
      const fails =
        enough &&
        !holds &&
        showsAboveZero(
          values.map(({ low }) => low),
          risk / count,
        )
      const side: Side = holds ? 'below' : fails ? 'above' : 'undecided'
      return {
        side,
        mean: meanOf(values, 'high'),
        open: highs.filter(high => high === Number.POSITIVE_INFINITY).length,
      }
    })
    const side = goals.some(goal => goal.side === 'above')
      ? 'above'
      : goals.every(goal => goal.side === 'below')
        ? 'below'
        : 'undecided'
    return { position, side, seeds, goals }
  }

  /** The seeds after which every undecided goal would be shown to hold or to fail; undefined where nobody can tell. */
  async seedsToTell(position: number): Promise<number | undefined> {
    const { alpha, looks, goals } = this.#sequence
    const { seeds, goals: judged } = await this.at(position)
    const excess = await this.#sequence.excess(position, 'test', seeds)
    const needs = excess.flatMap((values, goal) => {
      if (judged[goal]!.side !== 'undecided') return []
      const highs = values.map(({ high }) => high)
      const need = runsToShow(highs, alpha / looks.length / goals)
      // Of as many seeds as these, so many had something to measure.
      return need === undefined
        ? [need]
        : [Math.ceil((Math.max(need, FEWEST_VALUES) * seeds) / values.length)]
    })
    return needs.every(need => need !== undefined) ? Math.max(...needs) : undefined
  }

  /** Neighbours of which the easier is shown to be the worse, over the seeds that both have, at the risk of the tests. */
  async anomalies(): Promise<Found['anomalies']> {
    const { alpha, excess } = this.#sequence
    const byPosition = [...this.made].sort((a, b) => a.position - b.position)
    const anomalies: { easier: number; harder: number; goal: number }[] = []
    for (const [i, easier] of byPosition.slice(1).entries()) {
      const harder = byPosition[i]!
      if (harder.seeds !== easier.seeds || easier.position !== harder.position + 1) continue
      const [worse, before] = [
        await excess(easier.position, 'test', easier.seeds),
        await excess(harder.position, 'test', harder.seeds),
      ]
      for (const [goal, values] of worse.entries()) {
        const rises = before[goal]!.map(({ high }, run) => (values[run]?.high ?? Number.NaN) - high)
        if (rises.length >= FEWEST_VALUES && showsAboveZero(rises, alpha))
          anomalies.push({ easier: easier.position, harder: harder.position, goal })
      }
    }
    return anomalies
  }
}
