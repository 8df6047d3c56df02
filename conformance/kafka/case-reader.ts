/**
 * A Kafka case's JSON as the nouns of the framework: `cpus:0.2; cpus(role):0.3; ports:1000..2000`.
 */
import { oneOf } from '../../bench/experiment/nearest.ts'
import { MILLISECOND, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { Broker, type BrokerSettings, brokerDefaults, type TaskState } from '../../systems/kafka/broker.ts'
import { constraintOf } from '../../systems/kafka/constraint.ts'
import { parsePorts } from '../../systems/kafka/port-range.ts'
import type { OfferedResource, PortRange, Reservation } from '../../systems/kafka/reservation.ts'
import { type Json, requireKnown, timeOf } from '../marathon/case-reader.ts'

export const millis = (value: unknown): Time => (value as number) * MILLISECOND

const ENTRY = /^(\w+)(?:\(([^,)]*)(?:,([^)]*))?\))?(?:\[([^:\]]*)(?::([^\]]*))?\])?:(.+)$/

export function resourcesOf(text: string): OfferedResource[] {
  return text
    .split(';')
    .map(entry => entry.trim())
    .filter(entry => entry !== '')
    .map(entry => {
      const found = ENTRY.exec(entry)
      if (found === null)
        throw new SwitchyardError(`The case has ${JSON.stringify(entry)}, which is no resource.`)
      const [, name = '', role = '*', principal = null, volume = null, , value = ''] = found
      const held = { role, principal: principal || null }
      if (name === 'ports') return { ...held, name, ranges: portsOf(value) }
      const milli = Math.round(Number(value) * 1000)
      if (!Number.isFinite(milli))
        throw new SwitchyardError(
          `The case has ${JSON.stringify(entry)}, expected a number behind the colon; correct it.`,
        )
      if (name === 'disk') return { ...held, name, milli, volume: volume || null }
      if (name === 'cpus' || name === 'mem') return { ...held, name, milli }
      throw new SwitchyardError(`The case has ${JSON.stringify(entry)}, whose resource is not known.`)
    })
}

export function portsOf(text: string): PortRange[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(part => {
      const range = parsePorts(part)
      if (range !== null) return range
      throw new SwitchyardError(
        `The case has the ports ${JSON.stringify(part)}, expected 9092 or 9092..9100; correct it.`,
      )
    })
}

/** As the framework asks for it: shared before the role's, a volume in the folder `data`. */
export function reservationText({ role, shared, ofRole, volume }: Reservation): string {
  const entries: string[] = []
  const add = (name: string, value: number | null, of: string) => {
    if (value !== null && (value > 0 || name === 'ports')) entries.push(`${name}${of}:${value}`)
  }
  const own = `(${role})`
  add('cpus', shared.cpus / 1000, '')
  add('cpus', ofRole.cpus / 1000, own)
  add('mem', shared.mem / 1000, '')
  add('mem', ofRole.mem / 1000, own)
  add('ports', shared.port, '')
  add('ports', ofRole.port, own)
  if (volume !== null)
    entries.push(`disk(${role},${volume.principal})[${volume.id}:data]:${volume.milli / 1000}`)
  return entries.join('; ')
}

const brokerFields = [
  ...['id', 'cpus', 'mem', 'port', 'volume', 'constraints', 'active', 'task', 'stickinessPeriodSeconds'],
  ...['failoverDelaySeconds', 'failoverMaxDelaySeconds', 'failoverMaxTries'],
]

export function brokerOf(written: Json): Broker {
  requireKnown(written, brokerFields, 'broker')
  const { failover } = brokerDefaults
  const port = written['port'] == null ? null : (portsOf(String(written['port']))[0] ?? null)
  const constraints = Object.entries((written['constraints'] ?? {}) as Record<string, string>)
  const settings: BrokerSettings = {
    ...brokerDefaults,
    id: (written['id'] ?? 0) as number,
    ...(written['cpus'] == null ? {} : { cpus: Math.round((written['cpus'] as number) * 1000) }),
    ...(written['mem'] == null ? {} : { mem: Math.round((written['mem'] as number) * 1000) }),
    port,
    volume: (written['volume'] ?? null) as string | null,
    constraints: constraints.map(([name, text]) => constraintOf(name, text, 'constraints')),
    ...(written['stickinessPeriodSeconds'] == null
      ? {}
      : { stickinessPeriod: timeOf(written['stickinessPeriodSeconds']) }),
    failover: {
      delay:
        written['failoverDelaySeconds'] == null ? failover.delay : timeOf(written['failoverDelaySeconds']),
      maxDelay:
        written['failoverMaxDelaySeconds'] == null
          ? failover.maxDelay
          : timeOf(written['failoverMaxDelaySeconds']),
      maxTries: (written['failoverMaxTries'] ?? null) as number | null,
    },
  }
  const broker = new Broker(settings)
  broker.active = written['active'] === true
  if (written['task'] != null) broker.task = { ...TASK, state: stateOf(written['task'] as string) }
  return broker
}

export const TASK = { id: 'task', hostname: 'host', attributes: {}, state: 'pending' } as const

const taskStates: readonly TaskState[] = ['pending', 'starting', 'running', 'stopping', 'reconciling']

function stateOf(written: string): TaskState {
  const state = taskStates.find(state => state === written)
  if (state !== undefined) return state
  throw new SwitchyardError(
    `The case has the task ${JSON.stringify(written)}, expected ${oneOf(taskStates)}; correct it.`,
  )
}
