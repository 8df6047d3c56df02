/**
 * The frameworks of a simulation as schedulers of a master: how they register, and are known to it.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { Capability, FrameworkInfo } from '../protocol.ts'
import { registrationPause, SCHEDULER_BACKOFF } from '../registration.ts'
import { type MesosFrameworkSpec, rolesOf } from '../spec.ts'
import type { Leadership } from './leadership.ts'
import type { MesosScheduler } from './mesos-scheduler.ts'
import type { MessageKind } from './message-queue.ts'

/** They place tasks by what these need, and take what they find. */
const CAPABILITIES: readonly Capability[] = ['GPU_RESOURCES']

function capabilitiesOf(
  { roles, revocable = false, waitForUnreachable }: MesosFrameworkSpec,
  { unreachable }: MesosScheduler,
): readonly Capability[] {
  const more: Capability[] = []
  if (roles !== undefined) more.push('MULTI_ROLE')
  if (revocable) more.push('REVOCABLE_RESOURCES')
  if (waitForUnreachable !== undefined || unreachable !== undefined) more.push('PARTITION_AWARE')
  return more.length === 0 ? CAPABILITIES : [...CAPABILITIES, ...more]
}

export class Frameworks implements MessageKind {
  readonly #cluster: Cluster
  readonly #specs: readonly MesosFrameworkSpec[]
  readonly #schedulers: readonly MesosScheduler[]
  readonly #leadership: Leadership
  readonly #random: Random
  /** Does a framework say when it registers that it wants nothing now? Not in 1.0. */
  readonly #registersSuppressed: boolean
  readonly #attempts: number[]
  readonly #tries: number
  readonly #arrives: number

  /** Hears of every registration. */
  onRegistered: (framework: FrameworkId) => void = () => {}

  constructor(
    cluster: Cluster,
    specs: readonly MesosFrameworkSpec[],
    schedulers: readonly MesosScheduler[],
    leadership: Leadership,
    random: Random,
    registersSuppressed: boolean,
  ) {
    this.#cluster = cluster
    this.#specs = specs
    this.#schedulers = schedulers
    this.#leadership = leadership
    this.#random = random
    this.#registersSuppressed = registersSuppressed
    this.#attempts = schedulers.map(() => 0)
    this.#arrives = cluster.mailbox.on((framework, term) => leadership.deliver(this, framework, term))
    this.#tries = cluster.engine.on((framework, term) => {
      if (!this.#seeks(framework, term)) return
      cluster.mailbox.send(Route.Scheduler, this.#arrives, framework, term)
      this.#attempts[framework]!++
      if (this.#seeks(framework, term)) this.#pause(framework)
    })
  }

  /** They look for a master that was just elected: after a random pause, and again and again until they are registered. */
  seek(): void {
    for (const framework of this.#schedulers.keys()) {
      this.#attempts[framework] = 0
      if (this.#cluster.frameworks.connected[framework]) this.#pause(framework)
    }
  }

  /** The registration has its turn. */
  handle(framework: FrameworkId, term: number): void {
    if (this.#seeks(framework, term)) this.register(framework, this.#registersSuppressed)
  }

  /** The scheduler tries again. */
  lost(): void {}

  /** The master knows the framework from now on; `keepsQuiet`: it stays suppressed if it was. */
  register(framework: FrameworkId, keepsQuiet: boolean): void {
    const { master, frameworks } = this.#leadership.current!
    const scheduler = this.#schedulers[framework]!
    const suppressed = keepsQuiet && scheduler.suppressed
    const spec = this.#specs[framework]!
    const roles = rolesOf(spec)
    const info: FrameworkInfo = {
      id: String(framework),
      roles,
      suppressed: suppressed ? roles : [],
      capabilities: capabilitiesOf(spec, scheduler),
    }
    if (frameworks.has(framework)) master.frameworkReconnected(info)
    else master.frameworkRegistered(info)
    frameworks.add(framework)
    scheduler.connected(suppressed)
    this.onRegistered(framework)
  }

  /** The scheduler is gone. */
  disconnected(framework: FrameworkId): void {
    const scheduler = this.#schedulers[framework]!
    if (scheduler.registered) this.#leadership.current?.master.frameworkDisconnected(String(framework))
    scheduler.disconnected()
  }

  #seeks(framework: FrameworkId, term: number): boolean {
    const { connected } = this.#cluster.frameworks
    return (
      term === this.#leadership.term &&
      this.#leadership.current !== null &&
      connected[framework]! &&
      !this.#schedulers[framework]!.registered
    )
  }

  #pause(framework: FrameworkId): void {
    const { engine } = this.#cluster
    const pause = registrationPause(this.#attempts[framework]!, SCHEDULER_BACKOFF, this.#random)
    engine.at(engine.now + pause, this.#tries, framework, this.#leadership.term)
  }
}
