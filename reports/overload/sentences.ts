/**
 * What must be read before any number: that a system had more to do than it could, and what it left undone.
 */
import type { AxisValue, ExperimentResults } from '../experiment-results.ts'
import { capital, under } from '../finding/place.ts'
import { phrase } from '../labels.ts'
import { quantity } from '../quantities.ts'
import { comparedValues, type Setting } from '../samples.ts'
import { counted, enumeration, settingWords } from '../tables/settings.ts'
import { hasJobsNeverReady, hasPipelines, meanNeverStarted, neverStartedGap } from './never-started.ts'
import { largestOffer, runsOf } from './overloaded.ts'
import { queueGrows } from './queue-growth.ts'

/** Settings that are named one by one. */
const NAMED = 3

/** The sentences, for these settings; none where every system can do what it is asked. */
export function overloadSentences(results: ExperimentResults, settings: readonly Setting[]): string[] {
  return [...tooMuchSentences(results, settings), ...neverStartedSentences(results, settings)]
}

/** Of them, those about a system that has more to do than it can: no number can be read without them. */
export function tooMuchSentences(results: ExperimentResults, settings: readonly Setting[]): string[] {
  return [offered(results, settings), growth(results, settings)]
    .filter(sentence => sentence !== '')
    .map(capital)
}

/** Of them, the one about jobs that never started, which bears on waits alone. */
export function neverStartedSentences(results: ExperimentResults, settings: readonly Setting[]): string[] {
  return [neverStarted(results, settings)].filter(sentence => sentence !== '').map(capital)
}

/** 'At load 1.2, the jobs ask for 120 % of the cores: …' */
function offered(results: ExperimentResults, settings: readonly Setting[]): string {
  const told: { setting: Setting; cpu: number; memory: number }[] = []
  for (const setting of settings) {
    const loads = comparedValues(results).flatMap(value =>
      runsOf(setting, value).flatMap(({ offered }) => offered ?? []),
    )
    const worst = loads.reduce(
      (most, each) => (largestOffer(each) > largestOffer(most) ? each : most),
      loads[0] ?? { cpu: 0, memory: 0 },
    )
    if (largestOffer(worst) > 1) told.push({ setting, cpu: worst.cpu ?? 0, memory: worst.memory ?? 0 })
  }
  if (told.length === 0) return ''
  const worst = told.reduce((most, each) => (largestOffer(each) > largestOffer(most) ? each : most))
  const asked = [
    ...(worst.cpu > 1 ? [`${quantity(worst.cpu, 'share')} of all cores`] : []),
    ...(worst.memory > 1 ? [`${quantity(worst.memory, 'share')} of all memory`] : []),
  ]
  const most = told.length > 1 ? 'up to ' : ''
  return `${at(results, told, settings)}the jobs ask for ${most}${enumeration(asked)}, more than there is: the queue grows for as long as they come, whoever schedules.`
}

/** 'The queue grows to the end of the run under fifo, in 9 of 10 seeds: …' */
function growth(results: ExperimentResults, settings: readonly Setting[]): string {
  const told = settings.flatMap(setting => {
    const values = comparedValues(results).filter(value => {
      const runs = runsOf(setting, value)
      const growing = runs.filter(queueGrows).length
      return growing > 0 && 2 * growing >= runs.length
    })
    return values.length === 0 ? [] : [{ setting, values }]
  })
  if (told.length === 0) return ''
  const values = comparedValues(results).filter(value => told.some(each => each.values.includes(value)))
  const where = comparedValues(results).length < 2 ? '' : ` ${under(results, values)}`
  return `${at(results, told, settings)}the queue grows to the end of the run${where}: waits there say how long the run was, not how long jobs wait.`
}

interface Shown {
  readonly setting: Setting
  readonly shown: readonly AxisValue[]
}

/** '87.6 % of jobs never started under a and 80 % under b; …' where it differs, or where it is the half or more of all. */
function neverStarted(results: ExperimentResults, settings: readonly Setting[]): string {
  const of = results.headline.of.startsWith('scheduler:') ? 'all' : results.headline.of
  const [baseline, ...others] = comparedValues(results)
  const told = settings.flatMap(setting => {
    const share = (value: AxisValue) => meanNeverStarted(setting, value, of) ?? 0
    const differing = others.filter(value => neverStartedGap(setting, value, baseline!, of) !== 'none')
    const shown = differing.length > 0 ? [baseline!, ...differing] : [baseline!, ...others]
    const largest = Math.max(...shown.map(share))
    return differing.length > 0 || largest >= 0.1 ? [{ setting, differing, shown, share, largest }] : []
  })
  if (told.length === 0) return ''
  const worst = told.reduce((most, each) => (each.largest > most.largest ? each : most))
  const jobs = phrase('jobs_never_started', of).replace(/^number of (.*) that never started$/, '$1')
  const shares = worst.shown.map((value, i) => {
    const share = quantity(worst.share(value), 'share')
    const where = comparedValues(results).length < 2 ? '' : ` ${under(results, [value])}`
    return i === 0 ? `${share} of ${jobs} never started${where}` : `${share}${where}`
  })
  const more = told.length > 1 ? `; so it is, by less, at ${counted(told.length - 1, 'other setting')}` : ''
  const without = withoutWait(results, worst, of)
  const counts =
    without === ''
      ? 'they count with the time that they waited'
      : `${without} have no wait, and the others count with the time that they waited`
  return `${at(results, [worst], settings)}${enumeration(shares)}${more}: ${counts}, so waits are at least what is said.`
}

/** The jobs that never became ready, in words; '' where there are none. */
function withoutWait(results: ExperimentResults, { setting, shown }: Shown, of: string): string {
  if (!shown.some(value => hasJobsNeverReady(setting, value, of))) return ''
  const stages = shown.some(value => hasPipelines(setting, value, of))
  const skips =
    !stages ||
    (!of.startsWith('class:') && results.runs.some(({ result }) => result.driven?.includes('cron jobs')))
  return enumeration([
    ...(stages ? ['stages whose parents had not finished'] : []),
    ...(skips ? ['cron runs that were skipped'] : []),
  ])
}

/** 'at load 0.9, '; '' where it is so everywhere. */
function at(
  results: ExperimentResults,
  told: readonly { readonly setting: Setting }[],
  settings: readonly Setting[],
): string {
  if (settings.length > 1 && told.length === settings.length) return ''
  const words = told.map(({ setting }) => settingWords(results, setting)).filter(each => each !== '')
  if (words.length === 0) return ''
  const named = words.slice(0, NAMED)
  const more = words.length - named.length
  const text = enumeration(more > 0 ? [...named, `${more} more`] : named)
  return `${text}, `
}
