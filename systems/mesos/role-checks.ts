/**
 * What does not go together in roles: their names, who is in which, and what is said of them.
 */
import type { SystemFault } from '../definition.ts'
import { ANY_ROLE } from './resource-kind.ts'
import { type MesosFrameworkSpec, type MesosSpec, rolesOf } from './spec.ts'

export function* roleFaults(
  root: MesosSpec,
  frameworks: readonly MesosFrameworkSpec[],
  system: string,
): Iterable<SystemFault> {
  for (const framework of frameworks) {
    yield* nameFaults(framework)
    if (root.era === '1.0') yield* eraFaults(framework, system)
    yield* ownWeightFaults(framework, root)
  }
  yield* sharedWeightFaults(root, frameworks)
  yield* unknownFaults(root, frameworks)
  yield* quotaFaults(root)
}

/** What Mesos says of a role's name (src/common/roles.cpp); undefined: it is one. */
function faultOf(role: string): string | undefined {
  if (role === ANY_ROLE) return undefined
  for (const part of role.split('/')) {
    if (part === '') return 'no empty part: no "/" at an end, and not two in a row'
    if (part === '.' || part === '..') return 'no part "." or ".."'
    if (part === ANY_ROLE) return '"*" alone, and not below or above others'
    if (part.startsWith('-')) return 'no part that begins with "-"'
    if (/[\s\\]/.test(part)) return 'no spaces and no "\\"'
  }
  return undefined
}

function* nameFaults(framework: MesosFrameworkSpec): Iterable<SystemFault> {
  const { name, role, roles } = framework
  if (role !== undefined && roles !== undefined)
    yield {
      framework: name,
      at: ['role'],
      about: 'key',
      found: 'role beside roles',
      expected: 'one of them',
      remedy: `leave role out, and name "${role}" among roles`,
    }
  for (const [i, each] of rolesOf(framework).entries()) {
    const at = roles === undefined ? ['role'] : ['roles', i]
    const expected = faultOf(each)
    if (expected !== undefined) yield { framework: name, at, found: `the role "${each}"`, expected }
    if (roles !== undefined && roles.indexOf(each) < i)
      yield { framework: name, at, found: `the role "${each}" once more`, expected: 'each role once' }
  }
}

/** A framework of Mesos 1.0 has one role, there are none below others, and unreachable tasks are lost. */
function* eraFaults(framework: MesosFrameworkSpec, system: string): Iterable<SystemFault> {
  if (framework.waitForUnreachable !== undefined)
    yield {
      framework: framework.name,
      at: ['wait-for-unreachable'],
      about: 'key',
      found: `wait-for-unreachable in the system "${system}"`,
      expected: 'nothing to wait for: an agent that Mesos 1.0 gave up is told to shut down when it is back',
      remedy: 'leave it out, or take mesos-head',
    }
  if (framework.roles !== undefined)
    yield {
      framework: framework.name,
      at: ['roles'],
      about: 'key',
      found: `several roles in the system "${system}"`,
      expected: 'one: a framework of Mesos 1.0 has one role',
      remedy: 'set role, or take mesos-head',
    }
  else if (framework.role?.includes('/'))
    yield {
      framework: framework.name,
      at: ['role'],
      found: `the role "${framework.role}" below another in the system "${system}"`,
      expected: 'a role without "/": Mesos 1.0 has no roles below others',
      remedy: 'take mesos-head',
    }
}

/** A weight of 1 is what is usual: it says nothing. */
function* ownWeightFaults(framework: MesosFrameworkSpec, { weights }: MesosSpec): Iterable<SystemFault> {
  for (const role of rolesOf(framework)) {
    const weight = weights[role]
    if (weight === undefined || framework.weight === 1 || framework.weight === weight) continue
    yield {
      framework: framework.name,
      at: ['weight'],
      found: `weight ${framework.weight}, while weights of the root say ${weight} for its role "${role}"`,
      expected: 'one weight for a role',
      remedy: 'say it once',
    }
  }
}

/** Frameworks of one role share its weight. */
function* sharedWeightFaults(
  { weights }: MesosSpec,
  frameworks: readonly MesosFrameworkSpec[],
): Iterable<SystemFault> {
  const first = new Map<string, MesosFrameworkSpec>()
  for (const framework of frameworks)
    for (const role of rolesOf(framework)) {
      if (weights[role] !== undefined) continue
      const before = first.get(role)
      if (before === undefined) first.set(role, framework)
      else if (before.weight !== framework.weight) {
        yield {
          framework: framework.name,
          at: ['weight'],
          found: `weight ${framework.weight}, and ${before.weight} of "${before.name}" in the same role "${role}"`,
          expected: 'one weight for a role',
          remedy: 'give the frameworks roles of their own: role: NAME',
        }
      }
    }
}

/** Roles with frameworks, and those above them. */
function knownRoles(frameworks: readonly MesosFrameworkSpec[]): string[] {
  const known = new Set<string>()
  for (const role of frameworks.flatMap(rolesOf)) {
    const parts = role.split('/')
    for (let i = parts.length; i > 0; i--) known.add(parts.slice(0, i).join('/'))
  }
  return [...known]
}

function* unknownFaults(root: MesosSpec, frameworks: readonly MesosFrameworkSpec[]): Iterable<SystemFault> {
  const known = knownRoles(frameworks)
  const unknown = (word: string) => ({
    found: `the role "${word}", in which no framework is`,
    expected: 'a role of a framework',
    remedy: `set role: ${word} of a framework`,
    unknown: { word, known },
  })
  for (const key of ['weights', 'guarantees', 'limits'] as const)
    for (const role of Object.keys(root[key]))
      if (!known.includes(role)) yield { at: [key, role], about: 'key', ...unknown(role) }
  for (const [i, { role }] of root.reservations.entries())
    if (!known.includes(role)) yield { at: ['reservations', i, 'role'], ...unknown(role) }
}

function* quotaFaults(root: MesosSpec): Iterable<SystemFault> {
  for (const key of ['guarantees', 'limits'] as const)
    for (const role of Object.keys(root[key])) {
      const place = { at: [key, role], about: 'key' } as const
      if (role === ANY_ROLE) {
        yield {
          ...place,
          found: 'quota for the role "*"',
          expected: 'a role of its own: quota is not given to the role of everybody',
          remedy: 'set role: of a framework',
        }
      }
      if (role.includes('/')) {
        yield {
          ...place,
          found: `quota for "${role}", which lies below another role`,
          expected: `a top-level role, such as "${role.split('/')[0]}"`,
        }
      }
    }
}
