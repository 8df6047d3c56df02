import type { Time } from '../engine/time.ts'
import { Course } from './course.ts'
import { Samples } from './samples.ts'

/** A measurement of jobs: its values, and how it went along the run. */
export class Measured {
  readonly samples = new Samples()
  readonly course: Course

  constructor(until: Time) {
    this.course = new Course(until)
  }

  /** A job that was submitted at `at` has this value. */
  push(at: Time, value: number): void {
    this.samples.push(value)
    this.course.push(at, value)
  }

  /** A job that was submitted at `at` has at least this value. */
  pushAtLeast(at: Time, bound: number): void {
    this.samples.pushAtLeast(bound)
    this.course.push(at, bound)
  }

  add(other: Measured): void {
    this.samples.add(other.samples)
    this.course.add(other.course)
  }
}
