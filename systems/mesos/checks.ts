/**
 * What does not go together under Mesos: roles, quota, reservations and partitions against frameworks and machines.
 */
import type { MachineCounts, SystemFault, SystemOn } from '../definition.ts'
import { mannerFaults } from './framework-checks.ts'
import { maintenanceFaults, unknownMachines } from './maintenance-checks.ts'
import { type MesosFrameworkSpec, type MesosSpec, type RoleAmounts, roleOf } from './spec.ts'

export function* checkMesos(
  { name, root, frameworks }: SystemOn<MesosSpec, MesosFrameworkSpec>,
  machines?: readonly MachineCounts[],
): Iterable<SystemFault> {
  if (root.share !== 'drf') {
    yield {
      at: ['share'],
      found: `the share "${root.share}" (system "${name}")`,
      expected: "drf: Mesos' allocator ranks roles and frameworks by dominant share",
      remedy: 'leave share out',
    }
  }
  yield* weightFaults(frameworks)
  if (root.era === '1.0') yield* nestedRoleFaults(frameworks, name)
  yield* roleFaults(root, frameworks)
  yield* limitFaults(root, name)
  for (const [i, { from, to }] of root.ports.entries())
    if (from > to)
      yield { at: ['ports', i], found: `ports ${from} to ${to}`, expected: 'the lower port first' }
  yield* mannerFaults(frameworks)
  yield* maintenanceFaults(root.maintenance)
  if (machines === undefined) return
  yield* quotaFaults(root, machines)
  yield* unknownMachines('partitions', root.partitions, machines)
  yield* unknownMachines('maintenance', root.maintenance, machines)
}

/** Frameworks of one role share its weight. */
function* weightFaults(frameworks: readonly MesosFrameworkSpec[]): Iterable<SystemFault> {
  const first = new Map<string, MesosFrameworkSpec>()
  for (const framework of frameworks) {
    const role = roleOf(framework)
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

/** Mesos 1.0 knows no roles below others. */
function* nestedRoleFaults(frameworks: readonly MesosFrameworkSpec[], name: string): Iterable<SystemFault> {
  for (const framework of frameworks) {
    if (!roleOf(framework).includes('/')) continue
    yield {
      framework: framework.name,
      at: ['role'],
      found: `the role "${framework.role}" below another in the system "${name}"`,
      expected: 'a role without "/": Mesos 1.0 has no roles below others',
      remedy: 'take mesos-head',
    }
  }
}

function* roleFaults(root: MesosSpec, frameworks: readonly MesosFrameworkSpec[]): Iterable<SystemFault> {
  const known = [...new Set(frameworks.map(roleOf))]
  const unknown = (word: string) => ({
    found: `the role "${word}", in which no framework is`,
    expected: 'a role of a framework',
    remedy: `set role: ${word} of a framework`,
    unknown: { word, known },
  })
  for (const key of ['guarantees', 'limits'] as const)
    for (const role of Object.keys(root[key])) {
      const place = { at: [key, role], about: 'key' } as const
      if (!known.includes(role)) yield { ...place, ...unknown(role) }
      if (role === '*') {
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
  for (const [i, { role }] of root.reservations.entries())
    if (!known.includes(role)) yield { at: ['reservations', i, 'role'], ...unknown(role) }
}

function* limitFaults(root: MesosSpec, name: string): Iterable<SystemFault> {
  if (Object.keys(root.limits).length === 0) return
  if (root.era === '1.0') {
    yield {
      at: ['limits'],
      about: 'key',
      found: `limits in the system "${name}"`,
      expected: 'guarantees alone: Mesos 1.0 has no limits',
      remedy: 'take mesos-head',
    }
    return
  }
  for (const [role, limits] of Object.entries(root.limits)) {
    const guaranteed = root.guarantees[role] ?? {}
    for (const key of ['cpuMilli', 'memoryMiB'] as const) {
      if ((guaranteed[key] ?? 0) <= (limits[key] ?? Number.POSITIVE_INFINITY)) continue
      yield {
        at: ['limits', role],
        about: 'key',
        found: `a limit of ${amount(key, limits[key]!)} below the guarantee of ${amount(key, guaranteed[key]!)}`,
        expected: 'a limit that is not below the guarantee',
      }
    }
  }
}

/** All guarantees together must be there when every machine is up and empty (Mesos refuses them otherwise, unless forced). */
function* quotaFaults(root: MesosSpec, machines: readonly MachineCounts[]): Iterable<SystemFault> {
  for (const key of ['cpuMilli', 'memoryMiB'] as const) {
    const all = machines.reduce((sum, group) => sum + group.count * group[key], 0)
    const asked = Object.values(root.guarantees).reduce((sum, role) => sum + (role[key] ?? 0), 0)
    if (asked <= all) continue
    yield {
      at: ['guarantees'],
      about: 'key',
      found: `guarantees of ${amount(key, asked)} together`,
      expected: `at most the ${amount(key, all)} of all machines`,
      remedy: 'lower them, or add machines',
    }
  }
}

const amount = (key: keyof RoleAmounts, value: number) =>
  key === 'cpuMilli' ? `${value / 1000} cores` : `${value} MiB`
