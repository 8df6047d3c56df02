/**
 * From a Marathon as an experiment writes it down to what its parts are told.
 */
import { SwitchyardError } from '../../../sim/errors.ts'
import { ONE } from '../../mesos/quantities.ts'
import type { Volume } from '../app.ts'
import { constraintOf } from '../constraints.ts'
import { type Era, type Flags, head, marathon13 } from '../flags.ts'
import type { MarathonSpec } from '../spec.ts'
import { requireValid } from '../unreachable.ts'
import type { AppTemplate, MarathonOptions } from './options.ts'

export const eraOf = (kind: MarathonSpec['kind']): Era => (kind === 'marathon-head' ? 'head' : '1.3')

/** @throws SwitchyardError for a constraint that is none, and for an unreachable strategy that cannot be. */
export function optionsOf(spec: MarathonSpec): MarathonOptions {
  const { name, whenDone, matchTime, deploymentCost, scale, upgrades, failing } = spec
  const app = templateOf(spec)
  const dependent = Object.entries(spec.dependencies).map(([jobClass, others]): [string, AppTemplate] => [
    jobClass,
    { ...app, dependencies: others.map(other => `/${other}`) },
  ])
  const own = Object.entries(spec.apps ?? {}).map(([jobClass, definition]): [string, AppTemplate] => [
    jobClass,
    { ...definition, soundness: app.soundness },
  ])
  if (app.unreachable !== null && app.unreachable !== 'disabled')
    requireValid(app.unreachable, `Framework '${name}'`)
  return {
    flags: flagsOf(spec),
    apps: { ...Object.fromEntries(dependent), ...Object.fromEntries(own), default: app },
    whenDone,
    matchTime,
    deploymentCost,
    scale,
    upgrades: upgrades.map(upgrade => ({ at: upgrade.at, failing: upgrade.failing ?? failing })),
  }
}

function flagsOf(spec: MarathonSpec): Flags {
  const { maxInstancesPerOffer, launchTokens, launchTokenRefreshInterval, declineOfferDuration, draining } =
    spec
  const { minReviveOffersInterval, offerMatchingTimeout, taskLaunchConfirmTimeout, taskLaunchTimeout } = spec
  return {
    ...(eraOf(spec.kind) === 'head' ? head : marathon13),
    maxInstancesPerOffer,
    launchTokens,
    launchTokenRefreshInterval,
    declineOfferDuration,
    minReviveOffersInterval,
    offerMatchingTimeout,
    taskLaunchConfirmTimeout,
    taskLaunchTimeout,
    draining,
  }
}

function templateOf(spec: MarathonSpec): AppTemplate {
  const { name, kind, healthCheck, readinessCheck, killSelection, unreachable, failing } = spec
  const { backoff, backoffFactor: factor, maxLaunchDelay, minimumHealthCapacity, maximumOverCapacity } = spec
  const { healthyAfter, readyAfter, whenUnwell } = spec
  if (Object.hasOwn(spec.dependencies, 'default'))
    throw new SwitchyardError(`Framework '${name}': dependencies are of classes, and none may be 'default'.`)
  return {
    backoff: { backoff, factor, maxLaunchDelay },
    upgrade: { minimumHealthCapacity, maximumOverCapacity },
    killSelection,
    // Resident apps know no other strategy.
    unreachable: spec.volumes.length > 0 && unreachable !== undefined ? 'disabled' : (unreachable ?? null),
    healthChecks: healthCheck === undefined ? [] : [healthCheck],
    readiness: readinessCheck === undefined ? null : { ...readinessCheck, timeout: 0 },
    dependencies: [],
    constraints: spec.constraints.map(written =>
      constraintOf(written, eraOf(kind), `Framework '${name}', constraints`),
    ),
    volumes: spec.volumes.map(
      ({ sizeMiB }): Volume => ({ type: 'root', size: sizeMiB * ONE, constraints: [] }),
    ),
    ports: { kind: 'definitions', ports: new Array<number>(spec.ports).fill(0), required: false },
    soundness: { failing, healthyAfter, readyAfter, whenUnwell },
  }
}
