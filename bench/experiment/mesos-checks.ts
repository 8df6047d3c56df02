/**
 * What does not go together under Mesos: roles, quota, reservations and partitions against frameworks and machines.
 */
import type { FrameworkSpec, MesosSpec, RoleAmounts } from '../../systems/generic/spec.ts'
import type { HardwareSpec } from '../plan.ts'
import { sentence } from './faults.ts'
import { didYouMean, oneOf } from './nearest.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { Path, Report } from './validation.ts'
import type { Sections } from './workload.ts'

type Key = 'share' | 'guarantees' | 'limits' | 'reservations' | 'partitions'

export function checkMesos(
  system: PlannedSystem,
  { systems }: Sections,
  hardware: HardwareSpec | undefined,
  report: Report,
): void {
  const { root, frameworks, name } = system.spec
  if (root.kind !== 'mesos') return
  const own = systems !== undefined && Object.hasOwn(systems, name) ? systems[name]!.root : undefined
  const place = (key: Key): Path =>
    own?.[key] === undefined ? ['root', key] : ['systems', name, 'root', key]
  if (root.share !== 'drf') {
    const found = `the share "${root.share}" (system "${name}")`
    const expected = "drf: Mesos' allocator ranks roles and frameworks by dominant share"
    report(place('share'), sentence({ found, expected, remedy: 'leave share out' }))
  }
  checkWeights(system, report)
  if (root.era === '1.0') checkFlat(system, report)
  checkRoles(root, frameworks, place, report)
  checkLimits(root, name, place, report)
  if (hardware === undefined) return
  checkQuota(root, hardware, place, report)
  checkPartitions(root, hardware, place, report)
}

const roleOf = ({ role = '*' }: FrameworkSpec) => role

/** Frameworks of one role share its weight. */
function checkWeights({ spec: { frameworks }, frameworkPaths }: PlannedSystem, report: Report): void {
  const first = new Map<string, FrameworkSpec>()
  for (const framework of frameworks) {
    const role = roleOf(framework)
    const before = first.get(role)
    if (before === undefined) first.set(role, framework)
    else if (before.weight !== framework.weight) {
      const found = `weight ${framework.weight}, and ${before.weight} of "${before.name}" in the same role "${role}"`
      report(
        [...(frameworkPaths.get(framework.name) ?? ['frameworks', framework.name]), 'weight'],
        sentence({
          found,
          expected: 'one weight for a role',
          remedy: 'give the frameworks roles of their own: role: NAME',
        }),
      )
    }
  }
}

/** Mesos 1.0 knows no roles below others. */
function checkFlat({ spec: { frameworks, name }, frameworkPaths }: PlannedSystem, report: Report): void {
  for (const framework of frameworks) {
    if (!roleOf(framework).includes('/')) continue
    report(
      [...(frameworkPaths.get(framework.name) ?? ['frameworks', framework.name]), 'role'],
      sentence({
        found: `the role "${framework.role}" below another in the system "${name}"`,
        expected: 'a role without "/": Mesos 1.0 has no roles below others',
        remedy: 'take mesos-head',
      }),
    )
  }
}

function checkRoles(
  root: MesosSpec,
  frameworks: readonly FrameworkSpec[],
  place: (key: Key) => Path,
  report: Report,
): void {
  const roles = [...new Set(frameworks.map(roleOf))]
  const check = (role: string, path: Path, part?: 'key') => {
    if (roles.includes(role)) return
    report(
      path,
      sentence({
        found: `the role "${role}", in which no framework is`,
        expected: `a role of a framework: ${oneOf(roles)}`,
        remedy: didYouMean(role, roles) ?? `set role: ${role} of a framework`,
      }),
      part,
    )
  }
  for (const key of ['guarantees', 'limits'] as const)
    for (const role of Object.keys(root[key])) {
      const path = [...place(key), role]
      check(role, path, 'key')
      if (role === '*') {
        const expected = 'a role of its own: quota is not given to the role of everybody'
        report(
          path,
          sentence({ found: 'quota for the role "*"', expected, remedy: 'set role: of a framework' }),
          'key',
        )
      }
      if (role.includes('/')) {
        const expected = `a top-level role, such as "${role.split('/')[0]}"`
        report(
          path,
          sentence({ found: `quota for "${role}", which lies below another role`, expected }),
          'key',
        )
      }
    }
  for (const [i, { role }] of root.reservations.entries()) check(role, [...place('reservations'), i, 'role'])
}

function checkLimits(root: MesosSpec, name: string, place: (key: Key) => Path, report: Report): void {
  if (Object.keys(root.limits).length === 0) return
  if (root.era === '1.0') {
    const found = `limits in the system "${name}"`
    const expected = 'guarantees alone: Mesos 1.0 has no limits'
    report(place('limits'), sentence({ found, expected, remedy: 'take mesos-head' }), 'key')
    return
  }
  for (const [role, limits] of Object.entries(root.limits)) {
    const guaranteed = root.guarantees[role] ?? {}
    for (const key of ['cpuMilli', 'memoryMiB'] as const) {
      if ((guaranteed[key] ?? 0) <= (limits[key] ?? Number.POSITIVE_INFINITY)) continue
      report(
        [...place('limits'), role],
        sentence({
          found: `a limit of ${amount(key, limits[key]!)} below the guarantee of ${amount(key, guaranteed[key]!)}`,
          expected: 'a limit that is not below the guarantee',
        }),
        'key',
      )
    }
  }
}

/** All guarantees together must be there when every machine is up and empty (Mesos refuses them otherwise, unless forced). */
function checkQuota(
  root: MesosSpec,
  { machines }: HardwareSpec,
  place: (key: Key) => Path,
  report: Report,
): void {
  for (const key of ['cpuMilli', 'memoryMiB'] as const) {
    const all = machines.reduce((sum, group) => sum + group.count * group[key], 0)
    const asked = Object.values(root.guarantees).reduce((sum, role) => sum + (role[key] ?? 0), 0)
    if (asked <= all) continue
    report(
      place('guarantees'),
      sentence({
        found: `guarantees of ${amount(key, asked)} together`,
        expected: `at most the ${amount(key, all)} of all machines`,
        remedy: 'lower them, or add machines',
      }),
      'key',
    )
  }
}

function checkPartitions(
  root: MesosSpec,
  { machines }: HardwareSpec,
  place: (key: Key) => Path,
  report: Report,
): void {
  const count = machines.reduce((sum, group) => sum + group.count, 0)
  for (const [i, partition] of root.partitions.entries())
    for (const [j, machine] of partition.machines.entries())
      if (machine >= count)
        report(
          [...place('partitions'), i, 'machines', j],
          sentence({ found: `machine ${machine}`, expected: `a number from 0 to ${count - 1}` }),
        )
}

const amount = (key: keyof RoleAmounts, value: number) =>
  key === 'cpuMilli' ? `${value / 1000} cores` : `${value} MiB`
