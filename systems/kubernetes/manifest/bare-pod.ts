/**
 * Manifests of pods as objects of their own.
 */
import type { BarePod } from '../objects/bare-pod.ts'
import type { PriorityAdmission } from './admission.ts'
import type { Fields } from './fields.ts'
import type { Metadata } from './metadata.ts'
import { readPodTemplate } from './pod-template.ts'

/** The pod, on no node. */
export function readBarePod(
  { namespace, name, labels, owner }: Metadata,
  fields: Fields,
  admission: PriorityAdmission,
): BarePod {
  const metadata = fields.fields('metadata')
  const pod = readPodTemplate(metadata, fields.fields('spec'), { namespace, owner, admission })
  return { kind: 'Pod', namespace, name, labels, pod, nodeName: null }
}

/** Where it is and how far, '' where its manifest does not say. */
export function podState(fields: Fields): { readonly phase: string; readonly nodeName: string } {
  return { phase: fields.fields('status').text('phase'), nodeName: fields.fields('spec').text('nodeName') }
}
