/**
 * An app as Marathon's scheduler sees it: what one instance needs, where it may run, and how it is changed.
 */
import type { Constraint } from './constraints.ts'
import type { Labels } from './offer.ts'

/** What one instance needs. Amounts in whole thousandths of a core, a MiB and a GPU. */
export interface Needs {
  readonly cpus: number
  readonly mem: number
  readonly disk: number
  readonly gpus: number
}

/** A port of a container: `hostPort` 0 is any port of the host, absent is none. */
export interface PortMapping {
  readonly containerPort: number
  readonly hostPort?: number
}

/** Ports that an instance wants of its host. */
export type PortNeeds =
  /** Of an app on the host's network: any ports, as many as there are numbers, or exactly these when required. */
  | { readonly kind: 'definitions'; readonly ports: readonly number[]; readonly required: boolean }
  | { readonly kind: 'mappings'; readonly mappings: readonly PortMapping[] }

/** A persistent volume. Sizes in whole thousandths of a MiB. */
export interface Volume {
  readonly type: 'root' | 'path' | 'mount'
  readonly size: number
  /** Of a mount volume only: a larger disk is not taken. */
  readonly maxSize?: number
  /** On the disk's `path`, with LIKE or UNLIKE. */
  readonly constraints: readonly Constraint[]
}

export interface App {
  readonly id: string
  readonly instances: number
  readonly needs: Needs
  readonly ports: PortNeeds
  readonly volumes: readonly Volume[]
  readonly constraints: readonly Constraint[]
  /** Absent: what Marathon is told by `--default_accepted_resource_roles`. */
  readonly acceptedResourceRoles?: readonly string[]
  readonly labels: Labels
}

/** An app with persistent volumes: its instances come back to their reservation. */
export function isResident(app: Pick<App, 'volumes'>): boolean {
  return app.volumes.length > 0
}

/**
 * Whether constraints count an instance: those of older configurations are about to be replaced and do not. Scaling
 * changes the version, but not the configuration.
 *
 * @param version of the app when the instance was launched
 * @param lastConfigChange version of the app when more than its number of instances last changed
 */
export function isCounted(version: number, lastConfigChange: number): boolean {
  return version >= lastConfigChange
}
