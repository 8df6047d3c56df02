/**
 * The second sentence of a finding: another setting that tells more than the one the finding speaks of.
 *
 * The main setting is fixed before results are known; this one is picked from all others for what came out. So its
 * differences have to be clearer: the p-value, which allows for the systems compared at once, is multiplied by the
 * number of settings that were looked at (Bonferroni), and no other setting is mentioned if nothing passes.
 */
import { exactWords } from '../exactness.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { fixed, intervalTexts, quantity, withUnit } from '../quantities.ts'
import { comparedValues, mainSetting, type Setting, settingsOf } from '../samples.ts'
import { type Comparison, compareAt } from '../statistics/comparison.ts'
import { settingWords } from '../tables/settings.ts'
import { all, direction, gapScale, magnitude, pairs, soFar } from './gap.ts'
import { capital, under } from './place.ts'

/** As for verdicts, see comparison.ts. */
const SIGNIFICANCE = 0.05
/** A difference in the same direction tells more only if it is, as a share of the baseline, at least so much larger. */
const LARGER = 2

interface Told {
  readonly setting: Setting
  readonly comparison: Comparison
}

/**
 * 'At load 0.6 more can be told: there it is 758 ms (277 %) longer under offers than under monolithic (95 % interval …,
 * 10 paired seeds).' A setting tells more if the main one has no verdict on that system and this one has, if the verdict
 * turns round, or if the difference is at least twice as large and the intervals of the two do not meet. Of several,
 * the first of these kinds, and of one kind the largest difference. '' if none tells more.
 */
export function otherSettingSentence(results: ExperimentResults): string {
  const main = mainSetting(results)
  const settings = settingsOf(results)
  if (main === undefined || settings.length < 2 || comparedValues(results).length < 2) return ''
  const { number, of } = results.headline
  const isMain = ({ axes }: Setting): boolean =>
    Object.entries(main.axes).every(([name, at]) => axes[name] === at)
  const others = settings.filter(setting => !isMain(setting))
  const here = compareAt(results, main, number, of)
  const clear = others.flatMap(setting =>
    compareAt(results, setting, number, of)
      .filter(each => isDecided(each) && (each.adjustedP ?? 0) * others.length < SIGNIFICANCE)
      .map((comparison): Told => ({ setting, comparison })),
  )
  const inMain = ({ comparison }: Told): Comparison | undefined =>
    here.find(({ value }) => value === comparison.value)
  const turned = clear.filter(told => isTurned(told.comparison, inMain(told)))
  const undecided = here.some(isDecided) ? [] : clear
  const larger = clear.filter(told => isLarger(told.comparison, inMain(told)))
  const kinds: readonly (readonly [readonly Told[], string])[] = [
    [turned, 'the order turns round'],
    [undecided, 'more can be told'],
    [larger, 'the difference is larger in proportion'],
  ]
  const kind = kinds.find(([found]) => found.length > 0)
  if (kind === undefined) return ''
  const [found, words] = kind
  const told = found.reduce((best, each) => (share(each.comparison) > share(best.comparison) ? each : best))
  return `${capital(settingWords(results, told.setting))} ${words}: there it is ${difference(results, told.comparison)}.${soFar([told.comparison])}`
}

function isDecided({ verdict }: Comparison): boolean {
  return verdict === 'lower' || verdict === 'higher'
}

function isTurned(there: Comparison, here: Comparison | undefined): boolean {
  return here !== undefined && isDecided(here) && here.verdict !== there.verdict
}

function isLarger(there: Comparison, here: Comparison | undefined): boolean {
  if (here === undefined || !isDecided(here) || here.relative === null || there.relative === null)
    return false
  const apart = there.relative.low > here.relative.high || there.relative.high < here.relative.low
  return apart && share(there) >= LARGER * share(here)
}

/** Size of the difference as a share of the baseline; of a baseline of 0, larger than any. */
function share({ relative }: Comparison): number {
  return relative === null ? Number.POSITIVE_INFINITY : Math.abs(relative.mean)
}

/** '758 ms (277 %) longer under offers than under monolithic (95 % interval …, 10 paired seeds)'. */
function difference(results: ExperimentResults, comparison: Comparison): string {
  const { relative, definition, value } = comparison
  const scale = gapScale([comparison])
  const texts = intervalTexts(magnitude(comparison), scale.factor, fixed)
  const part =
    relative === null || definition.unit === 'share' ? '' : ` (${quantity(Math.abs(relative.mean), 'share')})`
  const range =
    texts.range === null
      ? `the same in ${all(results, comparison)}`
      : `95 % interval ${withUnit(texts.range, scale)}, ${pairs(results, comparison)}`
  const detail = comparison.exact ? exactWords(results) : range
  const least = comparison.bearing === 'at least' ? 'at least ' : ''
  return (
    `${least}${withUnit(texts.mean, scale)}${part} ${direction(comparison)} ${under(results, [value])} ` +
    `than ${under(results, [results.baseline.value])} (${detail})`
  )
}
