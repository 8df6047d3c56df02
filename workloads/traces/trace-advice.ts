import { counted, grouped } from './info-text.ts'
import type { OmegaInfo } from './omega-info.ts'
import { SwfField } from './swf-fields.ts'
import type { SwfInfo } from './swf-info.ts'

/** Offered load at which the common backfilling policies differ visibly and the queue still empties. */
const TELLING_LOAD = 0.7
/** Below this share of the machine hardly a job waits. */
const IDLE_LOAD = 0.3

/** What a person should know or set before replaying the log; quoted words are keys of an experiment's `trace:`. */
export function swfAdvice(info: SwfInfo): readonly string[] {
  const advice: string[] = []
  const count = (reason: string) => info.peculiar.find(entry => entry.reason === reason)?.count ?? 0
  const missing = (field: number) => info.missing.some(entry => entry.field === field + 1)
  if (info.malformed.count > 0) advice.push(refused('log', info.malformed.count))
  if (info.processors === null && info.size !== null) {
    advice.push(
      `The header does not say how large the machine is: set 'processors'; the largest job needs ${grouped(info.size.max)}.`,
    )
  }
  if (missing(SwfField.Requested)) {
    advice.push("Requested processors are −1 in every job: 'size: allocated' says what is used anyway.")
  } else if (missing(SwfField.Allocated)) {
    advice.push("Allocated processors are −1 in every job: 'size: requested' says what is used anyway.")
  } else if (count('sizes-differ') > 0) {
    advice.push(
      `'size' matters: ${counted(count('sizes-differ'), 'job')} got another number of processors than requested.`,
    )
  }
  if (info.jobs > 0 && count('no-estimate') === info.jobs) {
    advice.push(
      "No job has a requested time: with 'missing-estimate: run-time' schedulers know the run times, with 'drop' nothing is left.",
    )
  } else if (count('no-estimate') > 0) {
    advice.push(
      `'missing-estimate' decides about ${counted(count('no-estimate'), 'job')} without a requested time.`,
    )
  }
  if (count('overrun') > 0) {
    advice.push(
      `'overrun' decides about ${counted(count('overrun'), 'job')} that ran longer than requested: 'cut' ends them there, as a batch system does.`,
    )
  }
  if (count('zero-run-time') > 0) {
    advice.push(
      `'zero-run-time: one-second' keeps the ${counted(count('zero-run-time'), 'job')} with run time 0.`,
    )
  }
  if (count('inversion') > 0) {
    advice.push(
      'The log is not in order of submission: it is sorted when it is read, which needs all of it in memory (some 30 bytes a job).',
    )
  }
  const { firstSubmitS: first, lastSubmitS: last } = info
  if (first !== null && last !== null && first > 0.001 * (last - first)) {
    advice.push(
      `The first job is submitted at ${grouped(first)} s: the clock starts there, or at 0 with 'from-first-submit: false'.`,
    )
  }
  if (info.offeredLoad !== null && info.offeredLoad > 0 && info.offeredLoad < IDLE_LOAD) {
    advice.push(
      `At this load hardly a job waits and policies cannot be told apart: 'interarrival-factor: ` +
        `${(info.offeredLoad / TELLING_LOAD).toFixed(2)}' raises it to about ${TELLING_LOAD}.`,
    )
  }
  if (info.offeredLoad !== null && info.offeredLoad >= 1) {
    advice.push(
      'The log asks for more than the machine has: the queue grows to the end, and waits depend on where it ends.',
    )
  }
  return advice
}

/** What a person should know before replaying the list, each as a sentence. */
export function omegaAdvice(info: OmegaInfo): readonly string[] {
  const advice: string[] = []
  if (info.malformed.count > 0) advice.push(refused('list', info.malformed.count))
  const cores = info.classes.reduce((sum, { offeredCores }) => sum + (offeredCores ?? 0), 0)
  if (cores > 0) {
    advice.push(
      `It keeps ${grouped(Math.round(cores))} cores busy on average: give the cluster more than that.`,
    )
  }
  const lost = info.replay.find(({ reason }) => reason === 'out-of-order')
  if (lost) advice.push('The list is not in order of submission: it is sorted when it is read.')
  return advice
}

function refused(what: 'log' | 'list', lines: number): string {
  const which =
    lines === 1 ? '1 line that cannot be read is' : `${grouped(lines)} lines that cannot be read are`
  return `The ${what} is refused until the ${which} corrected or deleted.`
}
