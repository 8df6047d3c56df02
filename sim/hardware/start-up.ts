import { LookedUp } from '../chance/chance.ts'
import type { Random } from '../chance/random.ts'
import type { Time } from '../engine/time.ts'
import { type MachineId, NONE, type TaskId } from '../world/handles.ts'
import { longer } from '../world/rows.ts'
import type { World } from '../world/world.ts'

/** Something that a machine does before a task runs on it: an image is pulled, a network is set up, a machine boots. */
export interface StartUpStep {
  /** Steps of one name have the same luck on every machine. */
  readonly name: string
  /** How long it takes, drawn from what it is given. */
  takes(random: Random): Time
}

interface Step {
  readonly step: StartUpStep
  readonly luck: LookedUp
}

/**
 * The steps that machines go through, one after the other, before a task runs. How long one takes is looked up by the job's
 * arrival and the number of the preparation, so that it is the same under every policy.
 */
export class StartUp {
  private readonly world: World
  private readonly steps: readonly (readonly Step[])[]
  /** By task: the step under way, and the number of the preparation. */
  private step = new Int32Array(0)
  private preparation = new Int32Array(0)

  /** `steps` are those of each machine; machines that are alike share a list. */
  constructor(world: World, steps: readonly (readonly StartUpStep[])[]) {
    this.world = world
    const lucks = new Map<string, LookedUp>()
    const known = new Map<readonly StartUpStep[], readonly Step[]>()
    const luckOf = (name: string) => {
      const luck = lucks.get(name) ?? new LookedUp(world.streams.stream(`start-up/${name}`))
      lucks.set(name, luck)
      return luck
    }
    const bound = (list: readonly StartUpStep[]) => {
      const found = known.get(list) ?? list.map(step => ({ step, luck: luckOf(step.name) }))
      known.set(list, found)
      return found
    }
    this.steps = steps.map(bound)
  }

  /** Is there anything to do on the machine before a task runs? */
  isNeeded(machine: MachineId): boolean {
    return this.steps[machine]!.length > 0
  }

  /** The machine of the task begins with the first step; returns how long that takes. */
  begin(task: TaskId): Time {
    const { tasks, jobs } = this.world
    if (task >= this.step.length) {
      this.step = longer(this.step, tasks.rows.capacity)
      this.preparation = longer(this.preparation, tasks.rows.capacity)
    }
    this.step[task] = 0
    this.preparation[task] = jobs.prepare(tasks.job[task]!)
    return this.takes(task)
  }

  /** The step under way is done; returns how long the next takes, NONE after the last. */
  next(task: TaskId): Time {
    const machine = this.world.tasks.machine[task]!
    return ++this.step[task]! < this.steps[machine]!.length ? this.takes(task) : NONE
  }

  private takes(task: TaskId): Time {
    const { tasks, jobs } = this.world
    const { step, luck } = this.steps[tasks.machine[task]!]![this.step[task]!]!
    return step.takes(luck.begin(jobs.arrival[tasks.job[task]!]!, this.preparation[task]!))
  }
}
