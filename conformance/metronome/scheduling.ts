/**
 * Metronome's cases about cron expressions and the timer of a job.
 */
import { inSeconds } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { formatInstant, parseInstant } from '../../systems/calendar/instant-text.ts'
import { type Instant, zoneOf } from '../../systems/calendar/zone.ts'
import { parseCron } from '../../systems/metronome/cron.ts'
import { type Schedule, ScheduleTimer, STARTING_DEADLINE } from '../../systems/metronome/schedule.ts'
import { type Json, requireKnown, UnknownFields } from '../marathon/case-reader.ts'

/** `{cron}`: whether it can be read, and its one form. */
export function cronParsed(input: Json): unknown {
  requireKnown(input, ['op', 'cron'], 'input')
  try {
    return { valid: true, normalized: parseCron(input['cron'] as string, 'cron').text }
  } catch (error) {
    if (error instanceof SwitchyardError) return { valid: false }
    throw error
  }
}

/** `{cron, timeZone, from}`: the first time after `from`. */
export function executionAfter(input: Json): unknown {
  requireKnown(input, ['op', 'cron', 'timeZone', 'from'], 'input')
  const { cron, zone } = scheduleOf(input['cron'] as string, input)
  return { next: shown(cron.next(parseInstant(input['from'] as string, 'from'), zone)) }
}

/** `{cron, timeZone, now, steps}`: what is planned after the steps, all of them at `now`. */
export function schedulerSteps(input: Json): unknown {
  requireKnown(input, ['op', 'cron', 'timeZone', 'now', 'steps'], 'input')
  const now = parseInstant(input['now'] as string, 'now')
  const written = input['cron'] as string | null | undefined
  let timer: ScheduleTimer | null = null
  for (const step of input['steps'] as string[]) {
    const cron = /^update to cron '(.*)'$/.exec(step)?.[1]
    if (step === 'create') timer = new ScheduleTimer(written == null ? null : scheduleOf(written, input), now)
    else if (step === 'start') timer?.fired(now)
    else if (cron !== undefined) timer?.update(scheduleOf(cron, input), now)
    else if (/^(update .*(no|without|remove)|remove|delete).*schedule/.test(step)) timer?.update(null, now)
    else throw new UnknownFields(`steps has ${JSON.stringify(step)}, which is not modelled`)
  }
  const firesAt = timer?.firesAt ?? null
  return {
    scheduledAt: shown(timer?.scheduledAt ?? null),
    timerSeconds: firesAt === null ? null : inSeconds(firesAt - now),
  }
}

function scheduleOf(cron: string, input: Json): Schedule {
  return {
    id: 'default',
    cron: parseCron(cron, 'cron'),
    zone: zoneOf((input['timeZone'] ?? 'UTC') as string, 'timeZone'),
    startingDeadline: STARTING_DEADLINE,
    concurrencyPolicy: 'ALLOW',
    enabled: true,
  }
}

/** Whole seconds, as the cases write them: `2016-06-01T09:30:00Z`. */
function shown(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant).replace('.000Z', 'Z')
}
