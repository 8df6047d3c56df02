import { exponential } from '../chance/distributions.ts'
import type { Random } from '../chance/random.ts'
import { NEVER, type Time } from '../engine/time.ts'
import type { FrameworkId } from '../world/handles.ts'
import type { World } from '../world/world.ts'
import type { Absences } from './absences.ts'

/** A framework whose scheduler is a process beside the cluster, which a supervisor such as systemd starts again when it dies. */
export interface SchedulerProcess {
  readonly framework: FrameworkId
  /** Moments at which it dies, if it is there then. */
  readonly failures: readonly Time[]
  /** Mean time from its return to its next death (exponential); NEVER: it dies at the moments given alone. */
  readonly meanTimeToFailure: Time
  /** From its death to the next process running. */
  readonly restart: Time
  /** From the process running to the framework deciding: registration and reconciliation. */
  readonly reconciliation: Time
  /** Longer away, and the framework is removed: its tasks are killed and its jobs given up. */
  readonly failoverTimeout: Time
}

interface Life {
  readonly of: SchedulerProcess
  readonly random: Random | null
  /** Deaths so far: what was drawn for an earlier life is void. */
  deaths: number
}

/** Death and return of schedulers that are processes beside the cluster; what follows from it is in `Absences`. */
export class SchedulerProcesses {
  private readonly world: World
  private readonly absences: Absences
  private readonly lives = new Map<FrameworkId, Life>()
  private readonly dies: number
  private readonly returns: number

  constructor(world: World, absences: Absences, processes: readonly SchedulerProcess[]) {
    const { engine, streams, frameworks } = world
    this.world = world
    this.absences = absences
    this.dies = engine.on((framework, deaths) => {
      const life = this.lives.get(framework)!
      if (deaths === ANY_LIFE || deaths === life.deaths) this.die(life)
    })
    this.returns = engine.on(framework => {
      absences.connect(framework)
      this.drawDeath(this.lives.get(framework)!)
    })
    for (const each of processes) {
      const { framework, failures, failoverTimeout, meanTimeToFailure } = each
      const random =
        meanTimeToFailure === NEVER ? null : streams.stream(`process/${frameworks.names[framework]}`)
      const life: Life = { of: each, random, deaths: 0 }
      this.lives.set(framework, life)
      absences.add(framework, failoverTimeout)
      for (const at of failures) engine.at(at, this.dies, framework, ANY_LIFE)
      this.drawDeath(life)
    }
  }

  private drawDeath({ of, random, deaths }: Life): void {
    if (random === null) return
    const { engine } = this.world
    const lasts = Math.max(1, Math.round(exponential(random, of.meanTimeToFailure)))
    engine.at(engine.now + lasts, this.dies, of.framework, deaths)
  }

  private die(life: Life): void {
    const { engine, frameworks, probes, reasons } = this.world
    const { framework, restart, reconciliation } = life.of
    if (!frameworks.connected[framework]) return
    life.deaths++
    probes.reasonGiven(reasons.number('a framework lost its scheduler'), 1)
    this.absences.lose(framework)
    engine.at(engine.now + restart + reconciliation, this.returns, framework, 0)
  }
}

/** The death of whichever process is there. */
const ANY_LIFE = -1
