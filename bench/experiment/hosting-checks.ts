/**
 * Whether frameworks can host each other as a system says.
 */
import { frameworkKinds } from '../../systems/catalogue.ts'
import type { FrameworkSpec } from '../../systems/generic/spec.ts'
import type { HardwareSpec } from '../plan.ts'
import { sentence } from './faults.ts'
import { didYouMean, oneOf } from './nearest.ts'
import type { PlannedSystem } from './planned-system.ts'
import { fitsSome, largest } from './sizes.ts'
import type { Path, Report } from './validation.ts'

/** Where the experiment speaks of the framework. */
export function placeOf(framework: FrameworkSpec, system: PlannedSystem): Path {
  return system.frameworkPaths.get(framework.name) ?? ['system']
}

export function checkHosting(
  system: PlannedSystem,
  hardware: HardwareSpec | undefined,
  report: Report,
): void {
  const { frameworks } = system.spec
  const names = frameworks.map(({ name }) => name)
  const hostOf = new Map(frameworks.map(({ name, hosting }) => [name, hosting?.hostedBy]))
  const told = new Set<string>()
  for (const framework of frameworks) {
    const { name, hosting } = framework
    if (hosting === undefined) continue
    if (framework.process !== undefined)
      report(
        [...placeOf(framework, system), 'process'],
        sentence({
          found: 'a process beside hosting',
          expected: 'one of the two',
          remedy: `a hosted scheduler dies by hosting.failures and is started again by ${hosting.hostedBy}; take process out`,
        }),
        'key',
      )
    const path = [...placeOf(framework, system), 'hosting']
    if (!names.includes(hosting.hostedBy)) {
      const expected = `a framework of the system: ${oneOf(names.filter(other => other !== name))}`
      report(
        [...path, 'by'],
        sentence({ found: `"${hosting.hostedBy}"`, expected, remedy: didYouMean(hosting.hostedBy, names) }),
      )
    }
    const host = frameworks.find(other => other.name === hosting.hostedBy)
    const refusal = host && frameworkKinds[host.kind]!.hostRefusal?.(host)
    if (refusal !== undefined)
      report(
        [...path, 'by'],
        sentence({
          found: `"${hosting.hostedBy}", a framework of the kind ${host!.kind}`,
          expected: `one that keeps schedulers up: ${refusal}`,
        }),
      )
    const cycle = cycleFrom(name, hostOf)
    if (cycle !== undefined && !told.has(name)) {
      for (const member of cycle) told.add(member)
      const found = [...cycle, name].join(' hosted by ')
      report(
        [...path, 'by'],
        sentence({
          found,
          expected: 'a framework that is hosted by none at the end',
          remedy: 'no scheduler of a circle could start first; take one hosting out',
        }),
      )
    }
    if (hardware !== undefined && !fitsSome(hardware.machines, hosting.cpuMilli, hosting.memoryMiB)) {
      report(
        path,
        sentence({
          found: 'a scheduler larger than any machine',
          expected: `one that fits: ${largest(hardware.machines)}`,
        }),
        'key',
      )
    }
  }
}

/** The hosts from a framework back to itself, if they lead there. */
function cycleFrom(name: string, hostOf: ReadonlyMap<string, string | undefined>): string[] | undefined {
  const way = [name]
  for (
    let host = hostOf.get(name);
    host !== undefined && !way.slice(1).includes(host);
    host = hostOf.get(host)
  ) {
    if (host === name) return way
    way.push(host)
  }
  return undefined
}
