/**
 * From a job of the workload to the definition of an app.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { SwitchyardError } from '../../../sim/errors.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { ONE } from '../../mesos/quantities.ts'
import type { Needs } from '../app.ts'
import { type AppDefinition, conductDefaults } from '../app-definition.ts'
import type { Constraint } from '../constraints.ts'
import { type AppTemplate, type MarathonOptions, SOUND } from './options.ts'

/** What the class of the job says; the scheduler of another framework is an app like any other that says nothing. */
export function templateOf(job: JobId, options: MarathonOptions, { jobs, classes }: Cluster): AppTemplate {
  const { apps, flags } = options
  if (jobs.hosts[job] !== NONE)
    return {
      ...conductDefaults(flags.era),
      constraints: [],
      volumes: [],
      ports: { kind: 'definitions', ports: [], required: false },
      soundness: SOUND,
    }
  const name = classes[jobs.jobClass[job]!]!
  return Object.hasOwn(apps, name) ? apps[name]! : apps.default
}

/**
 * A class is a group: job 7 of class `service` is `/service/7`; but an app of a definition file is alone in its class. Attributes that the job needs become constraints CLUSTER.
 *
 * @throws SwitchyardError for what Marathon does not run: stages, gangs, and tasks that ask for other resources.
 */
export function appOfJob(
  job: JobId,
  template: AppTemplate,
  framework: string,
  { jobs, machines, classes }: Cluster,
): AppDefinition {
  const host = jobs.hosts[job]!
  const ofClass = template.id ?? `/${classes[jobs.jobClass[job]!]}/${jobs.id[job]}`
  const id = host === NONE ? ofClass : `/scheduler/${host}`
  const refuse = (what: string, remedy: string): never => {
    throw new SwitchyardError(
      `Job ${jobs.id[job]} ${what}, but framework '${framework}' is a Marathon: ${remedy}.`,
    )
  }
  if (jobs.pipeline[job] !== NONE)
    refuse('is a stage of a pipeline', 'let a framework of kind pipelines take its class')
  if (jobs.gang[job] === 1)
    refuse('is a gang', 'it launches instances one by one, so let another framework take its class')
  const { needs, constraints } = wantedOf(job, { jobs, machines }, refuse)
  const { soundness: _, constraints: own, volumes, ...conduct } = template
  return {
    ...conduct,
    id,
    instances: jobs.wanted[job]!,
    needs,
    volumes,
    constraints: [...own, ...constraints],
    labels: {},
  }
}

/**
 * What one task of the job asks for, and which attributes its machine must have.
 *
 * @param refuse is told of resources that no app can ask for, and what to do
 */
export function wantedOf(
  job: JobId,
  { jobs, machines }: Pick<Cluster, 'jobs' | 'machines'>,
  refuse: (what: string, remedy: string) => never,
): { readonly needs: Needs; readonly constraints: readonly Constraint[] } {
  const { kinds, amounts, needs } = machines.extras.get(jobs.extra[job]!)
  const more = { disk: 0, gpus: 0 }
  for (const [i, kind] of kinds.entries()) {
    const name = machines.kinds[kind]!
    if (name === 'disk' || name === 'gpus') more[name] = amounts[i]!
    else
      refuse(
        `asks for ${name}`,
        'its apps ask for cpus, mem, disk and gpus alone, so let another framework take its class',
      )
  }
  return {
    needs: { cpus: jobs.cpuMilli[job]!, mem: jobs.memoryMiB[job]! * ONE, ...more },
    constraints: Object.entries(needs).map(
      ([field, value]): Constraint => ({ field, operator: 'CLUSTER', value }),
    ),
  }
}
