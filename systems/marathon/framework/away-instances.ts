/**
 * Instances whose agents were given up. Marathon keeps them in its books for a while. Constraints count them there, but for head,
 * which passes over them until they are inactive.
 *
 * They are looked at for the first time after 5 min and then every 30 s (ExpungeOverdueLostTasksActor.scala). 1.3 replaces a lost
 * instance at once, and expunges it 75 s later (`--task_lost_expunge_gc`); head does what the app's unreachable strategy says. What
 * goes on behind a partition at head is one of its instances until it is expunged, and then an orphan, which is killed when it is back.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { MINUTE, NEVER, SECOND, type Time } from '../../../sim/engine/time.ts'
import { type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskOutcome } from '../../../sim/world/lifecycle.ts'
import type { MasterLink } from '../../mesos/root/mesos-scheduler.ts'
import { isResident } from '../app.ts'
import type { Era } from '../flags.ts'
import { isExpunged, type UnreachableStrategy } from '../unreachable.ts'
import type { AppInstance, RunningApp } from './running-app.ts'

/** When instances are looked for that are to be expunged. */
export const EXPUNGE_LOOKS = { first: 5 * MINUTE, every: 30 * SECOND } as const
/** What 1.3 does, as head would say it. */
export const LOST_IN_13 = { inactiveAfter: 0, expungeAfter: 75 * SECOND }
/** `disabled`: nothing is started in its place. */
const WAITED_FOR = { inactiveAfter: NEVER, expungeAfter: NEVER }

export class AwayInstances {
  readonly #cluster: Cluster
  readonly #era: Era
  readonly #link: MasterLink
  readonly #expunged: (instance: AppInstance) => void
  /** By number. */
  readonly #away = new Map<number, AppInstance>()
  /** Tasks behind partitions that are no instances any more. */
  readonly #orphans = new Map<TaskId, RunningApp>()
  readonly #looks: number
  readonly #inactive: number

  /** `expunged` takes an instance out of the books that is not waited for any longer. */
  constructor(cluster: Cluster, era: Era, link: MasterLink, expunged: (instance: AppInstance) => void) {
    const { engine } = cluster
    this.#cluster = cluster
    this.#era = era
    this.#link = link
    this.#expunged = expunged
    this.#looks = engine.on(number => this.#look(number))
    this.#inactive = engine.on(number => this.#becomesInactive(number))
  }

  /**
   * The instance has just become unreachable. True: it is waited for, and a task that the job has besides stands in for it, to be
   * launched when it is inactive. False: another is started in its place at once.
   */
  add(instance: AppInstance): boolean {
    const { engine, now } = this.#cluster
    const { inactiveAfter } = this.#strategyOf(instance)
    const isWaitedFor = this.#era === 'head' || instance.app.isResident
    this.#away.set(instance.number, instance)
    instance.lostAt = now
    instance.hasStandIn = isWaitedFor
    // 1.3 knows no unreachable instances: a lost one is not one of the app's any more.
    instance.becomes(isWaitedFor ? 'Unreachable' : 'UnreachableInactive', now)
    if (isWaitedFor) instance.app.passesOver(instance)
    if (inactiveAfter === NEVER) return isWaitedFor
    engine.at(this.#nextLook(now), this.#looks, instance.number, 0)
    if (isWaitedFor) engine.at(now + patience(inactiveAfter), this.#inactive, instance.number, 0)
    return isWaitedFor
  }

  /** The instance can be reached again, or its end is known: nothing stands in for it any longer. */
  takeBack(instance: AppInstance): void {
    const { app } = instance
    this.#away.delete(instance.number)
    instance.lostAt = -1
    app.beyond--
    app.countsAgain(instance)
    this.#withdrawStandIn(instance)
  }

  /** The end of the instance is known, which nobody tells: its machine failed behind the partition, and Mesos calls it unreachable still. */
  died({ app }: AppInstance): void {
    app.beyond--
    this.#cluster.ending.dropTask(app.job)
  }

  /** Instances whose agents are back without them, of which Mesos says that they are gone when it is asked; they are not away any more. */
  takeGone(serves: (machine: MachineId) => boolean): AppInstance[] {
    const gone = [...this.#away.values()].filter(
      ({ app, machine, task }) =>
        (this.#era === 'head' || app.isResident) && task === NONE && serves(machine),
    )
    for (const instance of gone) this.#away.delete(instance.number)
    return gone
  }

  /** The instance is not waited for any longer. Where its task goes on, that is an orphan from now on. */
  expunge(instance: AppInstance): void {
    const { app, task } = instance
    this.#away.delete(instance.number)
    this.#withdrawStandIn(instance)
    app.ended(instance)
    if (task !== NONE) this.#orphans.set(task, app)
    this.#expunged(instance)
    if (task !== NONE) this.#link.forget(task)
  }

  /** Is the task an orphan that is back? Marathon kills what it does not know (TaskStatusUpdateProcessorImpl.scala). */
  killsOrphan(task: TaskId): boolean {
    if (!this.#orphans.has(task)) return false
    const { running, tasks } = this.#cluster
    if (tasks.killedAs[task] === 0) running.kill(task, TaskOutcome.Scaled)
    return true
  }

  /** Was the task, which is over, an orphan? */
  orphanEnded(task: TaskId): boolean {
    const app = this.#orphans.get(task)
    if (app === undefined) return false
    this.#orphans.delete(task)
    app.beyond--
    this.#cluster.ending.dropTask(app.job)
    return true
  }

  /** The app is gone. */
  forget(app: RunningApp): void {
    for (const { number } of app.instances.values()) this.#away.delete(number)
    for (const [task, each] of this.#orphans) if (each === app) this.#orphans.delete(task)
  }

  #becomesInactive(number: number): void {
    const instance = this.#away.get(number)
    if (instance === undefined || instance.condition !== 'Unreachable') return
    const { now } = this.#cluster
    // It may have been back since this was planned.
    if (instance.lostAt + patience(this.#strategyOf(instance).inactiveAfter) !== now) return
    instance.becomes('UnreachableInactive', now)
    instance.app.countsAgain(instance)
    if (!instance.hasStandIn) return
    instance.hasStandIn = false
    this.#cluster.resume(instance.app.job)
  }

  #look(number: number): void {
    const instance = this.#away.get(number)
    if (instance === undefined) return
    const { now, engine } = this.#cluster
    if (isExpunged(instance.condition, now - instance.lostAt, this.#strategyOf(instance)))
      this.expunge(instance)
    else engine.at(this.#nextLook(now), this.#looks, number, 0)
  }

  #nextLook(now: Time): Time {
    const { first, every } = EXPUNGE_LOOKS
    return now < first ? first : first + (Math.floor((now - first) / every) + 1) * every
  }

  #withdrawStandIn(instance: AppInstance): void {
    if (instance.hasStandIn) this.#cluster.shrinkWaiting(instance.app.job, 1)
    instance.hasStandIn = false
  }

  #strategyOf({ app }: AppInstance): Exclude<UnreachableStrategy, 'disabled'> {
    const { unreachable } = app.definition
    return unreachable === 'disabled' || isResident(app.definition) ? WAITED_FOR : (unreachable ?? LOST_IN_13)
  }
}

/** An instance is inactive when it has been away for more than that. */
const patience = (inactiveAfter: Time): Time => inactiveAfter + 1
