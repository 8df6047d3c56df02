/**
 * What frameworks of kinds that answer offers themselves cannot be told: they have manners of their own.
 */
import type { SystemFault } from '../definition.ts'
import { batch, pipelines, services } from '../generic/frameworks.ts'
import { writtenName } from '../options.ts'
import type { MesosFrameworkSpec } from './spec.ts'

const QUEUES: readonly string[] = [services.kind, batch.kind, pipelines.kind]

/** Manners of frameworks that queue, and why those of real ones cannot be set. */
const MANNERS = {
  roles: 'one role, which is its role',
  inverseOffers: 'none: its driver drops inverse offers',
  keepsOffers: 'none: it answers offers as the real one does',
  reconciliationInterval: 'the interval of the real one, which is built in',
  waitForUnreachable: 'nothing: what it does about unreachable tasks is built in',
  revocable: 'regular cores: the real one does not register with REVOCABLE_RESOURCES',
} as const satisfies Partial<Record<keyof MesosFrameworkSpec, string>>

export function* mannerFaults(frameworks: readonly MesosFrameworkSpec[]): Iterable<SystemFault> {
  for (const framework of frameworks) {
    if (framework.keepsOffers === true && framework.roles !== undefined)
      yield {
        framework: framework.name,
        at: ['keeps-offers'],
        about: 'key',
        found: 'keeps-offers beside roles',
        expected: 'one role: offers in several cannot be put together',
        remedy: 'set role in place of roles',
      }
    if (QUEUES.includes(framework.kind)) continue
    for (const [key, why] of Object.entries(MANNERS)) {
      if (framework[key as keyof typeof MANNERS] === undefined) continue
      const written = writtenName(key)
      yield {
        framework: framework.name,
        at: [written],
        about: 'key',
        found: `${written} of a framework of the kind ${framework.kind}`,
        expected: why,
        remedy: `leave ${written} out, or take kind: batch or services`,
      }
    }
  }
}
