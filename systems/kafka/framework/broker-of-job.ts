/**
 * From a job of the workload to the settings of its brokers.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { SwitchyardError } from '../../../sim/errors.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { wantedOf } from '../../marathon/framework/app-of-job.ts'
import type { BrokerSettings } from '../broker.ts'
import { constraintOf } from '../constraint.ts'
import type { KafkaOptions } from './options.ts'

/**
 * Attributes that the job needs become conditions `cluster:value`.
 *
 * @throws SwitchyardError for what Kafka does not run: schedulers, stages, gangs, and tasks that ask for other resources.
 */
export function settingsOf(
  job: JobId,
  { settings }: KafkaOptions,
  framework: string,
  { jobs, machines }: Cluster,
): Omit<BrokerSettings, 'id'> {
  const refuse = (what: string, remedy: string): never => {
    throw new SwitchyardError(
      `Job ${jobs.id[job]} ${what}, but framework '${framework}' is a Kafka: ${remedy}.`,
    )
  }
  const remedy = 'it launches brokers one by one, so let another framework take its class'
  if (jobs.pipeline[job] !== NONE) refuse('is a stage of a pipeline', remedy)
  if (jobs.gang[job] === 1) refuse('is a gang', remedy)
  const { needs, constraints } = wantedOf(job, { jobs, machines }, refuse)
  for (const name of ['disk', 'gpus'] as const)
    if (needs[name] > 0)
      refuse(
        `asks for ${name}`,
        'its brokers ask for cpus, mem and a port, so let another framework take its class',
      )
  return {
    ...settings,
    cpus: needs.cpus,
    mem: needs.mem,
    volume: null,
    constraints: [
      ...settings.constraints,
      ...constraints.map(({ field, value }) => constraintOf(field, `cluster:${value}`, field)),
    ],
  }
}
