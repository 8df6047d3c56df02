/**
 * What a file is, by what stands in it: people name a file where one of another sort belongs, and then want to hear so in one
 * sentence, not every field that is not known there.
 */

export type Product = 'kubernetes' | 'marathon' | 'metronome' | 'chronos' | 'kafka' | 'other'

export interface FileSort {
  readonly of: Product
  /** With its article: `a job of Chronos`. */
  readonly title: string
  /** Where it belongs, or what to do with it. */
  readonly remedy: string
}

type Values = Readonly<Record<string, unknown>>

const belongs = {
  kubernetes: 'name it under workload.manifests or cluster',
  marathon: 'name it under workload.definitions.files',
  metronome: 'name it under workload.definitions.metronome',
  chronos: 'name it under workload.definitions.chronos',
  kafka: 'name it under workload.definitions.kafka',
} as const

/**
 * All that the file may be; none where nothing tells. Of a list that counts in which every entry is of one sort: `[…]` holds as
 * many apps or jobs as it likes.
 */
export function sortsOf(value: unknown): readonly FileSort[] {
  if (!Array.isArray(value)) return isObject(value) ? sorts.flatMap(sort => sort(value) ?? []) : []
  const [first, ...others] = value.map(each => (isObject(each) ? sortsOf(each) : []))
  return (first ?? []).filter(({ title }) =>
    others.every(entry => entry.some(other => other.title === title)),
  )
}

/** What the file is instead of one for the product; undefined where it may be one, or nothing tells. */
export function foreignSort(value: unknown, product: Product): FileSort | undefined {
  const all = sortsOf(value)
  return all.some(({ of }) => of === product) ? undefined : all[0]
}

const sorts: readonly ((values: Values) => FileSort | undefined)[] = [
  values => {
    const { apiVersion, kind } = values
    if (typeof apiVersion !== 'string') return undefined
    if (typeof kind === 'string') return ofApi(apiVersion, kind)
    const isChart = 'name' in values && 'version' in values
    return isChart
      ? other('the Chart.yaml of a Helm chart', 'name what `helm template` makes of it')
      : undefined
  },
  ({ apps, groups, pods }) =>
    [apps, groups, pods].some(Array.isArray) ? sort('marathon', 'a group of Marathon') : undefined,
  ({ id, containers }) =>
    typeof id === 'string' && Array.isArray(containers) ? sort('marathon', 'a pod of Marathon') : undefined,
  values =>
    typeof values['id'] === 'string' && ['cmd', 'args', 'container', 'instances'].some(key => key in values)
      ? sort('marathon', 'an app of Marathon')
      : undefined,
  ({ id, run, schedules }) =>
    typeof id === 'string' && (isObject(run) || Array.isArray(schedules))
      ? sort('metronome', 'a job of Metronome')
      : undefined,
  values =>
    typeof values['name'] === 'string' && ['command', 'schedule', 'parents'].some(key => key in values)
      ? sort('chronos', 'a job of Chronos')
      : undefined,
  ({ broker }) => (broker !== undefined ? sort('kafka', 'settings of brokers of Kafka') : undefined),
  ({ services }) =>
    isObject(services) &&
    Object.values(services).some(each => isObject(each) && ('image' in each || 'build' in each))
      ? other('a Compose file', 'nothing here reads it: describe its services under workload.services')
      : undefined,
  values => (isExperiment(values) ? other('an experiment', '`switchyard run` runs it') : undefined),
  ({ Job, job }) =>
    isObject(Job) || isObject(job)
      ? other('a job of Nomad', 'nothing here reads it: describe its tasks under workload')
      : undefined,
]

/** Does a map say of which system, and on which machines? */
export function isExperiment(values: Values): boolean {
  return ('system' in values || 'systems' in values) && ('machines' in values || 'cluster' in values)
}

/** Files for programs look like objects, and are none: no API server takes them. */
function ofApi(apiVersion: string, kind: string): FileSort {
  const group = apiVersion.split('/')[0]!
  if (group === 'kustomize.config.k8s.io')
    return other('a kustomization', 'name what `kubectl kustomize` makes of it')
  if (group === 'kubescheduler.config.k8s.io')
    return other(
      `a ${kind}`,
      'name it as `configuration` of the root of a system with the scheduler of Kubernetes',
    )
  if (group.endsWith('.config.k8s.io') || group === 'kubeadm.k8s.io' || group === 'kind.x-k8s.io')
    return other(`a file for a program (${kind} of ${apiVersion})`, 'leave it out')
  return sort('kubernetes', `a Kubernetes manifest (${kind})`)
}

const sort = (of: keyof typeof belongs, title: string): FileSort => ({ of, title, remedy: belongs[of] })
const other = (title: string, remedy: string): FileSort => ({ of: 'other', title, remedy })

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
