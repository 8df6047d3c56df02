import type { Time } from '../../sim/engine/time.ts'
import { NEVER, SECOND } from '../../sim/engine/time.ts'
import type { SwfSpec } from '../spec.ts'
import { SwfField } from './swf-fields.ts'
import type { LinePlace, Tally } from './trace-faults.ts'

/** The options of a log that decide what becomes of one of its lines. */
export type SwfChoices = Pick<
  SwfSpec,
  'size' | 'overrun' | 'estimate' | 'missingEstimate' | 'zeroRunTime' | 'from' | 'to' | 'firstJob'
>

/** Why a job is irregular, each in words for people; a job that is dropped is counted under the first that applies. */
export const swfReasons = {
  'negative-submit': 'submitted before time 0',
  'no-size': 'neither allocated nor requested processors',
  'too-large': 'more processors than the machine has',
  'no-run-time': 'negative run time (−1: never ran)',
  'zero-run-time': 'run time 0',
  'no-estimate': 'no requested time',
  'other-size': 'no processors of the chosen kind, the other kind taken',
  overrun: 'run longer than the requested time',
  'never-fits': 'more cores at once than the simulated cluster has',
  'before-from': 'submitted before trace.from',
  'after-to': 'submitted at trace.to or later',
  'before-start': 'submitted before the start that was drawn (trace.start-within)',
  'before-first-job': 'before trace.first-job',
  'out-of-order': 'behind a job that was submitted later',
} as const
export type SwfReason = keyof typeof swfReasons

/** Number of a user that is not known, as in `JobBatch.user`. */
const UNKNOWN = -1

/**
 * Decides line by line which jobs are usable and what they are; counts everything else.
 *
 * With `size: requested`, `overrun: cut` and `missingEstimate: drop` this is the "strong filter" of PySS
 * (Gaussier et al., SC '15, experiments of predictsim); with `missingEstimate: run-time` it suits logs without estimates.
 */
export class SwfRules {
  /** The job that `judge` accepted last. */
  id = 0
  submit: Time = 0
  processors = 0
  duration: Time = 0
  /** What schedulers see; the cut of an overrun has been made at the requested time, before it is doubled. */
  estimate: Time = 0
  user = UNKNOWN
  readonly #choices: SwfChoices
  readonly #machine: number
  readonly #mostAtOnce: number
  readonly #tally: Tally
  readonly #from: Time
  readonly #to: Time
  /** How far behind the first job the window begins. */
  readonly #startsAfter: Time
  #start: Time | undefined
  /** Usable jobs that are still to be passed over. */
  #toSkip: number

  /** Jobs of more than `machine` processors are dropped; those of more than `mostAtOnce` are only counted. */
  constructor(choices: SwfChoices, machine: number, mostAtOnce: number, tally: Tally, startsAfter: Time = 0) {
    this.#choices = choices
    this.#machine = machine
    this.#mostAtOnce = mostAtOnce
    this.#tally = tally
    this.#from = choices.from ?? Number.NEGATIVE_INFINITY
    this.#to = choices.to ?? NEVER
    this.#startsAfter = startsAfter
    this.#toSkip = (choices.firstJob ?? 1) - 1
  }

  /** Takes the 18 values of a line; false if the job is dropped. */
  judge(fields: Float64Array, place: LinePlace): boolean {
    const choices = this.#choices
    const allocated = fields[SwfField.Allocated]!
    const requested = fields[SwfField.Requested]!
    const submit = fields[SwfField.Submit]!
    if (submit < 0) return this.#drop('negative-submit', place)
    const moment = Math.round(submit * SECOND)
    if (moment < this.#from) return this.#drop('before-from', place)
    if (moment >= this.#to) return this.#drop('after-to', place)
    const size = sizeOf(choices.size, allocated, requested)
    if (size <= 0) return this.#drop('no-size', place)
    if (size > this.#machine) return this.#drop('too-large', place)
    if (fields[SwfField.RunTime]! < 0) return this.#drop('no-run-time', place)
    let duration = Math.round(fields[SwfField.RunTime]! * SECOND)
    const ranAtAll = duration > 0
    if (!ranAtAll) {
      if (choices.zeroRunTime === 'drop') return this.#drop('zero-run-time', place)
      duration = SECOND
    }
    const asked = Math.round(fields[SwfField.RequestedTime]! * SECOND)
    if (asked <= 0 && choices.missingEstimate === 'drop') return this.#drop('no-estimate', place)
    this.#start ??= (choices.from ?? moment) + this.#startsAfter
    if (moment < this.#start && this.#startsAfter > 0) return this.#drop('before-start', place)
    if (this.#toSkip > 0) {
      this.#toSkip--
      return this.#drop('before-first-job', place)
    }

    if (!ranAtAll) this.#tally.count('zero-run-time', 'changed', place)
    if (asked <= 0) this.#tally.count('no-estimate', 'changed', place)
    if (choices.size === 'requested' ? requested <= 0 : choices.size === 'allocated' && allocated <= 0) {
      this.#tally.count('other-size', 'changed', place)
    }
    if (asked > 0 && duration > asked) {
      this.#tally.count('overrun', choices.overrun === 'cut' ? 'changed' : 'kept', place)
      if (choices.overrun === 'cut') duration = asked
    }
    if (size > this.#mostAtOnce) this.#tally.count('never-fits', 'kept', place)

    this.id = fields[SwfField.JobNumber]!
    this.submit = moment
    this.processors = size
    this.duration = duration
    this.estimate = duration
    if (asked > 0 && choices.estimate === 'requested') this.estimate = asked
    if (asked > 0 && choices.estimate === 'twice-requested') this.estimate = 2 * asked
    this.user = Math.max(UNKNOWN, fields[SwfField.User]!)
    return true
  }

  #drop(reason: SwfReason, place: LinePlace): false {
    this.#tally.count(reason, 'dropped', place)
    return false
  }
}

function sizeOf(choice: SwfChoices['size'], allocated: number, requested: number): number {
  if (choice === 'larger') return Math.max(allocated, requested)
  const first = choice === 'requested' ? requested : allocated
  return first > 0 ? first : choice === 'requested' ? allocated : requested
}
