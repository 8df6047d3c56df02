/**
 * The namespaces of a cluster, with the label that the API server writes on each (Kubernetes, pkg/apis/core/v1/defaults.go,
 * SetDefaults_Namespace, v1.34.4).
 */
import type { Namespaces } from '../affinity-term.ts'
import { type Labels, noLabels } from '../selector.ts'

/** Label of every namespace: its name. */
const NAME = 'kubernetes.io/metadata.name'

/** Those that are written, and those that objects are `used` in, which must be there. */
export function namespacesOf(
  written: Iterable<readonly [string, Labels]>,
  used: Iterable<string>,
): Namespaces {
  const namespaces = new Map<string, Labels>(Array.from(used, name => [name, noLabels]))
  for (const [name, labels] of written) namespaces.set(name, labels)
  return new Map(Array.from(namespaces, ([name, labels]) => [name, new Map([...labels, [NAME, name]])]))
}
