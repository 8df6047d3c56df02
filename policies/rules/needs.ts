import { EVERYWHERE, type Rule } from '../../sim/contracts.ts'
import { type Extras, meets, NOTHING_MORE } from '../../sim/world/extras.ts'
import { ALLOWED, Next } from '../../sim/world/reasons.ts'
import type { World } from '../../sim/world/world.ts'

/**
 * A task runs only where the machine has the attributes that it needs (Marathon's LIKE, Kubernetes' node selector, Swarm's
 * node.labels). Part of every system; asks nothing of tasks that need nothing.
 *
 * Which machines those are is worked out once for everything that is needed, and again when an attribute changes.
 */
export function needs(): Rule {
  /** 1 where the machine will do, by number of what is asked for. */
  const suitable: (Uint8Array | undefined)[] = []
  let version = -1
  return {
    name: 'needs',
    reads: 'machine',
    helpedBy: 'nothing',
    prepare(job, _claims, world) {
      const extra = world.jobs.extra[job]!
      if (extra === NOTHING_MORE) return EVERYWHERE
      const { machines, reasons } = world
      const asked = machines.extras.get(extra)
      if (Object.keys(asked.needs).length === 0) return EVERYWHERE
      if (version !== machines.attributes.version) {
        suitable.length = 0
        version = machines.attributes.version
      }
      const map = suitable[extra] ?? suitableMachines(asked, world)
      suitable[extra] = map
      const lacking = reasons.number('the machine lacks an attribute that the job needs', Next.NeverHere)
      return { allows: machine => (map[machine] === 1 ? ALLOWED : lacking) }
    },
  }
}

function suitableMachines(asked: Extras, { machines }: World): Uint8Array {
  const map = new Uint8Array(machines.count)
  for (let machine = 0; machine < machines.count; machine++) {
    if (meets(asked.needs, machine, machines.attributes)) map[machine] = 1
  }
  return map
}
