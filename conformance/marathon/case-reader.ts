/**
 * A Marathon case's JSON as Marathon's nouns.
 */
import { SECOND, seconds, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { App, PortNeeds, Volume } from '../../systems/marathon/app.ts'
import { type Constraint, constraintOf } from '../../systems/marathon/constraints.ts'
import { type Era, type Flags, head, marathon13 } from '../../systems/marathon/flags.ts'
import { type Condition, conditions } from '../../systems/marathon/instance.ts'
import {
  type Agent,
  type Attribute,
  type DiskSource,
  type Offer,
  type Resource,
  thousandths,
} from '../../systems/marathon/offer.ts'
import type { UnreachableStrategy } from '../../systems/marathon/unreachable.ts'
import type { Case, CaseFile } from '../adapter.ts'

export type Json = Readonly<Record<string, unknown>>

/** The era that a case, or else its file's name, says; head if neither does. */
export function eraOf({ input }: Case, file: CaseFile): Era {
  const config = input['config'] as Json | undefined
  const said = input['semantics'] ?? config?.['semantics']
  if (typeof said === 'string') return said.startsWith('1.3') ? '1.3' : 'head'
  return file.name.includes('-1.3') ? '1.3' : 'head'
}

export function flagsOf(era: Era): Flags {
  return era === 'head' ? head : marathon13
}

/** @throws SwitchyardError naming the fields that this adapter does not know. */
export function requireKnown(object: Json, known: readonly string[], what: string): void {
  const unknown = Object.keys(object).filter(key => !known.includes(key) && key !== 'note')
  if (unknown.length === 0) return
  throw new UnknownFields(`${what} has ${unknown.map(key => `\`${key}\``).join(', ')}, which is not modelled`)
}

/** Fields that are not modelled: the case is unsupported, not failed. */
export class UnknownFields extends SwitchyardError {
  override readonly name = 'UnknownFields'
}

export function timeOf(value: unknown): Time {
  return seconds(value as number)
}

export function constraintsOf(written: unknown, era: Era): Constraint[] {
  return ((written ?? []) as string[][]).map(constraint => constraintOf(constraint, era, 'constraints'))
}

/** `attributes` is a list of {name, type, value}, or an object from names to texts. */
function agentOf(written: Json): Agent {
  const { hostname, region, zone } = written as Record<string, string | null | undefined>
  const attributes = written['attributes'] ?? []
  return {
    hostname: hostname ?? '',
    attributes: Array.isArray(attributes)
      ? (attributes as Attribute[])
      : Object.entries(attributes as Record<string, string>).map(
          ([name, value]): Attribute => ({ name, type: 'TEXT', value }),
        ),
    ...(region == null ? {} : { region }),
    ...(zone == null ? {} : { zone }),
  }
}

/** Where an instance is, or where an offer comes from of which only that is said. */
export function placeOf(written: Json, what: string): Agent {
  requireKnown(written, ['id', 'hostname', 'attributes', 'region', 'zone', 'version'], what)
  return agentOf(written)
}

const offerFields = [
  ...['cpus', 'mem', 'gpus', 'disk', 'disks', 'ports', 'role'],
  ...['hostname', 'attributes', 'region', 'zone', 'maintenanceFromSeconds', 'maintenanceSeconds'],
]

export function offerOf(written: Json): Offer {
  requireKnown(written, offerFields, 'offer')
  const held = { role: (written['role'] ?? '*') as string, labels: {} }
  const resources: Resource[] = []
  for (const name of ['cpus', 'mem', 'gpus', 'disk'] as const) {
    const amount = written[name]
    if (typeof amount === 'number' && amount > 0)
      resources.push({ ...held, name, milli: thousandths(amount) })
  }
  for (const disk of (written['disks'] ?? []) as Json[]) {
    requireKnown(disk, ['type', 'path', 'size', 'role'], 'offer.disks')
    const type = disk['type'] as DiskSource['type']
    const source = { type, ...(disk['path'] == null ? {} : { path: disk['path'] as string }) }
    const role = (disk['role'] ?? held.role) as string
    resources.push({ ...held, role, name: 'disk', milli: thousandths(disk['size'] as number), source })
  }
  for (const [from, to] of (written['ports'] ?? []) as [number, number][])
    resources.push({ ...held, name: 'ports', from, to })
  const from = written['maintenanceFromSeconds']
  const lasts = written['maintenanceSeconds']
  if (from == null) return { ...agentOf(written), resources }
  const duration = lasts == null ? {} : { duration: timeOf(lasts) }
  return { ...agentOf(written), resources, unavailability: { start: timeOf(from), ...duration } }
}

const appFields = [
  ...[
    'id',
    'resources',
    'ports',
    'portDefinitions',
    'portMappings',
    'requirePorts',
    'constraints',
    'volumes',
  ],
  ...['acceptedResourceRoles', 'labels', 'instances', 'version', 'lastConfigChange'],
]

export function appOf(written: Json, era: Era): App {
  requireKnown(written, appFields, 'app')
  const { cpus = 1, mem = 128, disk = 0, gpus = 0 } = (written['resources'] ?? {}) as Record<string, number>
  const roles = written['acceptedResourceRoles'] as string[] | undefined
  return {
    id: (written['id'] ?? '/test') as string,
    instances: (written['instances'] ?? 1) as number,
    needs: {
      cpus: thousandths(cpus),
      mem: thousandths(mem),
      disk: thousandths(disk),
      gpus: thousandths(gpus),
    },
    ports: portNeedsOf(written),
    volumes: ((written['volumes'] ?? []) as Json[]).map(volume => volumeOf(volume, era)),
    constraints: constraintsOf(written['constraints'], era),
    labels: (written['labels'] ?? {}) as Record<string, string>,
    ...(roles === undefined ? {} : { acceptedResourceRoles: roles }),
  }
}

export function portNeedsOf(written: Json): PortNeeds {
  const mappings = written['portMappings'] as
    | { containerPort: number; hostPort?: number | null }[]
    | null
    | undefined
  if (mappings != null && mappings.length > 0)
    return {
      kind: 'mappings',
      mappings: mappings.map(({ containerPort, hostPort }) => ({
        containerPort,
        ...(hostPort == null ? {} : { hostPort }),
      })),
    }
  const ports = (written['portDefinitions'] ?? written['ports'] ?? []) as number[]
  return { kind: 'definitions', ports, required: written['requirePorts'] === true }
}

function volumeOf(written: Json, era: Era): Volume {
  requireKnown(written, ['size', 'maxSize', 'type', 'constraints'], 'app.volumes')
  const maxSize = written['maxSize']
  return {
    type: (written['type'] ?? 'root') as Volume['type'],
    size: thousandths(written['size'] as number),
    constraints: constraintsOf(written['constraints'], era),
    ...(maxSize == null ? {} : { maxSize: thousandths(maxSize as number) }),
  }
}

export function strategyOf(written: unknown): UnreachableStrategy {
  if (written === 'disabled') return 'disabled'
  const { inactiveAfterSeconds, expungeAfterSeconds } = written as Record<string, number>
  return { inactiveAfter: timeOf(inactiveAfterSeconds), expungeAfter: timeOf(expungeAfterSeconds) }
}

export function conditionOf(written: unknown): Condition {
  if (conditions.includes(written as Condition)) return written as Condition
  throw new SwitchyardError(
    `The condition ${JSON.stringify(written)} is not known; expected one of ${conditions.join(', ')}.`,
  )
}

export const MILLIS: Time = SECOND / 1000
