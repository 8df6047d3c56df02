/**
 * What the trials of a packing found, in sentences.
 */
import { fixed } from '../../reports/quantities.ts'
import { trimmed } from '../capacity/words.ts'
import { SHARE } from './defaults.ts'
import { COPIES, MOST_GROWTH, type Packing, type PackingRequest, type Trials } from './packing.ts'

/** Compaction, inflation, and what fitting means. */
export function packingSentences(
  { machines, compaction, inflation }: Packing,
  request: Pick<PackingRequest, 'goals' | 'trials' | 'picky'>,
): string[] {
  const { trials, goals, picky } = request
  const rank = Math.ceil(Number((SHARE * trials).toPrecision(12)))
  const where = `in ${rank} of ${trials} random orders`
  const meaning =
    goals.length > 0
      ? `${goals.map(({ text }) => text).join(' and ')} ${goals.length === 1 ? 'holds' : 'hold'} in the run`
      : picky === 0
        ? 'no job has a task that still waits at the end of the run'
        : `at most ${trimmed(picky * 100)} % of the jobs have a task that still waits at the end of the run`
  return [
    compaction === undefined
      ? 'Compaction: left out, for the machines are Nodes of manifests, which pods may be bound to by name; they stay in their order.'
      : `Compaction: ${compactionWords(machines, compaction, where)}`,
    `Inflation: ${inflationWords(machines, inflation, compaction === undefined ? `in ${rank} of ${trials} trials` : where)}`,
    `The workload fits where ${meaning}.`,
  ]
}

function compactionWords(machines: number, { answer, found }: Trials, where: string): string {
  if (answer === undefined)
    return `not even ${COPIES} times the ${machinesWords(machines)} hold the workload ${where}.`
  const range = rangeOf(found, value => fixed(value, 0))
  if (answer > machines)
    return `the ${machinesWords(machines)} are too few; with copies of them ${answer} hold the workload ${where}${range}.`
  if (answer === machines)
    return `it takes all ${machinesWords(machines)} to hold the workload ${where}${range}.`
  return `${answer} of the ${machinesWords(machines)} ${answer === 1 ? 'holds' : 'hold'} the workload ${where}${range}.`
}

function inflationWords(machines: number, { answer, found }: Trials, where: string): string {
  const holder = machines === 1 ? 'the machine' : `all ${machinesWords(machines)}`
  const hold = machines === 1 ? 'holds' : 'hold'
  if (answer === undefined)
    return `${holder} ${machines === 1 ? 'does' : 'do'} not hold even the workload as it is ${where}.`
  const range = rangeOf(found, value => `${fixed(value * 100, 0)} %`)
  if (answer === 0) return `${holder} ${hold} no more than the workload as it is ${where}${range}.`
  const most = answer >= MOST_GROWTH ? ' or more' : ''
  return `${holder} ${hold} ${fixed(answer * 100, 0)} % more of the workload${most} ${where}${range}.`
}

function machinesWords(machines: number): string {
  return `${machines} ${machines === 1 ? 'machine' : 'machines'}`
}

/** From the least to the most of the trials; nothing where all found the same. */
function rangeOf(found: Trials['found'], words: (value: number) => string): string {
  const values = found.flatMap(value => value ?? [])
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const none = found.length - values.length
  const missing = none === 0 ? '' : `, and in ${none} nothing fits`
  return least === most ? missing : ` (from ${words(least)} to ${words(most)}${missing})`
}
