/**
 * Whether quota keeps room that is there from a job, for those who ask why it waits.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import { type MesosFrameworkSpec, type MesosSpec, rolesOf } from '../spec.ts'
import { AgentResources } from './agent-resources.ts'
import type { Leadership } from './leadership.ts'

interface Parts {
  readonly options: MesosSpec
  readonly frameworks: readonly MesosFrameworkSpec[]
}

/** In words; undefined: it does not, or there is no master. */
export function quotaAgainst(
  job: JobId,
  { jobs, machines }: Cluster,
  { options, frameworks }: Parts,
  { current }: Leadership,
): string | undefined {
  const [role] = rolesOf(frameworks[jobs.framework[job]!]!)
  const wanted = new AgentResources(machines, options).wanted(job, jobs)
  return current?.master.allocator.quotaWithholds(role!, wanted.quantities) === true
    ? `quota keeps it from the role ${role}`
    : undefined
}
