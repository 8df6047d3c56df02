/**
 * Reads the schedule of a Metronome job (schedulespec.schema.json, v0.1.9 and de4174d).
 */
import { SECOND, seconds } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { UTC, zoneOf } from '../calendar/zone.ts'
import type { Fields } from '../definition-file/fields.ts'
import { type Cron, parseCron } from './cron.ts'
import type { Flags } from './era.ts'
import { concurrencyPolicies, type Schedule, STARTING_DEADLINE } from './schedule.ts'

/** What is wrong is reported, and read as what is always right. */
export function readSchedule(fields: Fields, flags: Flags): Schedule {
  const isHead = flags.era === 'head'
  const policies = concurrencyPolicies.filter(policy => !isHead || policy !== 'REPLACE')
  const id = fields.text('id')
  if (id === undefined && !fields.has('id'))
    fields.report.wrong(fields.path('id'), { found: 'nothing', expected: 'a name' })
  const zone = fields.attempt(fields.path('timezone'), where =>
    zoneOf(fields.text('timezone') ?? 'UTC', where),
  )
  const deadline = fields.number('startingDeadlineSeconds', { least: isHead ? 60 : 1, whole: true })
  const schedule: Schedule = {
    id: id ?? '',
    cron: readCron(fields),
    zone: zone ?? UTC,
    startingDeadline: seconds(deadline ?? STARTING_DEADLINE / SECOND),
    concurrencyPolicy: fields.word('concurrencyPolicy', policies) ?? (isHead ? 'ALLOW' : 'FORBID'),
    enabled: fields.flag('enabled') ?? true,
  }
  // In its answers.
  fields.answers('nextRunAt')
  fields.close('a schedule')
  return schedule
}

function readCron(fields: Fields): Cron {
  const at = fields.path('cron')
  const text = fields.text('cron')
  // What stands there and is no text is told already.
  if (text === undefined && fields.has('cron')) return parseCron('* * * * *', WHERE)
  try {
    const cron = parseCron(text ?? '', WHERE)
    if (!cron.everFires)
      fields.report.wrong(at, {
        found: `${JSON.stringify(text)}, which never fires`,
        expected: 'dates that a calendar has',
        remedy: 'loosen its days or months',
      })
    return cron
  } catch (error) {
    if (!(error instanceof SwitchyardError)) throw error
    // One sentence for every field of the expression.
    for (const sentence of error.message.split('\n'))
      fields.report.said(at, sentence.slice(WHERE.length + 2).replace(/\.$/, ''))
    return parseCron('* * * * *', WHERE)
  }
}

const WHERE = 'here'
