/**
 * What does not go together under Mesos: roles, quota, reservations and partitions against frameworks and machines.
 */
import type { MachineCounts, SystemFault, SystemOn } from '../definition.ts'
import { writtenName } from '../options.ts'
import { mannerFaults } from './framework-checks.ts'
import { maintenanceFaults, unknownMachines } from './maintenance-checks.ts'
import { oversubscriptionFaults } from './oversubscription/checks.ts'
import { roleFaults } from './role-checks.ts'
import type { MesosFrameworkSpec, MesosSpec, RoleAmounts } from './spec.ts'

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
  yield* roleFaults(root, frameworks, name)
  yield* sorterFaults(root, name)
  yield* limitFaults(root, name)
  for (const [i, { from, to }] of root.ports.entries())
    if (from > to)
      yield { at: ['ports', i], found: `ports ${from} to ${to}`, expected: 'the lower port first' }
  yield* mannerFaults(frameworks)
  yield* oversubscriptionFaults(root, frameworks)
  yield* maintenanceFaults(root.maintenance)
  if (machines === undefined) return
  yield* quotaFaults(root, machines)
  yield* unknownMachines('partitions', root.partitions, machines)
  yield* unknownMachines('maintenance', root.maintenance, machines)
}

function* sorterFaults(root: MesosSpec, name: string): Iterable<SystemFault> {
  if (root.era !== '1.0') return
  for (const key of ['roleSorter', 'frameworkSorter'] as const)
    if (root[key] !== 'drf')
      yield {
        at: [writtenName(key)],
        found: `the sorter "${root[key]}" in the system "${name}"`,
        expected: 'drf: Mesos 1.0 has no other sorter',
        remedy: 'leave it out, or take mesos-head',
      }
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
  key === 'cpuMilli' ? `${value / 1000} ${value === 1000 ? 'core' : 'cores'}` : `${value} MiB`
