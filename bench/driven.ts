/**
 * What of a run is driven from outside the cluster.
 */
import type { Driven } from '../sim/measure/result.ts'
import { frameworkKinds } from '../systems/catalogue.ts'
import type { Part } from '../workloads/spec.ts'
import { isOnce } from '../workloads/synthetic/cron.ts'
import type { RunSpec } from './plan.ts'

const kinds: Readonly<Record<Part['kind'], Driven | null>> = {
  services: null,
  jobs: null,
  cron: 'cron jobs',
  pipelines: 'pipelines',
  'pipeline-files': 'pipelines',
}

/**
 * Pipelines that a framework takes which is the driver of the house, and cron jobs, unless one takes them that is a product with
 * cron jobs of its own.
 */
export function drivenIn({ system, workload }: Pick<RunSpec, 'system' | 'workload'>): readonly Driven[] {
  if (workload.kind !== 'mix') return []
  const found = new Set<Driven>()
  for (const part of workload.parts) {
    const { kind, jobClass } = part
    const { frameworks } = system
    const taker =
      frameworks.find(({ takes }) => takes.includes(jobClass)) ??
      frameworks.find(({ takes }) => takes.includes('*'))
    const what = kind === 'cron' && isOnce(part) ? null : kinds[kind]
    const taking = taker && frameworkKinds[taker.kind]!
    const isDriven = what === 'cron jobs' ? taking?.runsCron !== true : false
    if (what !== null && (taking?.isDriver === true || isDriven)) found.add(what)
  }
  return [...found].sort()
}
