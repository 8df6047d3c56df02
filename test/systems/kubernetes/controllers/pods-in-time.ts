/**
 * A world of pods for tests of controllers: they are on a node at once, ready after a time of their own, and gone when their grace
 * is over. What happens is written down, in seconds.
 */
import { SECOND, type Time } from '../../../../sim/engine/time.ts'
import type { OwnedPod } from '../../../../systems/kubernetes/controllers/owned-pod.ts'
import type { PodControl } from '../../../../systems/kubernetes/controllers/pod-control.ts'

export function pod(changes: Partial<OwnedPod> = {}): OwnedPod {
  return {
    uid: 0,
    revision: 1,
    index: 0,
    createdAt: 0,
    phase: 'Running',
    nodeName: 'a',
    readySince: 0,
    terminating: false,
    restarts: 0,
    ...changes,
  }
}

interface Happening {
  readonly at: Time
  readonly order: number
  readonly what: () => void
}

export class PodsInTime implements PodControl {
  now: Time = 0
  /** All that are not gone. */
  readonly pods = new Set<OwnedPod>()
  /** '0 +2/0': at 0 s a pod of revision 2 was created with index 0; `-` deleted, `x` gone, `!` ready. */
  readonly log: string[] = []
  /** Asked after everything that happens; returns when to ask again. */
  sync: (now: Time) => Time | null = () => null
  gone: (pod: OwnedPod) => void = () => {}
  /** Seconds until a pod is ready; null: it never is. */
  readyAfter: (pod: OwnedPod) => number | null = () => 0
  grace = 0
  #happenings: Happening[] = []
  #made = 0

  create(revision: number, index: number): OwnedPod {
    const made = pod({
      uid: this.#made++,
      revision,
      index,
      createdAt: this.now,
      phase: 'Pending',
      readySince: null,
    })
    this.pods.add(made)
    this.note('+', made)
    const after = this.readyAfter(made)
    this.in(0, () => {
      if (made.phase === 'Pending') made.phase = 'Running'
    })
    if (after !== null)
      this.in(after, () => {
        if (!this.pods.has(made) || made.terminating) return
        made.readySince = this.now
        this.note('!', made)
      })
    return made
  }

  delete(leaving: OwnedPod): void {
    leaving.terminating = true
    leaving.readySince = null
    this.note('-', leaving)
    this.in(this.grace, () => this.remove(leaving))
  }

  remove(leaving: OwnedPod): void {
    if (!this.pods.delete(leaving)) return
    this.note('x', leaving)
    this.gone(leaving)
  }

  note(what: string, { revision, index }: OwnedPod): void {
    this.log.push(`${this.now / SECOND} ${what}${revision}/${index}`)
  }

  in(seconds: number, what: () => void): void {
    this.at(this.now + seconds * SECOND, what)
  }

  at(at: Time, what: () => void): void {
    this.#happenings.push({ at, order: this.#happenings.length + this.#done, what })
  }

  #done = 0

  /** Lets everything happen up to and including this second. */
  run(until: number): void {
    this.#ask()
    for (;;) {
      const next = this.#happenings
        .filter(({ at }) => at <= until * SECOND)
        .sort((a, b) => a.at - b.at || a.order - b.order)[0]
      if (next === undefined) break
      this.#happenings.splice(this.#happenings.indexOf(next), 1)
      this.#done++
      this.now = next.at
      next.what()
      // All that happens at one moment is seen together.
      if (!this.#happenings.some(({ at }) => at <= this.now)) this.#ask()
    }
    this.now = until * SECOND
  }

  #ask(): void {
    const again = this.sync(this.now)
    if (again !== null && again > this.now) this.at(again, () => {})
  }
}
