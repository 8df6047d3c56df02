/**
 * What was expected beside what came out: a table for each hypothesis and each check.
 */
import type { Expectation, ExperimentResults, Hypothesis } from '../experiment-results.ts'
import { axisWords, heading, valueWords } from '../labels.ts'
import { differenceScale, fewestDecimals, fixed, halfWidth, type Scale, scaleOf } from '../quantities.ts'
import { replicatesOf } from '../replicate-names.ts'
import { replicateNoun } from '../replicates.ts'
import { definitionOf } from '../samples.ts'
import { meanCells, withScale } from '../tables/mean-cells.ts'
import { enumeration } from '../tables/settings.ts'
import { boundNote, type Column, type Table } from '../tables/table.ts'
import type { Judged, Judgement, Outcome } from './judge.ts'

/** In the order of the experiment; none where nothing was written down. */
export function hypothesisTables(results: ExperimentResults, judged: readonly Judgement[]): Table[] {
  return judged.map(judgement => tableOf(results, judgement))
}

/** '2 of 3 hypotheses held, 1 did not; 4 of 4 checks came out.' '' where nothing was written down. */
export function tally(judged: readonly Judgement[]): string {
  const outcomes = (kind: Hypothesis['kind']): Outcome[] =>
    judged.filter(({ hypothesis }) => hypothesis.kind === kind).map(({ outcome }) => outcome)
  const parts = [
    clause(outcomes('hypothesis'), 'hypothesis', 'hypotheses', 'held'),
    clause(outcomes('check'), 'check', 'checks', 'came out'),
  ].filter(part => part !== '')
  return parts.length === 0 ? '' : `${parts.join('; ')}.`
}

function clause(outcomes: readonly Outcome[], one: string, many: string, held: string): string {
  if (outcomes.length === 0) return ''
  const of = (wanted: Outcome): number => outcomes.filter(outcome => outcome === wanted).length
  const others = (['did not hold', 'not distinguishable', 'no interval', 'not measured', 'withheld'] as const)
    .filter(outcome => of(outcome) > 0)
    .map(outcome => `${of(outcome)} ${outcomeWords(outcome, held)}`)
  const noun = outcomes.length === 1 ? one : many
  return [`${of('held')} of ${outcomes.length} ${noun} ${held}`, ...others].join(', ')
}

/** An outcome in a sentence: of a check, that it came out. */
function outcomeWords(outcome: Outcome, held: string): string {
  if (outcome === 'did not hold') return held === 'held' ? 'did not' : 'did not come out'
  return outcome
}

function tableOf(results: ExperimentResults, { hypothesis, places, outcome }: Judgement): Table {
  const { kind, says, number, of, minus, expected, source } = hypothesis
  const means = places.map(({ found }) => found)
  const scale = scaleFor(hypothesis, places)
  const names = [...new Set(places.flatMap(({ axes }) => Object.keys(axes)))].filter(
    name => results.axes.find(axis => axis.name === name)!.values.length > 1,
  )
  const compared =
    minus === undefined
      ? ''
      : `, minus that ${minusWords(minus)}, ${replicateNoun(results)} by ${replicateNoun(results)}`
  const columns: Column[] = [
    ...names.map(heading => ({ heading, align: 'right' as const })),
    { heading: withScale('found', scale), align: 'right' },
    { heading: 'expected', align: 'left' },
    { heading: 'verdict', align: 'left' },
  ]
  const cells = meanCells(
    means,
    scale,
    replicatesOf(results).length,
    places.map(({ known }) => known === 'at least'),
  )
  return {
    title: `${judgedWords(outcome, kind)}: ${says}`,
    keys: names.length,
    columns,
    rows: places.map(({ axes, known, outcome }, i) => [
      ...names.map(name => valueWords(axes[name]!)),
      known === 'at most' ? `≤ ${cells[i]}` : clear(cells[i]!, places[i]!, expected, scale),
      expected.written,
      outcomeOfKind(outcome, kind),
    ]),
    notes: [
      `Found: ${heading(number, of)}${placeWords(hypothesis)}${compared}.`,
      ...(source === undefined ? [] : [`Where the expectation comes from: ${source.replace(/\.$/, '')}.`]),
      ...(places.some(({ known }) => known === 'at least') ? [boundNote] : []),
      ...(places.some(({ outcome }) => outcome === 'no interval')
        ? [`One ${replicateNoun(results)} gives no interval.`]
        : []),
    ],
  }
}

/** A value without a spread that is outside by less than its cell shows has all the digits that show it; at the end itself none do. */
function clear(cell: string, { found, outcome }: Judged, expected: Expectation, scale: Scale): string {
  const ends = 'verdicts' in expected ? [] : [expected.low?.value, expected.high?.value]
  const isSpread = halfWidth(found) > 0
  if (outcome !== 'did not hold' || isSpread || ends.length === 0) return cell
  const value = found.mean * scale.factor
  let decimals = fewestDecimals(value)
  const hides = (end: number | undefined): boolean =>
    end !== undefined && fixed(end * scale.factor, decimals) === fixed(value, decimals)
  if (!ends.some(hides)) return cell
  while (decimals < 9 && ends.some(hides)) decimals++
  return ends.some(hides) ? cell : fixed(value, decimals)
}

/** 'Hypothesis, held', 'Check, came out'. */
export function judgedWords(outcome: Outcome, kind: Hypothesis['kind']): string {
  return `${kind === 'check' ? 'Check' : 'Hypothesis'}, ${outcomeOfKind(outcome, kind)}`
}

function outcomeOfKind(outcome: Outcome, kind: Hypothesis['kind']): string {
  if (kind === 'hypothesis') return outcome
  return outcome === 'held' ? 'came out' : outcome === 'did not hold' ? 'did not come out' : outcome
}

function scaleFor({ number, minus }: Hypothesis, places: readonly Judged[]): Scale {
  const { unit } = definitionOf(number)
  const means = places.map(({ found }) => found.mean)
  return minus === undefined ? scaleOf(unit, means) : differenceScale(unit, means)
}

/** ' under offers at load 0.9', of places that the hypothesis fixes. */
function placeWords({ at }: Hypothesis): string {
  const fixed = Object.entries(at).flatMap(([name, values]) => {
    const all = [values].flat()
    return all.length === 1 ? [[name, all[0]!] as const] : []
  })
  if (fixed.length === 0) return ''
  const [systems, others] = [
    fixed.filter(([name]) => name === 'system'),
    fixed.filter(([name]) => name !== 'system'),
  ]
  const words = [
    systems.length > 0
      ? `under ${enumeration(systems.map(([name, value]) => axisWords(name, value as never)))}`
      : '',
    others.length > 0
      ? `at ${enumeration(others.map(([name, value]) => axisWords(name, value as never)))}`
      : '',
  ]
  return `, ${words.filter(word => word !== '').join(' ')}`
}

function minusWords(minus: NonNullable<Hypothesis['minus']>): string {
  const parts = Object.entries(minus).map(([name, value]) =>
    name === 'system' ? `under ${value}` : `at ${axisWords(name, value)}`,
  )
  return parts.join(' ')
}
