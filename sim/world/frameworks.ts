import type { Framework } from '../contracts.ts'
import type { FrameworkId } from './handles.ts'

/** The frameworks on the cluster and what each holds; at most a few dozen, so plain arrays of numbers. */
export class FrameworkTable {
  readonly names: string[] = []
  readonly frameworks: Framework[] = []
  /** A share is divided by the weight. */
  readonly weight: number[] = []
  /** False while the framework's scheduler is down. */
  readonly connected: boolean[] = []
  /** Held by tasks, from placement to end. */
  readonly usedCpuMilli: number[] = []
  readonly usedMemoryMiB: number[] = []
  /** Locked in offers that are not answered. */
  readonly offeredCpuMilli: number[] = []
  readonly offeredMemoryMiB: number[] = []

  add(framework: Framework, weight: number): FrameworkId {
    this.names.push(framework.name)
    this.frameworks.push(framework)
    this.weight.push(weight)
    this.connected.push(true)
    this.usedCpuMilli.push(0)
    this.usedMemoryMiB.push(0)
    this.offeredCpuMilli.push(0)
    this.offeredMemoryMiB.push(0)
    return this.names.length - 1
  }

  get count(): number {
    return this.names.length
  }
}
