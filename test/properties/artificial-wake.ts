/**
 * Is anybody waiting though nothing stands in his way? A run is made again up to a moment, and its root is told that something
 * happened though nothing did. Whatever could start then could have started without: a wake-up was missed.
 */
import type { RootScheduler } from '../../sim/contracts.ts'
import { Route } from '../../sim/engine/mailbox.ts'
import { NEVER, SECOND, type Time } from '../../sim/engine/time.ts'
import { JobBatch } from '../../sim/world/batch.ts'
import type { SchedulerSpec } from '../../systems/generic/spec.ts'
import type { MesosRoot } from '../../systems/mesos/root.ts'
import type { Simulation } from '../../systems/simulation.ts'
import { type RandomRun, simulationOf } from './random-run.ts'

/** Such runs have everything behind them by then, or go on as they are. */
const LONG = 40 * SECOND
const MANY = 400

/** What is read of the root with offers, to see that it sleeps, and set, so that what it is woken for happens at once. */
interface SleepingOffers {
  readonly allocator: { readonly armed: boolean; readonly options: { interval: Time; think: Time } }
  readonly offers: readonly { readonly open: boolean }[]
  readonly thinking: readonly boolean[]
  readonly takers: readonly { readonly measured: { readonly offersMade: number } }[]
}

/** A simulation that can be stopped between two moments, and whose schedulers can be made to think in no time. */
class Stoppable {
  readonly simulation: Simulation
  /** When the root was last told that a job has tasks to place. */
  readonly told: Time[] = []
  private readonly think = { perJob: 0, perTask: 0 }

  constructor(run: RandomRun) {
    const { root } = run.system
    Object.assign(this.think, root.think.default)
    const think: SchedulerSpec['think'] = { default: this.think }
    this.simulation = simulationOf(
      { ...run, system: { ...run.system, root: { ...root, think } } },
      { until: NEVER, check: false },
    )
    const { cluster, workload } = this.simulation
    cluster.probes.add({
      submit: job => {
        this.told[job] = cluster.now
      },
    })
    const batch = new JobBatch()
    workload.read(batch)
    // Of a run that is over at once, for the batch is all that there is: what follows is up to `runTo`.
    const submissions = this.simulation as unknown as { submissions: { load(batch: JobBatch): void } }
    submissions.submissions.load(batch)
  }

  runTo(time: Time): void {
    const { engine } = this.simulation.cluster
    while (engine.next <= time) engine.run(time)
  }

  thinkNoMore(): void {
    this.think.perJob = 0
    this.think.perTask = 0
  }
}

/** Moments at which somebody may have been woken or forgotten: those at which something else than starts and ends happened, and others. */
export function momentsOf(run: RandomRun, most: number): Time[] {
  const stoppable = new Stoppable(run)
  const { cluster } = stoppable.simulation
  const { engine } = cluster
  const special = new Set<Time>()
  const plain: Time[] = []
  const note = () => special.add(cluster.now)
  cluster.probes.add({
    withdraw: note,
    machineChanged: note,
    frameworkChanged: note,
    jobStopped: note,
    pendingChanged: (_job, _before, change) => {
      if (change < 0) note()
    },
  })
  while (engine.next <= LONG && plain.length < MANY) {
    stoppable.runTo(engine.next)
    plain.push(engine.now)
  }
  const spread = (times: readonly Time[], count: number) =>
    times.filter((_, i) => i % Math.max(1, Math.ceil(times.length / count)) === 0)
  return [...new Set([...spread([...special], most), ...spread(plain, most)])]
}

/** What could start at the moment when the root is woken for nothing. `thoroughly`: told that anything may be different. */
export function startsWhenWoken(run: RandomRun, moment: Time, thoroughly: boolean): string[] {
  const stoppable = new Stoppable(run)
  const { cluster } = stoppable.simulation
  const { jobs, machines, frameworks, mailbox, probes } = cluster
  const root = cluster.root as RootScheduler
  const starts: string[] = []
  stoppable.runTo(moment)
  stoppable.thinkNoMore()
  const free = () => [machines.totalFreeCpuMilli, machines.totalFreeMemoryMiB, mailbox.sent[Route.Machine]]
  const before = free()
  probes.add({
    tried: (job, _view, wanted, placed) => {
      // What the scheduler is to hear of a job may still be on its way.
      const hasHeard = cluster.now - stoppable.told[job]! > mailbox.latencyOf(Route.Scheduler)
      if (placed > 0 && (hasHeard || mailbox.latencyOf(Route.Scheduler) === 0))
        starts.push(`${placed} of ${wanted} tasks of job ${jobs.id[job]}`)
    },
  })
  for (let framework = 0; framework < frameworks.count; framework++)
    if (frameworks.connected[framework]) root.frameworkChanged!(framework, true)
  const machine = machines.up.indexOf(1)
  if (thoroughly && machine >= 0) root.machineChanged!(machine, true)
  stoppable.runTo(moment)
  const isSampling = run.system.root.kind === 'sampling'
  if (isSampling && free().some((amount, i) => amount !== before[i]))
    starts.push('a machine asks, or is asked')
  return starts
}

/** How many offers are made when an allocator that has nothing to do is woken for nothing. */
export function offersWhenWoken(run: RandomRun, moment: Time): number {
  const stoppable = new Stoppable(run)
  const { cluster } = stoppable.simulation
  stoppable.runTo(moment)
  const root = cluster.root as unknown as SleepingOffers
  const isAwake =
    root.allocator.armed || root.offers.some(({ open }) => open) || root.thinking.some(thinks => thinks)
  const machine = cluster.machines.up.indexOf(1)
  if (isAwake || machine < 0) return 0
  stoppable.thinkNoMore()
  root.allocator.options.interval = 0
  root.allocator.options.think = 0
  const made = () => root.takers.reduce((sum, { measured }) => sum + measured.offersMade, 0)
  const before = made()
  cluster.root!.machineChanged!(machine, true)
  stoppable.runTo(moment)
  return made() - before
}

/** Longer than refusals, elections, registrations and start-ups of a random Mesos together: nothing is on its way any more. */
const QUIET = 13 * SECOND

/** Moments at which tasks wait though nothing has happened for so long. */
export function quietMoments(run: RandomRun): Time[] {
  const stoppable = new Stoppable(run)
  const { cluster } = stoppable.simulation
  const changes: { readonly at: Time; readonly waiting: number }[] = []
  let waiting = 0
  const note = () => void changes.push({ at: cluster.now, waiting })
  cluster.probes.add({
    submit: note,
    withdraw: note,
    machineChanged: note,
    pendingChanged: (_job, _before, delta) => {
      waiting += delta
      note()
    },
    taskStarted: note,
    taskEnded: note,
    frameworkChanged: note,
  })
  stoppable.runTo(LONG)
  return changes.flatMap(({ at, waiting }, i) => {
    const next = changes[i + 1]?.at ?? LONG
    return waiting > 0 && next - at > QUIET ? [at + QUIET] : []
  })
}

/** How many tasks start when every framework of a Mesos revives, which forgets all that was refused, and nothing else happens. */
export function startsWhenRevived(run: RandomRun, moment: Time): number {
  const stoppable = new Stoppable(run)
  const { cluster } = stoppable.simulation
  const root = cluster.root as MesosRoot
  let starts = 0
  let ends = 0
  stoppable.runTo(moment)
  cluster.probes.add({ taskStarted: () => void starts++, taskEnded: () => void ends++ })
  for (const framework of root.schedulers.keys()) root.revive(framework)
  stoppable.runTo(moment + 2 * SECOND)
  return ends === 0 ? starts : 0
}
