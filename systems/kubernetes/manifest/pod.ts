/**
 * Pod manifests.
 */
import type { Time } from '../../../sim/engine/time.ts'
import { parseInstant } from '../../calendar/instant-text.ts'
import { type Pod, type PodTemplate, podOf } from '../pod.ts'
import type { Fields, Reading } from './fields.ts'
import { inertMetadata, readOwner } from './metadata.ts'
import { readPodTemplate } from './pod-template.ts'

const inertStatus = [
  ...['containerStatuses', 'ephemeralContainerStatuses', 'hostIP', 'hostIPs', 'initContainerStatuses'],
  ...['message', 'observedGeneration', 'phase', 'podIP', 'podIPs', 'qosClass', 'reason'],
]

/** Pods made from equal manifests share a template. */
export class PodReader {
  readonly #templates = new Map<string, PodTemplate>()

  /** A pod that names its node is on it. A missing namespace is `default`. */
  read(manifest: unknown, where: string, reading: Reading): Pod {
    const fields = reading.fields(manifest, where)
    const metadata = fields.fields('metadata')
    const spec = fields.fields('spec')
    const status = fields.fields('status')
    const namespace = metadata.text('namespace', 'default')
    const nodeName = spec.text('nodeName')
    const key = JSON.stringify([
      namespace,
      metadata.anything('labels'),
      metadata.anything('ownerReferences'),
      { ...spec.all, nodeName: undefined },
    ])
    let template = this.#templates.get(key)
    if (template === undefined) {
      template = readPodTemplate(metadata, spec, { namespace, owner: readOwner(metadata) }).template
      this.#templates.set(key, template)
    }
    const pod = podOf(template, metadata.text('name'))
    pod.nodeName = nodeName === '' ? null : nodeName
    pod.terminating = metadata.has('deletionTimestamp')
    pod.preempted = isPreempted(status)
    pod.startTime = readStart(status)
    const nominated = status.text('nominatedNodeName')
    if (nominated !== '' && nodeName === '') pod.nominatedNodeName = nominated
    metadata.end([...inertMetadata, 'deletionGracePeriodSeconds'])
    status.end(inertStatus)
    fields.end(['apiVersion', 'kind'])
    return pod
  }
}

/** The scheduler says so of its victims (pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go, podTerminatingByPreemption, v1.34.4). */
function isPreempted(status: Fields): boolean {
  const conditions = status.list('conditions', condition => {
    const [type, said, reason] = ['type', 'status', 'reason'].map(key => condition.text(key))
    return type === 'DisruptionTarget' && said === 'True' && reason === 'PreemptionByScheduler'
  })
  return conditions?.includes(true) ?? false
}

/** To whoever asks which pod came last, one that has not started starts now (pkg/scheduler/util/utils.go, GetPodStartTime, v1.34.4). */
const NOT_STARTED: Time = Number.MAX_SAFE_INTEGER

/** `startTime`, of a pod that may not have started. */
export function readStart(fields: Fields): Time {
  return fields.converted('startTime', NOT_STARTED, (written, where) => parseInstant(String(written), where))
}
