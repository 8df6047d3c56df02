/**
 * What does not go together in a Marathon, and in a Marathon on its root.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import type { SystemFault } from '../definition.ts'
import type { RootSpec } from '../generic/spec.ts'
import { ANY_ROLE } from '../mesos/resource-kind.ts'
import { rulesBeside } from '../mesos/rules-beside.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../mesos/spec.ts'
import { checkOf, constraintOf } from './constraints.ts'
import { DependencyGraph } from './dependencies.ts'
import { eraOf } from './framework/options-of.ts'
import type { MarathonSpec } from './spec.ts'

export function* checkMarathon(spec: MarathonSpec, root: RootSpec): Iterable<SystemFault> {
  const { name: framework } = spec
  yield* rulesBeside(spec, root, {
    system: 'Marathon',
    asks: 'apps',
    remedy: 'give the framework constraints in place of rules',
  })
  if (spec.backoffFactor < 1)
    yield { framework, at: ['backoff-factor'], found: `${spec.backoffFactor}`, expected: '1 or more' }
  if (spec.ports > 0 && (root as MesosSpec).ports.length === 0)
    yield {
      framework,
      at: ['ports'],
      found: `instances that ask for ports, while agents offer none`,
      expected: 'agents with ports',
      remedy: 'set ports: [{ from: 31000, to: 32000 }] of the root',
    }
  if (spec.draining > 0 && eraOf(spec.kind) !== 'head')
    yield {
      framework,
      at: ['draining'],
      about: 'key',
      found: 'a time before maintenance',
      expected: 'none: Marathon 1.3 pays no heed to maintenance',
      remedy: 'take kind: marathon-head',
    }
  yield* residentFaults(spec)
  yield* uncheckedFaults(spec)
  yield* unreachableFaults(spec)
  yield* constraintFaults(spec)
  yield* dependencyFaults(spec)
}

/** What a resident app reserves is for the role of its Marathon; instances that stand on volumes are never doubled. */
function* residentFaults(spec: MarathonSpec & MesosFrameworkSpec): Iterable<SystemFault> {
  const { name: framework, volumes, maximumOverCapacity, role = ANY_ROLE } = spec
  if (volumes.length === 0) return
  if (role === ANY_ROLE)
    yield {
      framework,
      at: ['volumes'],
      about: 'key',
      found: 'persistent volumes of a Marathon in the role "*"',
      expected: 'a role of its own, for which it reserves what they lie on',
      remedy: 'set role: marathon of the framework',
    }
  if (maximumOverCapacity > 0)
    yield {
      framework,
      at: ['maximum-over-capacity'],
      found: `${maximumOverCapacity} of apps with persistent volumes`,
      expected: '0: their instances cannot be doubled',
      remedy: 'set maximum-over-capacity: 0, and minimum-health-capacity below 1',
    }
}

/** What is assumed of instances that fail checks shows only where somebody checks. */
function* uncheckedFaults(spec: MarathonSpec): Iterable<SystemFault> {
  const { name: framework, healthCheck, readinessCheck, failing, healthyAfter, readyAfter, upgrades } = spec
  const apps = Object.values(spec.apps ?? {})
  if (healthCheck === undefined && apps.every(app => app.healthChecks.length === 0)) {
    const assumed: (readonly (string | number)[])[] = []
    if (failing > 0) assumed.push(['failing'])
    if (healthyAfter > 0) assumed.push(['healthy-after'])
    for (const [i, upgrade] of upgrades.entries())
      if ((upgrade.failing ?? 0) > 0) assumed.push(['upgrades', i, 'failing'])
    for (const at of assumed)
      yield {
        framework,
        at,
        about: 'key',
        found: 'what instances answer to health checks, while nobody makes any',
        expected: 'apps with health checks',
        remedy: 'set health-check of the framework',
      }
  }
  if (readyAfter > 0 && readinessCheck === undefined && apps.every(app => app.readiness === null))
    yield {
      framework,
      at: ['ready-after'],
      about: 'key',
      found: 'when instances say that they are ready, while nobody asks',
      expected: 'apps with readiness checks',
      remedy: 'set readiness-check of the framework',
    }
}

function* unreachableFaults({ name: framework, kind, unreachable }: MarathonSpec): Iterable<SystemFault> {
  if (unreachable === undefined) return
  if (eraOf(kind) !== 'head')
    yield {
      framework,
      at: ['unreachable'],
      about: 'key',
      found: 'an unreachable strategy',
      expected: 'none: Marathon 1.3 replaces a lost instance at once, and has no such strategy',
      remedy: 'take kind: marathon-head',
    }
  else if (unreachable !== 'disabled' && unreachable.inactiveAfter > unreachable.expungeAfter)
    yield {
      framework,
      at: ['unreachable'],
      found: 'inactive-after later than expunge-after',
      expected: 'an instance that is replaced before it is forgotten',
    }
}

function* constraintFaults({ name: framework, kind, constraints }: MarathonSpec): Iterable<SystemFault> {
  for (const [i, written] of constraints.entries()) {
    const at = ['constraints', i]
    try {
      checkOf(constraintOf(written, eraOf(kind), 'the constraint'), eraOf(kind), 'the constraint')
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error
      yield {
        framework,
        at,
        found: `${JSON.stringify(written)}, which cannot be used (${error.message.replace(/[.]$/, '')})`,
        expected: 'a constraint such as [hostname, UNIQUE]',
      }
    }
  }
}

function* dependencyFaults({ name: framework, takes, dependencies }: MarathonSpec): Iterable<SystemFault> {
  const classes = [...new Set([...Object.keys(dependencies), ...Object.values(dependencies).flat()])]
  if (!takes.includes('*'))
    for (const word of classes.filter(each => !takes.includes(each)))
      yield {
        framework,
        at: ['dependencies'],
        found: `the class "${word}", which the framework does not take`,
        expected: 'classes that it takes',
        unknown: { word, known: takes },
      }
  const dependents = classes.map(id => ({ id, dependencies: dependencies[id] ?? [] }))
  const { cycle } = new DependencyGraph(dependents, [])
  if (cycle !== null)
    yield {
      framework,
      at: ['dependencies'],
      found: `classes that depend on each other in a circle: ${cycle.join(' → ')}`,
      expected: 'an order in which they can be deployed',
    }
}
