/**
 * Definition files of brokers: the settings that the API takes when brokers are added, an object for one broker or several, or
 * a list of them (BrokerApi.scala and README.md, ffbf1625).
 */
import { DAY, HOUR, MILLISECOND, MINUTE, SECOND, type Time } from '../../sim/engine/time.ts'
import { type Entry, Fields } from '../definition-file/fields.ts'
import { shown } from '../definition-file/report.ts'
import type { DefinitionFile } from '../marathon/definition/definitions.ts'
import { thousandths } from '../marathon/offer.ts'
import { type BrokerSettings, brokerDefaults } from './broker.ts'
import { type Constraint, constraintOf } from './constraint.ts'
import { parsePorts } from './port-range.ts'
import type { PortRange } from './reservation.ts'

/** Reads all files; every fault is reported. Brokers come back in the order of their numbers. */
export function readBrokers(files: readonly DefinitionFile[]): BrokerSettings[] {
  const brokers = new Map<number, BrokerSettings>()
  for (const { value, report } of files) {
    const entries: Entry[] = Array.isArray(value)
      ? value.map((each, i) => ({ value: each, at: [i] }))
      : [{ value, at: [] }]
    for (const entry of entries) {
      const fields = Fields.of(entry, 'a broker', report)
      if (fields === undefined) continue
      const ids = readIds(fields)
      const settings = readSettings(fields)
      for (const id of ids) {
        if (brokers.has(id))
          report.wrong(fields.path('broker'), {
            found: `a second broker ${id}`,
            expected: 'every number once',
            remedy: 'give one of them another',
          })
        else brokers.set(id, { ...settings, id })
      }
    }
  }
  return [...brokers.values()].sort((one, other) => one.id - other.id)
}

/** `0`, `0,1,4` or `0..4`. Which brokers `*` and attributes choose only a running cluster knows. */
function readIds(fields: Fields): number[] {
  const written = fields.raw('broker')
  const text = typeof written === 'number' ? String(written) : written
  const parts =
    typeof text === 'string' ? text.split(',').map(part => /^(\d+)(?:\.\.(\d+))?$/.exec(part.trim())) : []
  const ids = parts.flatMap(part => {
    if (part === null) return []
    const [from, to] = [Number(part[1]), Number(part[2] ?? part[1])]
    const count = to - from + 1
    return count > 0 && to < MOST ? Array.from({ length: count }, (_, i) => from + i) : []
  })
  const isWhole = !parts.includes(null) && parts.every(part => Number(part![2] ?? part![1]) < MOST)
  if (ids.length > 0 && isWhole) return ids
  fields.report.wrong(fields.path('broker'), {
    found: shown(written),
    expected: `numbers of brokers below ${MOST}, such as 0, "0,1" or "0..4"`,
  })
  return []
}

/** More brokers than any cluster has: a range up to there is a slip of the pen. */
const MOST = 10_000

function readSettings(fields: Fields): Omit<BrokerSettings, 'id'> {
  const { failover } = brokerDefaults
  const delay = period(fields, 'failoverDelay') ?? failover.delay
  const maxDelay = period(fields, 'failoverMaxDelay') ?? failover.maxDelay
  if (delay > maxDelay)
    fields.report.wrong(fields.path('failoverMaxDelay'), {
      found: 'less than the first delay',
      expected: 'at least failoverDelay',
    })
  const { cpus, mem, stickinessPeriod } = brokerDefaults
  const settings = {
    cpus: thousandths(fields.number('cpus') ?? cpus / 1000),
    mem: thousandths(fields.number('mem', { whole: true }) ?? mem / 1000),
    port: readPort(fields),
    volume: fields.text('volume') ?? null,
    constraints: readConstraints(fields),
    stickinessPeriod: period(fields, 'stickinessPeriod') ?? stickinessPeriod,
    failover: {
      delay,
      maxDelay,
      maxTries: fields.number('failoverMaxTries', { least: 1, whole: true }) ?? null,
    },
  }
  fields.notModelled('heap', 'bindAddress', 'syslog', 'options', 'log4jOptions', 'jvmOptions')
  fields.close('a broker')
  return settings
}

/** `9092` or `9092..9100`. */
function readPort(fields: Fields): PortRange | null {
  const written = fields.raw('port')
  if (written === undefined) return null
  const range = parsePorts(String(written))
  if (range !== null) return range
  fields.report.wrong(fields.path('port'), {
    found: shown(written),
    expected: 'a port or a range of ports, such as 9092..9100',
  })
  return null
}

/** `rack=like:1-.*,hostname=unique`. A comma within a pattern is written `\,`. */
function readConstraints(fields: Fields): Constraint[] {
  const text = fields.text('constraints')
  if (text === undefined || text === '') return []
  const at = fields.path('constraints')
  return text.split(/(?<!\\),/).flatMap(part => {
    const equals = part.indexOf('=')
    const condition = part.slice(equals + 1).replaceAll('\\,', ',')
    if (equals > 0)
      return fields.attempt(at, where => constraintOf(part.slice(0, equals).trim(), condition, where)) ?? []
    fields.report.wrong(at, { found: shown(part), expected: 'attribute=condition' })
    return []
  })
}

const UNITS: Readonly<Record<string, Time>> = { ms: MILLISECOND, s: SECOND, m: MINUTE, h: HOUR, d: DAY }

/** `10m`: a whole number of ms, s, m, h or d. */
function period(fields: Fields, key: string): Time | undefined {
  const written = fields.raw(key)
  if (written === undefined) return undefined
  const found = typeof written === 'string' ? /^(\d+)(ms|s|m|h|d)$/.exec(written) : null
  if (found !== null) return Number(found[1]) * UNITS[found[2]!]!
  if (written === '0') return 0
  fields.report.wrong(fields.path(key), {
    found: shown(written),
    expected: 'a time such as 10m or 30s',
  })
  return undefined
}
