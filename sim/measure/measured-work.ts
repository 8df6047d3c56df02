import { ZERO } from '../double.ts'

/**
 * Work of tasks, thousandths of a core × µs, by what became of it. Every stretch that a task ran is in exactly one of the
 * four: all = done + lost + repeated + unfinished.
 */
export class MeasuredWork {
  all = ZERO
  /** Of tasks that finished, and of tasks without an end, unless it is lost. */
  done = ZERO
  /** Of jobs that were given up and of failed pipelines, repeated work apart. */
  lost = ZERO
  /** Of tasks that failed or were lost, once they have started again. */
  repeated = ZERO
  /** At the end of the run: of tasks that run, or that ended badly and have not started again. */
  unfinished = ZERO
  /** Of the repeated, lost and unfinished, that of tasks that were preempted. */
  preempted = ZERO
  /** No work: what tasks held before they ran, while their machine prepared for them. */
  preparing = ZERO
  /** No work: what tasks held after they had been stopped. */
  stopping = ZERO

  add(other: MeasuredWork): void {
    this.all += other.all
    this.done += other.done
    this.lost += other.lost
    this.repeated += other.repeated
    this.unfinished += other.unfinished
    this.preempted += other.preempted
    this.preparing += other.preparing
    this.stopping += other.stopping
  }
}
