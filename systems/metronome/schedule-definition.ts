/**
 * Reads the schedule of a Metronome job (schedulespec.schema.json, v0.1.9 and de4174d).
 */
import { seconds } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { UTC, type Zone, zoneOf } from '../calendar/zone.ts'
import type { WrittenObject } from '../written-object.ts'
import { type Cron, parseCron } from './cron.ts'
import type { Flags } from './era.ts'
import { concurrencyPolicies, type Schedule, STARTING_DEADLINE } from './schedule.ts'

/** What is wrong is added to `faults`, and read as what is always right. */
export function readSchedule(written: WrittenObject, flags: Flags, faults: string[]): Schedule {
  const isHead = flags.era === 'head'
  const policies = isHead ? concurrencyPolicies.filter(policy => policy !== 'REPLACE') : concurrencyPolicies
  const deadline = written.number('startingDeadlineSeconds', {
    min: isHead ? 60 : 1,
    whole: true,
    otherwise: STARTING_DEADLINE / seconds(1),
  })
  const schedule: Schedule = {
    id: written.text('id'),
    cron: readCron(written, faults),
    zone: readZone(written, faults),
    startingDeadline: seconds(deadline),
    concurrencyPolicy: written.choice('concurrencyPolicy', policies, isHead ? 'ALLOW' : 'FORBID'),
    enabled: written.flag('enabled', true),
  }
  written.rest([])
  return schedule
}

function readCron(written: WrittenObject, faults: string[]): Cron {
  const text = written.text('cron')
  return orFault(faults, parseCron('* * * * *', ''), () => {
    const cron = parseCron(text, `${written.where}.cron`)
    if (!cron.everFires)
      throw new SwitchyardError(
        `${written.where}.cron: found ${JSON.stringify(text)}, which never fires: no date has all that it asks for. ` +
          'Loosen the days or the months.',
      )
    return cron
  })
}

function readZone(written: WrittenObject, faults: string[]): Zone {
  const name = written.text('timezone', 'UTC')
  return orFault(faults, UTC, () => zoneOf(name, `${written.where}.timezone`))
}

function orFault<T>(faults: string[], otherwise: T, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof SwitchyardError)) throw error
    faults.push(error.message)
    return otherwise
  }
}
