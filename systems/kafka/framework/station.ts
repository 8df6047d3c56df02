/**
 * A broker of a simulation: the job that it is a task of, and its task when it has one.
 */
import { type JobId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import type { Broker } from '../broker.ts'

export class Station {
  readonly broker: Broker
  readonly job: JobId
  /** NONE until Mesos has launched it, and when it is over. */
  task: TaskId = NONE
  #launches = 0

  constructor(broker: Broker, job: JobId) {
    this.broker = broker
    this.job = job
  }

  /** The name of its next task. */
  nextTask(): string {
    return `${this.broker.settings.id}-${this.#launches++}`
  }
}
