/**
 * What definitions say of launching, replacing and losing instances, and of checks: the same words in apps and pods.
 */
import { seconds, type Time } from '../../../sim/engine/time.ts'
import type { Fields } from '../../definition-file/fields.ts'
import { shown } from '../../definition-file/report.ts'
import { type ReadinessCheck, readinessCheckDefaults } from '../app-definition.ts'
import { type BackoffStrategy, backoffDefaults } from '../backoff.ts'
import type { Era } from '../flags.ts'
import { type HealthCheck, healthCheckDefaults } from '../health.ts'
import type { KillSelection } from '../scaling.ts'
import { replaceAtOnce, requireValid, type UnreachableStrategy } from '../unreachable.ts'
import { residentUpgradeDefaults, type UpgradeStrategy, upgradeDefaults } from '../upgrade.ts'

const time = (read: number | undefined, usual: Time): Time => (read === undefined ? usual : seconds(read))
const whole = { whole: true } as const

/** The names that apps and pods have for the three. */
export interface BackoffNames {
  readonly backoff: string
  readonly factor: string
  readonly longest: string
}

export function readBackoff(fields: Fields, names: BackoffNames, era: Era): BackoffStrategy {
  const usual = backoffDefaults(era)
  return {
    backoff: time(fields.number(names.backoff), usual.backoff),
    factor: fields.number(names.factor, { least: 1 }) ?? usual.factor,
    maxLaunchDelay: time(fields.number(names.longest), usual.maxLaunchDelay),
  }
}

/** What an app does with its volumes and labels decides what it is taken to say where it says nothing. */
export function upgradeDefaultsOf(isResident: boolean, isSingle: boolean): UpgradeStrategy {
  if (isSingle) return { minimumHealthCapacity: 0, maximumOverCapacity: 0 }
  return isResident ? residentUpgradeDefaults : upgradeDefaults
}

export function readUpgrade(fields: Fields, key: string, usual: UpgradeStrategy): UpgradeStrategy {
  const written = fields.object(key, 'minimumHealthCapacity and maximumOverCapacity')
  if (written === undefined) return usual
  const share = { least: 0, most: 1 }
  const strategy = {
    minimumHealthCapacity: written.number('minimumHealthCapacity', share) ?? usual.minimumHealthCapacity,
    maximumOverCapacity: written.number('maximumOverCapacity', share) ?? usual.maximumOverCapacity,
  }
  written.close('an upgrade strategy')
  return strategy
}

export function readKillSelection(fields: Fields): KillSelection {
  return fields.word('killSelection', ['YOUNGEST_FIRST', 'OLDEST_FIRST']) ?? 'YOUNGEST_FIRST'
}

/** `"disabled"`, or two times. Resident apps have no other. */
export function readUnreachable(fields: Fields, isResident: boolean): UnreachableStrategy {
  const key = 'unreachableStrategy'
  const written = fields.raw(key)
  const usual = isResident ? 'disabled' : replaceAtOnce
  if (written === undefined || written === 'disabled') return written ?? usual
  if (typeof written === 'string') {
    fields.report.wrong(fields.path(key), {
      found: shown(written),
      expected: '"disabled", or inactiveAfterSeconds and expungeAfterSeconds',
      among: ['disabled'],
    })
    return usual
  }
  const times = fields.object(key, '"disabled", or inactiveAfterSeconds and expungeAfterSeconds')
  if (times === undefined) return usual
  const strategy = {
    inactiveAfter: time(times.number('inactiveAfterSeconds', whole), 0),
    expungeAfter: time(times.number('expungeAfterSeconds', whole), 0),
  }
  times.close('an unreachable strategy')
  fields.attempt(fields.path(key), where => requireValid(strategy, where))
  if (isResident)
    fields.report.wrong(fields.path(key), {
      found: 'a strategy for an app with persistent volumes',
      expected: '"disabled": its instances are waited for',
      remedy: 'leave it out',
    })
  return strategy
}

/** What a check does is modelled, and not whom it asks. */
const ASKED = [
  'path',
  'port',
  'portIndex',
  'portName',
  'command',
  'ignoreHttp1xx',
  'delaySeconds',
  'ipProtocol',
]

const protocols = [
  ...['HTTP', 'HTTPS', 'TCP', 'COMMAND'],
  ...['MESOS_HTTP', 'MESOS_HTTPS', 'MESOS_TCP'],
] as const

/** One health check; in a pod a container has one, and says by a field whom it asks. */
export function readHealthCheck(fields: Fields, of: 'app' | 'pod'): HealthCheck {
  const usual = healthCheckDefaults
  const check: HealthCheck = {
    grace: time(fields.number('gracePeriodSeconds'), usual.grace),
    interval: time(fields.number('intervalSeconds'), usual.interval),
    timeout: time(fields.number('timeoutSeconds'), usual.timeout),
    maxConsecutiveFailures: fields.number('maxConsecutiveFailures', whole) ?? usual.maxConsecutiveFailures,
  }
  if (of === 'app') {
    fields.word('protocol', protocols)
    fields.notModelled('protocol', ...ASKED)
  } else fields.notModelled('http', 'tcp', 'exec', 'delaySeconds')
  fields.close('a health check')
  return check
}

/** At most one. */
export function readReadiness(fields: Fields): ReadinessCheck | null {
  const all = fields.objects('readinessChecks', 'a readiness check')
  if (all.length > 1)
    fields.report.wrong(fields.path('readinessChecks'), {
      found: `${all.length} readiness checks`,
      expected: 'at most one',
    })
  const [first] = all.map(check => {
    const read = {
      interval: time(check.number('intervalSeconds'), readinessCheckDefaults.interval),
      timeout: time(check.number('timeoutSeconds'), readinessCheckDefaults.timeout),
    }
    check.notModelled(
      'name',
      'protocol',
      'path',
      'portName',
      'httpStatusCodesForReady',
      'preserveLastResponse',
    )
    check.close('a readiness check')
    return read
  })
  return first ?? null
}
