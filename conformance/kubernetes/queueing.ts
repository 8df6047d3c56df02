/**
 * Cases about the queue: how long a pod stays away, and who comes first.
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'
import { type BackoffArgs, backoffDuration, defaultBackoff } from '../../systems/kubernetes/backoff.ts'
import { type BackingOff, BackoffQueue } from '../../systems/kubernetes/backoff-queue.ts'
import { prioritySort } from '../../systems/kubernetes/plugins/priority-sort.ts'
import type { Case } from '../adapter.ts'
import type { Json } from './case-reader.ts'

const MILLISECOND: Time = SECOND / 1000

/** The time unit does not matter, so nanoseconds are counted as they are. */
export function backoffOf({ input }: Case): Json {
  const { attempts, initialNanos, maxNanos } = input['args'] as Record<string, number>
  const args = { initial: initialNanos!, max: maxNanos!, window: 0 }
  return { backoffNanos: backoffDuration(attempts!, args) }
}

export function backoffsOf({ input }: Case): Json {
  const { attempts } = input['args'] as { attempts: number[] }
  const args = backoffArgs(input)
  return { backoffMillis: attempts.map(failures => backoffDuration(failures, args) / MILLISECOND) }
}

/**
 * Which pods leave the back-off queue now, in which order. Pods that nothing tells apart, not even their time, leave as the heap has
 * them: it moves its entries as Go's does, on which the real queue stands.
 */
export function flushed({ input }: Case): Json {
  const { nowMillis, pods } = input['args'] as unknown as {
    nowMillis: number
    pods: {
      name: string
      priority?: number
      queuedAtMillis: number
      attempts: number
      failedBy: 'plugin' | 'error'
    }[]
  }
  const queue = new BackoffQueue<BackingOff & { name: string }>(backoffArgs(input))
  for (const { name, priority = 0, queuedAtMillis, attempts, failedBy } of pods) {
    const timestamp = queuedAtMillis * MILLISECOND
    queue.add({ name, priority, failures: attempts, timestamp, turn: 0 }, failedBy === 'error')
  }
  return { moved: queue.completed(nowMillis * MILLISECOND).map(({ name }) => name) }
}

/** `popFromBackoffQ` says whether there are windows; a case that does not say so may name one. */
function backoffArgs(input: Json): BackoffArgs {
  const { initialMillis, maxMillis, ...args } = input['args'] as {
    initialMillis: number
    maxMillis: number
    windowMillis?: number
    popFromBackoffQ?: boolean
  }
  const { popFromBackoffQ = args.windowMillis !== undefined } = args
  const { windowMillis = defaultBackoff.window / MILLISECOND } = args
  return {
    initial: initialMillis * MILLISECOND,
    max: maxMillis * MILLISECOND,
    window: popFromBackoffQ ? windowMillis * MILLISECOND : 0,
  }
}

export function comesFirst({ input }: Case): Json {
  const { p1, p2 } = input['args'] as Record<string, { priority: number; timestampMillis?: number }>
  const queued = ({ priority, timestampMillis = 0 }: { priority: number; timestampMillis?: number }) => ({
    priority,
    timestamp: timestampMillis * MILLISECOND,
    turn: 0,
  })
  return { p1First: prioritySort(queued(p1!), queued(p2!)) < 0 }
}
