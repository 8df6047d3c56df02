/**
 * The metadata of manifests.
 */
import type { ObjectMeta } from '../objects/object-name.ts'
import type { Owner } from '../pod.ts'
import type { Fields } from './fields.ts'
import type { ReadKind } from './kinds.ts'
import {
  checkAnnotations,
  checkLabels,
  checkName,
  cronJobName,
  dnsLabel,
  jobName,
  type NameForm,
  serviceName,
  subdomain,
} from './names.ts'

/** Fields of `metadata` on which nothing depends. */
export const inertMetadata = [
  ...['annotations', 'creationTimestamp', 'finalizers', 'generateName', 'generation', 'managedFields'],
  ...['resourceVersion', 'selfLink', 'uid'],
]

/** The owner that made an object; '' for a uid that is not written. */
export interface OwnerReference extends Owner {
  readonly uid: string
}

export interface Metadata extends ObjectMeta {
  readonly uid: string
  /** Null where nobody has made it. */
  readonly owner: OwnerReference | null
  readonly isTerminating: boolean
}

const forms: Partial<Record<ReadKind, NameForm>> = {
  Service: serviceName,
  StatefulSet: dnsLabel,
  Namespace: dnsLabel,
  Job: jobName,
  CronJob: cronJobName,
}

/** `isNamespaced`: an object without a namespace is in `default`; others have ''. */
export function readMetadata(kind: ReadKind, owner: Fields, isNamespaced: boolean): Metadata {
  const fields = owner.fields('metadata')
  const name = fields.text('name')
  const form = forms[kind] ?? subdomain
  if (!form.is(name)) fields.expected('name', fields.anything('name'), form.expected)
  const metadata = {
    name,
    namespace: isNamespaced ? fields.text('namespace', 'default') || 'default' : '',
    labels: fields.map('labels') ?? new Map<string, string>(),
    uid: fields.text('uid'),
    owner: readOwner(fields),
    isTerminating: fields.has('deletionTimestamp'),
  }
  if (isNamespaced) checkName(fields, 'namespace', dnsLabel)
  if (!fields.reading.isStored) checkOwners(fields)
  checkLabels(fields, 'labels')
  checkAnnotations(fields)
  fields.end([...inertMetadata, 'deletionGracePeriodSeconds', 'namespace'])
  return metadata
}

/** Kubernetes, apimachinery/pkg/api/validation/objectmeta.go, ValidateOwnerReferences, v0.34.4. */
function checkOwners(metadata: Fields): void {
  const owners = metadata.each('ownerReferences')
  for (const owner of owners)
    for (const key of ['apiVersion', 'kind', 'name', 'uid'])
      if ((owner.anything(key) ?? '') === '')
        owner.expected(
          key,
          owner.anything(key),
          `the ${key} of the owner; the API server knows it by all four`,
          'add it',
        )
  const controllers = owners.filter(owner => owner.anything('controller') === true)
  controllers[1]?.expected('controller', true, 'one controller at most')
}

/** The owner that is marked as the controller; null where there is none. */
export function readOwner(metadata: Fields): OwnerReference | null {
  const owners = metadata.list('ownerReferences', reference => {
    const read = {
      isController: reference.flag('controller'),
      owner: {
        apiVersion: reference.text('apiVersion'),
        kind: reference.text('kind'),
        name: reference.text('name'),
        uid: reference.text('uid'),
      },
    }
    reference.end(['blockOwnerDeletion'])
    return read
  })
  return owners?.find(({ isController }) => isController)?.owner ?? null
}
