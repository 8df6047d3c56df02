/**
 * When Marathon tells Mesos that it wants offers, and when that it wants none.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { MasterLink } from '../../mesos/root/mesos-scheduler.ts'
import type { Flags } from '../flags.ts'
import { type OfferCall, ReviveStream } from '../revive-stream.ts'
import { Reviving } from '../reviving.ts'
import type { InterestedApps } from './interested-apps.ts'

/** What is of interest differs by era: what one does not go by is no news to it. */
export interface OfferTalk {
  /** Mesos was told that no offers are wanted. */
  readonly suppressed: boolean
  /** The master knows this Marathon, and whether it wants offers as it did when it registered. */
  connected(suppressed: boolean): void
  disconnected(): void
  /** Marathon begins with nothing in its memory. */
  restarted(): void
  /** Somebody has become interested in offers, or nobody is any more. */
  interestChanged(): void
  /** What was declined may be of use now: there are launch tokens again, or constraints allow more. */
  eased(): void
  /** An instance of any app has changed, or a delay has. */
  instanceChanged(): void
}

interface TalkParts {
  readonly engine: Engine
  readonly link: MasterLink
  readonly framework: FrameworkId
  readonly flags: Flags
  readonly interested: InterestedApps
  /** Somebody is interested, and there are launch tokens. */
  readonly areOfUse: () => boolean
}

export const talkOf = (parts: TalkParts): OfferTalk =>
  parts.flags.era === 'head' ? new HeadTalk(parts) : new OldTalk(parts)

/** 1.3 revives, several times in a row, when somebody is interested and there are launch tokens; it never suppresses. */
class OldTalk implements OfferTalk {
  readonly suppressed = false
  readonly #parts: TalkParts
  readonly #due: number
  #reviving: Reviving
  #registered = false

  constructor(parts: TalkParts) {
    this.#parts = parts
    this.#reviving = new Reviving(parts.flags)
    this.#due = parts.engine.on(() => this.#reviveIfDue())
  }

  connected(): void {
    this.#registered = true
    this.#reviving = new Reviving(this.#parts.flags)
    this.interestChanged()
  }

  disconnected(): void {
    this.#registered = false
  }

  restarted(): void {}

  interestChanged(): void {
    if (!this.#registered) return
    if (this.#parts.areOfUse()) {
      this.#reviving.wanted()
      this.#reviveIfDue()
    } else this.#reviving.unwanted()
  }

  eased(): void {
    if (this.#parts.areOfUse()) this.interestChanged()
  }

  instanceChanged(): void {}

  #reviveIfDue(): void {
    const { engine, link, framework } = this.#parts
    const { now } = engine
    const at = this.#reviving.nextAt(now)
    if (!this.#registered || at === NEVER) return
    if (at <= now) {
      this.#reviving.revived(now)
      link.revive(framework)
    }
    const next = this.#reviving.nextAt(now)
    if (next !== NEVER) engine.at(next, this.#due, 0, 0)
  }
}

/** Head goes by instances that are to be launched and have no delay, whether there are tokens or not. */
class HeadTalk implements OfferTalk {
  suppressed = true
  readonly #parts: TalkParts
  readonly #grants: number
  readonly #repeats: number
  #stream: ReviveStream
  #registered = false
  /** For which moment a timer is set. */
  #grantAt = NEVER
  #repeatAt = NEVER

  constructor(parts: TalkParts) {
    const { engine } = parts
    this.#parts = parts
    this.#stream = this.#begin()
    this.#grants = engine.on(() => {
      if (this.#stream.grantAt === engine.now) this.#say(this.#stream.grant(engine.now))
    })
    this.#repeats = engine.on(() => {
      if (this.#stream.repeatAt === engine.now) this.#say(this.#stream.repeat())
    })
  }

  connected(suppressed: boolean): void {
    this.#registered = true
    if (suppressed !== this.suppressed) this.#say(this.suppressed ? 'suppress' : 'unsuppress')
  }

  disconnected(): void {
    this.#registered = false
  }

  restarted(): void {
    this.suppressed = true
    this.#stream = this.#begin()
  }

  interestChanged(): void {}

  eased(): void {}

  instanceChanged(): void {
    this.#say(this.#stream.changed(this.#parts.engine.now))
  }

  #begin(): ReviveStream {
    const { engine, flags, interested } = this.#parts
    return new ReviveStream(flags.minReviveOffersInterval, engine.now, () => ({
      areWanted: interested.size > 0,
      version: interested.newest,
    }))
  }

  /** What cannot be said while no master listens is known to it by the registration. */
  #say(call: OfferCall | null): void {
    const { engine, framework, link } = this.#parts
    if (call !== null) {
      this.suppressed = call === 'suppress'
      if (this.#registered) link[call](framework)
    }
    const { grantAt, repeatAt } = this.#stream
    if (grantAt !== NEVER && grantAt !== this.#grantAt) engine.at(grantAt, this.#grants, 0, 0)
    if (repeatAt !== NEVER && repeatAt !== this.#repeatAt) engine.at(repeatAt, this.#repeats, 0, 0)
    this.#grantAt = grantAt
    this.#repeatAt = repeatAt
  }
}
