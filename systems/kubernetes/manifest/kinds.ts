/**
 * Kinds of objects by their API (Kubernetes 1.34): which are read, and which are known and say nothing here.
 */

/** Kinds that are read, with where they are served. */
export const readKinds = {
  Deployment: { api: 'apps/v1', isNamespaced: true },
  ReplicaSet: { api: 'apps/v1', isNamespaced: true },
  StatefulSet: { api: 'apps/v1', isNamespaced: true },
  DaemonSet: { api: 'apps/v1', isNamespaced: true },
  Job: { api: 'batch/v1', isNamespaced: true },
  CronJob: { api: 'batch/v1', isNamespaced: true },
  Pod: { api: 'v1', isNamespaced: true },
  Service: { api: 'v1', isNamespaced: true },
  Node: { api: 'v1', isNamespaced: false },
  Namespace: { api: 'v1', isNamespaced: false },
  PriorityClass: { api: 'scheduling.k8s.io/v1', isNamespaced: false },
  PodDisruptionBudget: { api: 'policy/v1', isNamespaced: true },
} as const

export type ReadKind = keyof typeof readKinds

/** Other kinds of the APIs that those are of; APIs that are not listed here may have any kind. */
const otherKinds: Readonly<Record<string, readonly string[]>> = {
  v1: [
    ...['Binding', 'ComponentStatus', 'ConfigMap', 'Endpoints', 'Event', 'LimitRange', 'PersistentVolume'],
    ...['PersistentVolumeClaim', 'PodTemplate', 'ReplicationController', 'ResourceQuota', 'Secret'],
    ...['ServiceAccount', 'Status'],
  ],
  'apps/v1': ['ControllerRevision', 'Scale'],
  'batch/v1': [],
  'policy/v1': ['Eviction'],
  'scheduling.k8s.io/v1': [],
}

/** What to make of an object, by its `apiVersion` and `kind`. */
export type KindVerdict =
  | { readonly is: 'read'; readonly kind: ReadKind; readonly isNamespaced: boolean }
  | { readonly is: 'list' }
  | { readonly is: 'passed over' }
  /** `among`: kinds of which one may have been meant. */
  | {
      readonly is: 'wrong'
      readonly key: 'apiVersion' | 'kind'
      readonly expected: string
      readonly among?: readonly string[]
    }

export function kindVerdict(api: unknown, kind: unknown): KindVerdict {
  if (typeof kind !== 'string' || kind === '') return { is: 'wrong', key: 'kind', expected: someKinds }
  if (typeof api !== 'string' || api === '')
    return { is: 'wrong', key: 'apiVersion', expected: `the API of the kind, such as ${apiOf(kind) ?? 'v1'}` }
  if (kind === 'List' || (kind.endsWith('List') && Object.hasOwn(readKinds, kind.slice(0, -4))))
    return { is: 'list' }
  const own = apiOf(kind)
  if (own === api) return { is: 'read', kind: kind as ReadKind, ...readKinds[kind as ReadKind] }
  if (own !== undefined && isBuiltIn(api))
    return { is: 'wrong', key: 'apiVersion', expected: `${own}, the API of a ${kind}` }
  const others = Object.hasOwn(otherKinds, api) ? otherKinds[api]! : null
  if (others === null || others.includes(kind)) return { is: 'passed over' }
  const ofApi = (Object.keys(readKinds) as ReadKind[]).filter(each => readKinds[each].api === api)
  return { is: 'wrong', key: 'kind', expected: `a kind of ${api}`, among: [...ofApi, ...others] }
}

const someKinds = `a kind such as ${Object.keys(readKinds).slice(0, 4).join(', ')}`

function apiOf(kind: string): string | undefined {
  return Object.hasOwn(readKinds, kind) ? readKinds[kind as ReadKind].api : undefined
}

/** An API of Kubernetes itself, of any version; those of others have a domain of their own. */
function isBuiltIn(api: string): boolean {
  const group = api.includes('/') ? api.slice(0, api.indexOf('/')) : ''
  return !group.includes('.') || group.endsWith('.k8s.io')
}
