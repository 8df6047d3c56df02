/**
 * What a scorecard comes to, in plain words: each system against the baseline, and whether anything speaks against it.
 */
import type { AxisValue, ExperimentResults } from '../experiment-results.ts'
import { axisWords } from '../labels.ts'
import { replicatesOf } from '../replicate-names.ts'
import { replicateNoun } from '../replicates.ts'
import { mainSetting, type Setting, settingsOf } from '../samples.ts'
import { counted, enumeration, settingWords } from '../tables/settings.ts'
import { against } from './score-texts.ts'
import { isJudged, type Mark, type Score, type ScoreColumn, scoreColumns } from './scorecard.ts'

/** What a system is against the baseline, over all judged numbers: better in something and worse in nothing, neither, both, or worse alone. */
type Kind = 'gain' | 'same' | 'trade' | 'loss'

const kinds: readonly Kind[] = ['gain', 'same', 'trade', 'loss']

const kindWords: Readonly<Record<Kind, string>> = {
  gain: 'a no-brainer',
  same: 'without effect that can be told',
  trade: 'a trade-off',
  loss: 'a loss',
}

interface Card {
  readonly value: AxisValue
  readonly kind: Kind
  of(mark: Mark): readonly { readonly column: ScoreColumn; readonly score: Score }[]
}

/**
 * 'At load 0.9, over 10 paired seeds and against a: b is better in launch latency (491 ms, not 2.32 s) and worse in nothing.' and so on,
 * then what follows for a swap, and where else that is not so. None without a scorecard.
 */
export function scoreSentences(results: ExperimentResults): string[] {
  const setting = mainSetting(results)
  if (setting === undefined) return []
  const columns = scoreColumns(results, setting)
  const cards = cardsOf(columns)
  if (cards.length === 0) return []
  const { axis, value } = results.baseline
  const base = axisWords(axis, value)
  const at = settingWords(results, setting)
  const seeds = counted(replicatesOf(results).length, `paired ${replicateNoun(results)}`)
  const lead = capital(`${at === '' ? '' : `${at}, `}over ${seeds} and against ${base}:`)
  const told = alike(cards).map(group => {
    const names = enumeration(group.map(({ value }) => axisWords(axis, value)))
    return `${names} ${group.length === 1 ? 'is' : 'are'} ${descriptionOf(group)}`
  })
  return [
    `${lead} ${told.join('; ')}.`,
    commonSentence(columns, base),
    conclusion(results, cards),
    elsewhere(results, setting, cards),
  ].filter(text => text !== '')
}

/** Is a number of the card known from below alone? */
export function hasBounds(results: ExperimentResults): boolean {
  const setting = mainSetting(results)
  const columns = setting === undefined ? [] : scoreColumns(results, setting)
  return columns.some(({ scores }) => scores.some(({ atLeast }) => atLeast))
}

/** Systems that are better and worse in the same numbers, in the order in which the first of each comes. */
function alike(cards: readonly Card[]): (readonly [Card, ...Card[]])[] {
  const groups = new Map<string, [Card, ...Card[]]>()
  for (const card of cards) {
    const key = (['better', 'worse'] as const)
      .map(mark => card.of(mark).map(({ column }) => column.name))
      .join('|')
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [card])
    else known.push(card)
  }
  return [...groups.values()]
}

/** Is any system better or worse in it? */
function isDeciding({ scores }: ScoreColumn): boolean {
  return scores.some(({ mark }) => mark === 'better' || mark === 'worse')
}

function cardsOf(columns: readonly ScoreColumn[]): Card[] {
  const values = columns[0]?.scores.map(({ value }) => value).slice(1) ?? []
  return values.map(value => {
    const scores = columns.map(column => ({
      column,
      score: column.scores.find(each => each.value === value)!,
    }))
    const of = (mark: Mark) => scores.filter(({ score }) => score.mark === mark)
    const [better, worse] = [of('better').length > 0, of('worse').length > 0]
    return { value, of, kind: better ? (worse ? 'trade' : 'gain') : worse ? 'loss' : 'same' }
  })
}

/** 'better in launch latency (491 and 112 ms, not 2.32 s), and worse in nothing', of systems of which the same is to be said. */
function descriptionOf(group: readonly [Card, ...Card[]]): string {
  const [{ kind, of }] = group
  const sized = (mark: Mark) =>
    enumeration(
      of(mark).map(({ column }) => {
        const scores = group.map(card => card.of(mark).find(each => each.column === column)!.score)
        return `${column.name} (${against(column, scores)})`
      }),
    )
  if (kind === 'same') return 'neither better nor worse in anything'
  if (kind === 'loss') return `worse in ${sized('worse')}, and better in nothing`
  return `better in ${sized('better')}, and worse in ${kind === 'gain' ? 'nothing' : sized('worse')}`
}

/** 'What is not named is alike or may be chance, availability and recovery under all of them.' */
function commonSentence(columns: readonly ScoreColumn[], base: string): string {
  const common = columns.filter(column => isJudged(column.entry) && !isDeciding(column))
  const everywhere = common.length === 0 ? '' : `: ${enumeration(common.map(({ name }) => name))} everywhere`
  return `What is not named is as under ${base}, or the difference may be chance${everywhere}.`
}

/** 'So, by these numbers, the swap is a no-brainer for b and a trade-off for c.' */
function conclusion(results: ExperimentResults, cards: readonly Card[]): string {
  return `So, by these numbers, the swap is ${verdictsOf(results, cards)}.`
}

/** 'a no-brainer for b and a trade-off for c'. */
function verdictsOf({ baseline: { axis } }: ExperimentResults, cards: readonly Card[]): string {
  const parts = kinds.flatMap(kind => {
    const names = cards.filter(card => card.kind === kind).map(({ value }) => axisWords(axis, value))
    return names.length === 0 ? [] : [`${kindWords[kind]} for ${enumeration(names)}`]
  })
  return enumeration(parts)
}

/**
 * Which swaps come to something else at other settings: 'At load 0.5 the same holds, but it is a trade-off for b.'; or that none does.
 * Settings of which the same is to be said are named together.
 */
function elsewhere(results: ExperimentResults, main: Setting, cards: readonly Card[]): string {
  const others = settingsOf(results).filter(setting =>
    Object.entries(main.axes).some(([name, value]) => setting.axes[name] !== value),
  )
  const places = new Map<string, string[]>()
  for (const setting of others) {
    const changed = cardsOf(scoreColumns(results, setting)).filter(
      ({ value, kind }) => cards.find(card => card.value === value)!.kind !== kind,
    )
    const verdicts = verdictsOf(results, changed)
    const words =
      changed.length === 0
        ? 'the same holds'
        : changed.length === cards.length
          ? `it is ${verdicts}`
          : `the same holds, but it is ${verdicts}`
    places.set(words, [...(places.get(words) ?? []), settingWords(results, setting)])
  }
  return [...places].map(([words, at]) => `${capital(enumeration(at))} ${words}.`).join(' ')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
