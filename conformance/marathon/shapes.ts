/**
 * What the fields of Marathon's questions must be.
 */
import type * as z from 'zod'
import { conditions } from '../../systems/marathon/instance.ts'
import { count, either, flag, list, map, name, number, table, text, texts, word } from '../shape.ts'

const seconds = number(-1e9, 1e9)
const millis = number(-1e12, 1e12)
const amount = number(0)
const pair = either('a list of two numbers', list(number()).length(2))
export const attribute = either(
  'an attribute {name, type, value}: SCALAR with a number, TEXT with a text, RANGES with pairs, SET with texts',
  map({ name: text, type: word(['SCALAR']), value: number() }),
  map({ name: text, type: word(['TEXT']), value: text }),
  map({ name: text, type: word(['RANGES']), value: list(pair) }),
  map({ name: text, type: word(['SET']), value: texts }),
)
const attributes = either(
  'a list of attributes {name, type, value}, or a map from names to texts',
  list(attribute),
  table(text),
)
const constraint = either('a constraint [field, operator] or [field, operator, value]', texts.min(2).max(3))
const place = { hostname: text, attributes, region: text, zone: text }
const placed = list(map({}, { ...place, version: number() }))
const disk = map(
  { type: word(['root', 'path', 'mount', 'raw', 'block']), size: amount },
  { path: text, role: text },
)
const offer = map(
  {},
  {
    ...place,
    ...{ cpus: amount, mem: amount, gpus: amount, disk: amount, disks: list(disk), ports: list(pair) },
    ...{ role: text, maintenanceFromSeconds: seconds, maintenanceSeconds: seconds },
  },
)
const mapping = map({ containerPort: count() }, { hostPort: count() })
const ports = { portDefinitions: list(count()), portMappings: list(mapping), requirePorts: flag }
const volume = map(
  { size: amount },
  { maxSize: amount, type: word(['root', 'path', 'mount']), constraints: list(constraint) },
)
const app = map(
  {},
  {
    ...ports,
    ...{ id: text, resources: table(amount), ports: list(count()), constraints: list(constraint) },
    ...{ volumes: list(volume), acceptedResourceRoles: texts, labels: table(text) },
    ...{ instances: count(), version: number(), lastConfigChange: number() },
  },
)
const dependent = map({ id: text }, { dependencies: texts })
const deployed = list(map({ id: text }, { instances: count(), version: name, dependencies: texts }))
const groups = { groups: list(dependent) }
const upgradeStrategy = map({ minimumHealthCapacity: number(0, 1), maximumOverCapacity: number(0, 1) })
const strategy = either(
  '"disabled", or {inactiveAfterSeconds, expungeAfterSeconds}',
  word(['disabled']),
  map({ inactiveAfterSeconds: seconds, expungeAfterSeconds: seconds }),
)
const condition = word(conditions)
const instances = list(map({ id: text, condition, since: number() }))
const killSelection = word(['YOUNGEST_FIRST', 'OLDEST_FIRST'])
const backoff = {
  backoffSeconds: number(0, 1e9),
  backoffFactor: number(1),
  maxLaunchDelaySeconds: number(0, 1e9),
}
const moment = either('a number, or a date as text', number(), text)
const step = map({ op: text }, { app: text, seconds: number(0, 1e9) })
const matcher = map({ cpusPerTask: number(0) }, { ignoresResources: flag })

/** By the name of the question. */
export const shapes = {
  affectedIds: map({ from: deployed, to: deployed }),
  dependencyGraph: map({ apps: list(dependent) }, groups),
  planSteps: map({ from: deployed, to: deployed }, groups),
  restartComputed: map(
    { instances: count(1), upgradeStrategy, currentInstances: count(), healthyRunning: count() },
    { resident: flag },
  ),
  replaceTrace: map(
    { instances: count(1), upgradeStrategy, oldRunning: count(), steps: texts },
    { resident: flag, healthChecks: count(), readinessChecks: count() },
  ),
  constraintHolds: map({ constraint, offer: map({}, place), placed }, { instances: count() }),
  killsForConstraints: map({
    constraints: list(constraint),
    instances: list(map({}, { ...place, id: name })),
    toKill: count(),
  }),
  resourcesMatch: map(
    { app, offer },
    {
      acceptedRoles: texts,
      placed,
      config: map(
        {},
        {
          drainingSeconds: seconds,
          localRegion: text,
          gpuSchedulingBehavior: word(['restricted', 'unrestricted']),
          maintenanceMode: flag,
          disableMaintenanceMode: flag,
        },
      ),
    },
  ),
  portsMatch: map({
    app: map({}, ports),
    offerPorts: list(map({ from: count(), to: count(), role: text })),
    acceptedRoles: texts,
  }),
  offerUsable: map(
    {},
    { unavailabilityStartsInSeconds: seconds, durationSeconds: seconds, drainingSeconds: seconds },
  ),
  backoffDeadlines: map({ apps: table(map(backoff)), steps: list(step) }),
  backoffAction: map({ status: text }, { agentDraining: flag }),
  backoffGrowth: map({ ...backoff, failures: count() }),
  offerShown: map({
    ...{ offerCpus: amount, matchers: list(matcher), launchTokens: count() },
    maxInstancesPerOffer: count(),
  }),
  offersQueued: map(
    {
      matchers: either('a number of matchers, or a list of them', count(), list(map({}))),
      ...{ maxParallelOffers: count(), maxQueuedOffers: count() },
    },
    {
      ...{ offers: count(), offersAtMillis: list(number(0, 1e6)), launchTokens: count() },
      ...{ offerMatchingTimeoutMillis: number(1, 1e6), advanceMillis: number(0, 1e6) },
    },
  ),
  tokensAfter: map({ event: text, launchTokens: count() }),
  healthKills: map(
    { event: text, maxConsecutiveFailures: count(), consecutiveFailuresBefore: count() },
    { unreachable: flag },
  ),
  alive: map(
    {},
    { firstSuccess: moment, lastSuccess: moment, lastFailure: moment, consecutiveFailures: count() },
  ),
  failureForgiven: map({ graceSeconds: seconds }, { runningForSeconds: seconds, hadSuccess: flag }),
  scalingProposed: map(
    { instances, scaleTo: count(-100_000), killSelection },
    { toDecommission: texts, killedToMeetConstraints: texts, sinceUnit: text },
  ),
  orderOfKills: map({ instances, killSelection }, { sinceUnit: text }),
  strategyValid: map({ unreachableStrategy: strategy }),
  expunged: map({ condition, unreachableStrategy: strategy }, { unreachableForSeconds: seconds }),
  overdue: map(
    { condition },
    { sinceMillis: millis, taskLaunchTimeoutMillis: millis, taskLaunchConfirmTimeoutMillis: millis },
  ),
  reservationOverdue: map({ deadlineInSeconds: seconds }),
} satisfies Readonly<Record<string, z.ZodType>>
