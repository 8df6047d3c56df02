/**
 * Pods that stay away for a while after a failure (Kubernetes, pkg/scheduler/backend/queue/backoff_queue.go, v1.34.4).
 */
import type { Time } from '../../sim/engine/time.ts'
import { type BackoffArgs, backoffEnd, isBackingOff } from './backoff.ts'
import { Heap } from './heap.ts'
import { prioritySort, type Queued } from './plugins/priority-sort.ts'

/** A pod with what its back-off is worked out from. */
export interface BackingOff extends Queued {
  /** How often it failed since it was last placed. */
  readonly failures: number
}

export class BackoffQueue<T extends BackingOff> {
  readonly #args: BackoffArgs
  /** Pods that a plugin rejected. */
  readonly #rejected: Heap<T>
  /** Pods that an error of the scheduler's own stopped; no one is taken from here early. */
  readonly #erred: Heap<T>
  readonly #ends = new Map<T, Time>()

  constructor(args: BackoffArgs) {
    this.#args = args
    const byEnd = (a: T, b: T) => this.#ends.get(a)! - this.#ends.get(b)!
    const inTurn = (a: T, b: T) => byEnd(a, b) || a.turn - b.turn
    // Within a window the more important pod goes first.
    this.#rejected = new Heap(args.window > 0 ? (a, b) => byEnd(a, b) || prioritySort(a, b) : inTurn)
    this.#erred = new Heap(inTurn)
  }

  get size(): number {
    return this.#rejected.size + this.#erred.size
  }

  add(pod: T, erred: boolean): void {
    this.#ends.set(pod, this.endOf(pod))
    ;(erred ? this.#erred : this.#rejected).push(pod)
  }

  /** When its back-off ends. */
  endOf({ timestamp, failures }: T): Time {
    return backoffEnd(timestamp, failures, this.#args)
  }

  isBackingOff(pod: T, now: Time): boolean {
    return pod.failures > 0 && isBackingOff(this.endOf(pod), now, this.#args)
  }

  /** Takes those whose back-off is over: first the rejected ones, then those that an error stopped. */
  completed(now: Time): T[] {
    const completed: T[] = []
    for (const heap of [this.#rejected, this.#erred])
      for (let pod = heap.peek(); pod !== undefined; pod = heap.peek()) {
        if (isBackingOff(this.#ends.get(pod)!, now, this.#args)) break
        heap.pop()
        this.#ends.delete(pod)
        completed.push(pod)
      }
    return completed
  }

  /** Takes the one that would leave first, before its time; undefined where only errors wait. */
  pop(): T | undefined {
    const pod = this.#rejected.pop()
    if (pod !== undefined) this.#ends.delete(pod)
    return pod
  }

  /** Whether it was there. */
  delete(pod: T): boolean {
    this.#ends.delete(pod)
    return this.#rejected.delete(pod) || this.#erred.delete(pod)
  }
}
