/**
 * Manifests as plain objects, read as one document.
 */
import {
  type ReadCluster,
  readClusterObjects,
} from '../../../../systems/kubernetes/manifest/cluster-objects.ts'

export interface ReadWithFaults extends ReadCluster {
  readonly faults: readonly string[]
}

/** Places are dotted paths in the list. */
export function readManifests(values: readonly unknown[], status: 'keep' | 'drop' = 'keep'): ReadWithFaults {
  const faults: string[] = []
  const documents = values.map((value, i) => ({
    value,
    placeOf: (at: readonly (string | number)[]) => [i, ...at].join('.'),
    tell: (at: readonly (string | number)[], { sentence }: { readonly sentence: string }) =>
      void faults.push(`${[i, ...at].join('.')}: ${sentence}`),
  }))
  return { ...readClusterObjects(documents, { status }), faults }
}

export const container = (cpu = '100m') => ({ name: 'c', image: 'i', resources: { requests: { cpu } } })

export function deployment(
  name: string,
  changes: object = {},
  podSpec: object = {},
): Record<string, unknown> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', uid: `uid-${name}` },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container()], ...podSpec } },
      ...changes,
    },
  }
}

/** As the controller of `owner` makes it. */
export function owned(
  kind: string,
  name: string,
  owner: object,
  labels: object = {},
): Record<string, unknown> {
  const ownerReferences = [{ apiVersion: 'apps/v1', controller: true, ...owner }]
  return {
    apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
    kind,
    metadata: { name, namespace: 'shop', uid: `uid-${name}`, labels, ownerReferences },
    spec: { containers: [container()], nodeName: 'n1' },
    status: { phase: 'Running' },
  }
}
