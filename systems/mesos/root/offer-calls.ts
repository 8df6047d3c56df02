/**
 * Calls by which schedulers say whether they want offers. One that is lost with a master is made again when the framework registers
 * with the next.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { Leadership } from './leadership.ts'
import type { MesosScheduler } from './mesos-scheduler.ts'
import type { MessageKind } from './message-queue.ts'

export class OfferCalls {
  readonly #cluster: Cluster
  readonly #leadership: Leadership
  readonly #schedulers: readonly MesosScheduler[]
  readonly #revives: number
  readonly #suppresses: number
  readonly #unsuppresses: number

  constructor(cluster: Cluster, schedulers: readonly MesosScheduler[], leadership: Leadership) {
    this.#cluster = cluster
    this.#leadership = leadership
    this.#schedulers = schedulers
    const { probes } = cluster
    this.#revives = this.#on(framework => {
      leadership.current!.master.allocator.reviveOffers(String(framework), [])
      probes.revived(framework)
    })
    this.#suppresses = this.#on(framework => {
      leadership.current!.master.allocator.suppressOffers(String(framework), [])
      probes.suppressed(framework)
    })
    this.#unsuppresses = this.#on(framework => {
      leadership.current!.master.allocator.unsuppressOffers(String(framework))
      probes.revived(framework)
    })
  }

  revive(framework: FrameworkId): void {
    this.#cluster.mailbox.send(Route.Scheduler, this.#revives, framework, this.#leadership.term)
  }

  suppress(framework: FrameworkId): void {
    this.#cluster.mailbox.send(Route.Scheduler, this.#suppresses, framework, this.#leadership.term)
  }

  unsuppress(framework: FrameworkId): void {
    this.#cluster.mailbox.send(Route.Scheduler, this.#unsuppresses, framework, this.#leadership.term)
  }

  #on(say: (framework: FrameworkId) => void): number {
    const call: MessageKind = {
      handle: (framework, term) => {
        if (term === this.#leadership.term && this.#schedulers[framework]!.registered) say(framework)
      },
      lost() {},
    }
    return this.#cluster.mailbox.on((framework, term) => this.#leadership.deliver(call, framework, term))
  }
}
