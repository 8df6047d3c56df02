import { Machines } from '../../sim/world/machines.ts'
import { systems } from '../../systems/catalogue.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import type { MarathonSpec } from '../../systems/marathon/spec.ts'
import type { MesosSpec } from '../../systems/mesos/spec.ts'

/** The Marathon of a system, alone, for all classes of jobs. It kills without grace unless told. */
export function marathonOf(
  name: 'dcos-1.8' | 'marathon-head',
  changes: Partial<MarathonSpec> = {},
  mesos: Partial<MesosSpec> = {},
): SystemSpec {
  const base = systems[name]!
  const marathon = base.frameworks.find(framework => framework.name === 'marathon') as MarathonSpec
  return {
    name,
    ...base,
    root: { ...(base.root as MesosSpec), ...mesos },
    frameworks: [{ ...marathon, takes: ['*'], killGrace: 0, ...changes }],
  }
}

export const agents = (count: number, cores = 4) =>
  new Machines(Array(count).fill(1000 * cores), Array(count).fill(8192))
