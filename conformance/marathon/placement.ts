/**
 * Marathon's cases about placement: constraints, kills that keep groups even, resources, ports, maintenance.
 */
import { Streams } from '../../sim/chance/random.ts'
import { isCounted } from '../../systems/marathon/app.ts'
import { isUsable } from '../../systems/marathon/availability.ts'
import { checkOf, constraintOf } from '../../systems/marathon/constraints.ts'
import type { Era, Flags, GpuSchedulingBehavior } from '../../systems/marathon/flags.ts'
import { killsByGroups } from '../../systems/marathon/kill-groups.ts'
import { AppMatcher, type Reason } from '../../systems/marathon/matcher.ts'
import type { PortRange } from '../../systems/marathon/offer.ts'
import { matchPorts, portResources } from '../../systems/marathon/ports.ts'
import { ofRoles, reservable } from '../../systems/marathon/selector.ts'
import { Spread } from '../../systems/marathon/spread.ts'
import {
  appOf,
  constraintsOf,
  flagsOf,
  type Json,
  offerOf,
  placeOf,
  portNeedsOf,
  requireKnown,
  timeOf,
} from './case-reader.ts'

/** Ports are chosen at random; cases ask what does not depend on the choice. */
const SEED = 'acorn'

/** `{constraint, offer, placed, instances}`: whether one more instance may start there. */
export function constraintHolds(input: Json, era: Era): boolean {
  requireKnown(input, ['constraint', 'offer', 'placed', 'instances', 'semantics'], 'input')
  const constraint = constraintOf(input['constraint'] as string[], era, 'constraint')
  const spread = new Spread([constraint.field], era)
  for (const placed of input['placed'] as Json[]) spread.add(placeOf(placed, 'placed'))
  const instances = (input['instances'] ?? 1) as number
  return checkOf(constraint, era, 'constraint').allows(
    placeOf(input['offer'] as Json, 'offer'),
    spread,
    instances,
  )
}

/** `selectInstancesToKill`: how many of each value of each field, as `perHost`, `perRack` … */
export function killsForConstraints(input: Json, era: Era): unknown {
  requireKnown(input, ['op', 'constraints', 'instances', 'toKill', 'semantics'], 'input')
  const constraints = constraintsOf(input['constraints'], era)
  const instances = (input['instances'] as Json[]).map(written => ({
    ...placeOf(written, 'instances'),
    written,
  }))
  const kills = killsByGroups(constraints, instances, input['toKill'] as number, era)
  const found: Record<string, unknown> = {
    count: kills.length,
    killed: kills.map(({ written }) => written['id'] ?? null),
  }
  const counter = (key: string, value: string) => {
    const counts = (found[key] ?? {}) as Record<string, number>
    found[key] = { ...counts, [value]: (counts[value] ?? 0) + 1 }
  }
  for (const { hostname, attributes } of kills) {
    counter('perHost', hostname)
    for (const { name, value } of attributes)
      counter(`per${name[0]!.toUpperCase()}${name.slice(1)}`, String(value))
  }
  return found
}

const configFields = [
  ...['semantics', 'drainingSeconds', 'gpuSchedulingBehavior', 'localRegion'],
  ...['maintenanceMode', 'disableMaintenanceMode'],
]

function configuredFlags(config: Json, era: Era): Flags {
  const flags = flagsOf(era)
  const { drainingSeconds, gpuSchedulingBehavior, maintenanceMode, disableMaintenanceMode } = config
  return {
    ...flags,
    draining: drainingSeconds == null ? flags.draining : timeOf(drainingSeconds),
    gpuSchedulingBehavior: (gpuSchedulingBehavior ?? flags.gpuSchedulingBehavior) as GpuSchedulingBehavior,
    maintenanceMode:
      disableMaintenanceMode === true ? false : ((maintenanceMode ?? flags.maintenanceMode) as boolean),
  }
}

/** `{offer, app, acceptedRoles, placed, config}`: whether the offer is used, and if not, why. */
export function resourcesMatch(input: Json, expected: Json, era: Era): unknown {
  requireKnown(input, ['offer', 'app', 'acceptedRoles', 'placed', 'config', 'semantics'], 'input')
  const config = (input['config'] ?? {}) as Json
  requireKnown(config, configFields, 'config')
  const written = input['app'] as Json
  const app = appOf(written, era)
  const home = { region: (config['localRegion'] ?? null) as string | null }
  const matcher = new AppMatcher(app, configuredFlags(config, era), home)
  const spread = new Spread(
    app.constraints.map(({ field }) => field),
    era,
  )
  for (const placed of (input['placed'] ?? []) as Json[]) {
    const version = (placed['version'] ?? 0) as number
    if (isCounted(version, (written['lastConfigChange'] ?? 0) as number))
      spread.add(placeOf(placed, 'placed'))
  }
  const roles = app.acceptedResourceRoles ?? (input['acceptedRoles'] as string[])
  const match = matcher.match(
    {
      offer: offerOf(input['offer'] as Json),
      selector: app.volumes.length > 0 ? reservable() : ofRoles(roles),
      spread,
      returns: false,
      now: 0,
    },
    new Streams(SEED).stream('ports'),
  )
  const reasons: readonly Reason[] = match.matches ? [] : match.reasons
  // Where the case names no list, what it names cannot be what was given.
  const asked = (key: string) => (Array.isArray(expected[key]) ? (expected[key] as Reason[]) : [])
  return {
    match: match.matches,
    reasonsExactly: reasons,
    // The case names reasons; the answer is those that were given, or were not.
    reasonsInclude: asked('reasonsInclude').filter(reason => reasons.includes(reason)),
    reasonsExclude: asked('reasonsExclude').filter(reason => !reasons.includes(reason)),
  }
}

/** `{app, offerPorts, acceptedRoles}`: the host ports, and the roles that they come from. */
export function portsMatch(input: Json): unknown {
  requireKnown(input, ['app', 'offerPorts', 'acceptedRoles', 'semantics'], 'input')
  const app = input['app'] as Json
  requireKnown(app, ['portDefinitions', 'portMappings', 'requirePorts'], 'app')
  const selector = ofRoles(input['acceptedRoles'] as string[])
  const ranges = (input['offerPorts'] as Omit<PortRange, 'name' | 'labels'>[])
    .map(({ from, to, role }): PortRange => ({ name: 'ports', from, to, role, labels: {} }))
    .filter(range => selector.accepts(range))
  const ports = matchPorts(portNeedsOf(app), ranges, new Streams(SEED).stream('ports'))
  if (ports === null) return { match: false }
  const numbers = ports.map(port => port?.port ?? null)
  return {
    match: true,
    ports: numbers,
    count: numbers.filter(port => port !== null).length,
    roles: [...new Set(portResources(ports).map(({ role }) => role))].sort(),
  }
}

/** `{unavailabilityStartsInSeconds, durationSeconds, drainingSeconds}`, counted from now. */
export function offerUsable(input: Json): unknown {
  requireKnown(
    input,
    ['unavailabilityStartsInSeconds', 'durationSeconds', 'drainingSeconds', 'semantics'],
    'input',
  )
  const start = input['unavailabilityStartsInSeconds']
  const duration = input['durationSeconds']
  const unavailability =
    start == null
      ? undefined
      : { start: timeOf(start), ...(duration == null ? {} : { duration: timeOf(duration) }) }
  return { offerUsable: isUsable(unavailability, 0, timeOf(input['drainingSeconds'] ?? 0)) }
}
