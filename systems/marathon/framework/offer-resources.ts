/**
 * Resources between Mesos' words and Marathon's: what is offered, and what an instance takes of it.
 */
import { kindOf } from '../../mesos/resource-kind.ts'
import { type Resource as MesosResource, Resources, scalar } from '../../mesos/resources.ts'
import type { Labels, Resource } from '../offer.ts'

/** Nothing that a simulation offers is reserved for one instance; one object, since labels are compared as such. */
const NO_LABELS: Labels = {}

const SCALARS: readonly string[] = ['cpus', 'mem', 'gpus', 'disk']

/** What Marathon knows a use for: cores, memory, GPUs, the agents' own disks, and ports. */
export function offered(resources: Resources): Resource[] {
  return resources.entries.flatMap(({ kind, amount }): Resource[] => {
    const { name, role } = kind
    if (kind.revocable || kind.shared !== '' || kind.disk !== '') return []
    if (amount.type === 'scalar' && SCALARS.includes(name))
      return [{ name: name as 'cpus', role, labels: NO_LABELS, milli: amount.value }]
    if (amount.type !== 'ranges' || name !== 'ports') return []
    return amount.ranges.map(([from, to]) => ({ name: 'ports', role, labels: NO_LABELS, from, to }))
  })
}

/** The same in Mesos' words. */
export function taken(parts: readonly Resource[]): Resources {
  return Resources.of(
    parts.map((part): MesosResource => {
      const kind = kindOf({ name: part.name, role: part.role })
      if (part.name === 'ports') return { kind, amount: { type: 'ranges', ranges: [[part.from, part.to]] } }
      return { kind, amount: scalar(part.milli) }
    }),
  )
}
