/**
 * What a job waits for at this moment.
 */
import { NONE } from '../../sim/world/handles.ts'
import type { Cause } from './cause.ts'
import { namedJob, shown } from './happenings.ts'
import { offerCause } from './offer-cause.ts'
import type { Lack } from './room.ts'
import type { Waiting } from './waiting.ts'

/** First who is away, then the decision on it, then room; where there is room, who or what stands between it and the room. */
export function presentCause(waiting: Waiting): Cause {
  const { cluster, around, job, room, conflict } = waiting
  const { jobs, frameworks, root } = cluster
  const framework = jobs.framework[job]!
  const name = frameworks.names[framework]!
  if (around.rootIsAway) return { kind: 'root away', detail: '' }
  if (!frameworks.connected[framework]) return { kind: 'framework away', detail: name }
  const lacking = room.lack === null ? null : lackCause(room.lack)
  const standing = around.standing(job)
  if (standing === undefined) {
    if (isNamed(root, 'mesos')) return lacking ?? offerCause(waiting)
    const hold = around.holdOf(framework, job)
    if (hold !== null) return { kind: 'not made again', detail: hold.why }
    return lacking ?? { kind: 'message', detail: '' }
  }
  const { place, scheduler, line } = standing
  if (place === 'in hand') return { kind: 'decision', detail: scheduler.name }
  const failure = around.failureOf(job)
  if (failure !== '' && place === 'parked')
    return lacking === null && isAboutRoom(failure)
      ? { kind: 'back-off', detail: '' }
      : { kind: 'unschedulable', detail: failure }
  if (place === 'nowhere') {
    if (isNamed(root, 'sampling')) return lacking ?? { kind: 'probed machines', detail: '' }
    return { kind: 'claim', detail: '' }
  }
  if (conflict !== '') return { kind: 'conflict', detail: conflict }
  if (lacking !== null) return lacking
  if (place === 'backing off') return { kind: 'back-off', detail: '' }
  const { blockedBy } = scheduler.lines[line]!
  if (blockedBy !== NONE && blockedBy !== job)
    return { kind: 'head of the line', detail: namedJob(cluster, blockedBy) }
  if (scheduler.inHand !== NONE) return { kind: 'busy', detail: scheduler.name }
  if (isNamed(root, 'mesos')) return offerCause(waiting)
  if (around.heldUntil(framework, room.machine) > 0) return { kind: 'filter', detail: name }
  if (isNamed(root, 'offers')) return { kind: 'no offer', detail: name }
  return { kind: 'unnoticed', detail: '' }
}

/** Does the message of a Kubernetes scheduler name nothing but resources? */
function isAboutRoom(message: string): boolean {
  return /nodes are available: (\d+ (Insufficient [^,.]+|Too many pods)(, )?)+\./.test(message)
}

function isNamed(root: object | null, name: string): boolean {
  return root !== null && 'name' in root && root.name === name
}

function lackCause(lack: Lack): Cause {
  const { kind } = lack
  if (kind === 'rule') return { kind, detail: lack.objection }
  if (kind === 'fragmentation')
    return { kind, detail: `${shown(lack.freeCores)} cores free, at most ${shown(lack.mostCores)} on one` }
  return { kind, detail: '' }
}
