/**
 * What one task of a part asks for, from what the experiment says.
 */
import type { Point } from './schema.ts'

type Services = NonNullable<NonNullable<Point['workload']>['services']>[number]
type Task = Pick<
  Services,
  'class' | 'cpu' | 'memory' | 'mean-time-to-failure' | 'priority' | 'resources' | 'needs'
>

export function task(part: Task) {
  const { class: jobClass, cpu: cpuMilli, memory: memoryMiB, priority, resources = {}, needs = {} } = part
  const isMore = Object.keys(resources).length + Object.keys(needs).length > 0
  return {
    jobClass,
    cpuMilli,
    memoryMiB,
    meanTimeToFailure: part['mean-time-to-failure'],
    priority,
    ...(isMore && { extras: { resources, needs } }),
  }
}
