/**
 * Reads one job of Chronos (JobDeserializer.scala, 2.4.0 and c1348dd). Numbers may be written as texts.
 */
import type { Time } from '../../sim/engine/time.ts'
import { parsePeriod, plus } from '../calendar/period.ts'
import { type Instant, UTC } from '../calendar/zone.ts'
import type { Fields } from '../definition-file/fields.ts'
import { shown } from '../definition-file/report.ts'
import { thousandths } from '../marathon/offer.ts'
import { type Constraint, constraintOf } from './constraint.ts'
import type { Flags } from './era.ts'
import { isValidName, type Job, RETRIES } from './job.ts'
import { parseRepeat, repeatFault } from './repeat.ts'

/** What Chronos keeps itself, tells the task, or tells its owner: no model looks at it. */
const NOT_MODELLED = [
  ...['owner', 'ownerName', 'description', 'runAsUser', 'async', 'executor', 'executorFlags', 'taskInfoData'],
  ...['uris', 'fetch', 'environmentVariables', 'container', 'dataProcessingJobType', 'shell', 'arguments'],
  ...['successCount', 'errorCount', 'errorsSinceLastSuccess', 'lastSuccess', 'lastError', 'command'],
]

export function readJob(fields: Fields, now: Instant, flags: Flags): Job {
  const { report } = fields
  const is3 = flags.era === '3'
  const name = fields.text('name')
  if (name === undefined ? !fields.has('name') : !isValidName(name))
    report.wrong(fields.path('name'), {
      found: name === undefined ? 'nothing' : shown(name),
      expected: 'letters, digits, dashes, dots and underscores',
    })
  const command = fields.text('command')
  if (command === undefined && !fields.has('command'))
    report.wrong(fields.path('command'), { found: 'nothing', expected: 'what is run' })
  const needs = {
    cpus: amount(fields, 'cpus', flags.taskNeeds.cpus),
    mem: amount(fields, 'mem', flags.taskNeeds.mem),
    disk: amount(fields, 'disk', flags.taskNeeds.disk),
  }
  const job: Job = {
    name: name ?? '',
    command: command ?? '',
    arguments: fields.texts('arguments'),
    runs: readRuns(fields, now, flags),
    epsilon: is3 ? 0 : readEpsilon(fields, flags),
    retries: number(fields, 'retries', true) ?? RETRIES,
    needs,
    constraints: readConstraints(fields),
    softError: flag(fields, 'softError'),
    highPriority: flag(fields, 'highPriority'),
    disabled: flag(fields, 'disabled'),
    concurrent: is3 ? flag(fields, 'concurrent') : false,
  }
  if (is3) fields.notModelled('maxCompletionTime')
  fields.notModelled(...NOT_MODELLED)
  const is24 = 'Chronos 2.4 does not have it: take a later one'
  fields.close(
    'a job',
    is3
      ? { epsilon: 'Chronos 3 does not have it: take an earlier one' }
      : { concurrent: is24, maxCompletionTime: is24 },
  )
  return job
}

/** By parents where there are any; 2.4 lets a job without a clock run once. */
function readRuns(fields: Fields, now: Instant, flags: Flags): Job['runs'] {
  const hasSchedule = fields.has('schedule')
  const zone = fields.text('scheduleTimeZone') ?? ''
  if (fields.has('parents')) {
    const parents = [...new Set(fields.texts('parents'))]
    if (hasSchedule)
      fields.report.wrong(fields.path('schedule'), {
        found: 'a schedule beside parents',
        expected: 'either: a job runs by a clock or after others',
      })
    if (parents.length === 0)
      fields.report.wrong(fields.path('parents'), { found: 'no parent', expected: 'at least one job' })
    return { by: 'parents', parents }
  }
  if (!hasSchedule && flags.era === '3')
    fields.report.wrong(fields.path('schedule'), { found: 'nothing', expected: 'a schedule or parents' })
  const text = fields.text('schedule') ?? ONCE
  const at = fields.path('schedule')
  const repeat = fields.attempt(at, where => parseRepeat(text, zone, now, where))
  const fault = repeat === undefined ? null : repeatFault(repeat, flags.era)
  if (fault !== null)
    fields.report.wrong(at, { found: `${shown(text)}, ${fault}`, expected: 'a schedule that can be kept' })
  return { by: 'schedule', repeat: repeat ?? parseRepeat(ONCE, '', now, '') }
}

/** What 2.4 takes a job for that says neither when nor after what it runs. */
const ONCE = 'R1//PT24H'

function readEpsilon(fields: Fields, flags: Flags): Time {
  const text = fields.text('epsilon')
  if (text === undefined) return flags.taskEpsilon
  return (
    fields.attempt(fields.path('epsilon'), where => plus(0, parsePeriod(text, where), UTC)) ??
    flags.taskEpsilon
  )
}

function readConstraints(fields: Fields): Constraint[] {
  return fields.list('constraints').flatMap(({ value, at }) => {
    if (Array.isArray(value) && value.every(part => typeof part === 'string'))
      return fields.attempt(at, where => constraintOf(value, where)) ?? []
    fields.report.wrong(at, { found: shown(value), expected: 'a list: attribute, operator, value' })
    return []
  })
}

/** Thousandths; nothing, and 0, is what the flags say. */
function amount(fields: Fields, key: string, otherwise: number): number {
  const value = number(fields, key, false) ?? 0
  return value > 0 ? thousandths(value) : otherwise
}

function number(fields: Fields, key: string, whole: boolean): number | undefined {
  const value = fields.raw(key)
  if (typeof value !== 'string') return fields.number(key, { whole })
  const meant = value.trim() === '' ? Number.NaN : Number(value)
  if (meant >= 0 && (!whole || Number.isInteger(meant))) return meant
  const kind = whole ? 'a whole number' : 'a number'
  fields.report.wrong(fields.path(key), { found: shown(value), expected: `${kind} of at least 0` })
  return undefined
}

function flag(fields: Fields, key: string): boolean {
  const value = fields.raw(key)
  if (value === 'true' || value === 'false') return value === 'true'
  return fields.flag(key) ?? false
}
