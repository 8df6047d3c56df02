import type { BackfillPolicy, OrderPolicy } from '../../sim/contracts.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { JobId } from '../../sim/world/handles.ts'
import { shortestFirst } from './shortest-first.ts'

/**
 * EASY backfilling (Lifka 1995; Mu'alem & Feitelson 2001): first come, first served, but while the head of the queue does
 * not fit, a later job may start now if it is expected to be over when the head can start (the shadow time), or if it
 * fits beside the head then.
 */
export function easy(): OrderPolicy {
  return { name: 'easy', compare: () => 0, backfill: new EasyBackfill() }
}

/** EASY whose candidates are tried in order of their estimates (SJBF, Tsafrir et al. 2007). */
export function easyShortestFirst(): OrderPolicy {
  const backfill = Object.assign(new EasyBackfill(), { compare: shortestFirst.compare })
  return { name: 'easy-shortest-first', compare: () => 0, backfill }
}

class EasyBackfill implements BackfillPolicy {
  readonly bounds = { endBy: 0, spareCpuMilli: 0 }
  private spareMemoryMiB = 0

  reserve(_head: JobId, shadow: Time, spareCpuMilli: number, spareMemoryMiB: number): void {
    this.bounds.endBy = shadow
    this.bounds.spareCpuMilli = spareCpuMilli
    this.spareMemoryMiB = spareMemoryMiB
  }

  mayPass(job: JobId, world: Parameters<BackfillPolicy['mayPass']>[1], tasks: number): boolean {
    const { jobs } = world
    if (world.now + jobs.estimate[job]! <= this.bounds.endBy) return true
    return (
      tasks * jobs.cpuMilli[job]! <= this.bounds.spareCpuMilli &&
      tasks * jobs.memoryMiB[job]! <= this.spareMemoryMiB
    )
  }

  /** A job that outlasts the shadow time holds part of what would stay free beside the head. */
  passed(job: JobId, tasks: number, world: Parameters<BackfillPolicy['passed']>[2]): void {
    const { jobs } = world
    if (world.now + jobs.estimate[job]! <= this.bounds.endBy) return
    this.bounds.spareCpuMilli -= tasks * jobs.cpuMilli[job]!
    this.spareMemoryMiB -= tasks * jobs.memoryMiB[job]!
  }
}
