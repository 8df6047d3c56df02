/**
 * Resources between Mesos' words and Marathon's: what is offered, and what an instance takes of it.
 */
import type { Resource as MesosResource } from '../../mesos/resource.ts'
import { kindOf } from '../../mesos/resource-kind.ts'
import { Resources, scalar } from '../../mesos/resources.ts'
import type { Labels, Resource } from '../offer.ts'
import { RESERVATION_KEYS } from '../selector.ts'

const NO_LABELS: Labels = {}
/** One object for each reservation, since labels are compared as such. It holds no state: the same id is the same labels. */
const known = new Map<string, Labels>()

/** The labels with which Marathon marks what it reserves for an instance. */
export function labelsOf(reservation: string): Labels {
  if (reservation === '') return NO_LABELS
  const before = known.get(reservation)
  if (before !== undefined) return before
  const labels: Labels = { [RESERVATION_KEYS[1]]: reservation }
  known.set(reservation, labels)
  return labels
}

/** The reservation that the resource belongs to; empty: none of an instance. */
export const reservationOf = ({ labels }: Resource): string => labels[RESERVATION_KEYS[1]] ?? ''

const SCALARS: readonly string[] = ['cpus', 'mem', 'gpus', 'disk']

/** What Marathon knows a use for: cores, memory, GPUs, the agents' own disks, and ports. */
export function offered(resources: Resources): Resource[] {
  return resources.entries.flatMap(({ kind, amount }): Resource[] => {
    const { name, role, volume } = kind
    const labels = labelsOf(kind.reservation)
    if (kind.revocable || kind.shared !== '' || kind.disk !== '') return []
    if (amount.type === 'scalar' && SCALARS.includes(name))
      return [{ name: name as 'cpus', role, labels, milli: amount.value, ...(volume !== '' && { volume }) }]
    if (amount.type !== 'ranges' || name !== 'ports') return []
    return amount.ranges.map(([from, to]) => ({ name: 'ports', role, labels, from, to }))
  })
}

/** The same in Mesos' words. */
export function taken(parts: readonly Resource[]): Resources {
  return Resources.of(
    parts.map((part): MesosResource => {
      const volume = part.name === 'ports' ? '' : (part.volume ?? '')
      const kind = kindOf({ name: part.name, role: part.role, reservation: reservationOf(part), volume })
      if (part.name === 'ports') return { kind, amount: { type: 'ranges', ranges: [[part.from, part.to]] } }
      return { kind, amount: scalar(part.milli) }
    }),
  )
}
