/**
 * What pods are made from: the `metadata` and `spec` of a pod manifest, or of the template of an owner.
 */
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import type { PodTemplateSpec, RestartPolicy } from '../objects/pod-template-spec.ts'
import { DEFAULT_SCHEDULER, type Owner } from '../pod.ts'
import { podRequests } from '../pod-requests.ts'
import type { PriorityAdmission } from './admission.ts'
import { checkContainers, checkPod } from './container-rules.ts'
import { readContainer, readPodLevel } from './containers.ts'
import type { Fields } from './fields.ts'
import { checkAnnotations, checkLabels } from './names.ts'
import { readAffinity, readSpread } from './placement.ts'
import { checkPlacement } from './placement-rules.ts'
import { readResources } from './resource-list.ts'
import { readTolerations } from './tolerations.ts'
import { checkVolumes } from './volume-rules.ts'

/** They say how containers run; here nothing runs. */
const inert = [
  ...[
    'automountServiceAccountToken',
    'dnsConfig',
    'dnsPolicy',
    'enableServiceLinks',
    'hostAliases',
    'hostIPC',
  ],
  ...['hostPID', 'hostUsers', 'hostname', 'imagePullSecrets', 'nodeName', 'priorityClassName'],
  ...[
    'securityContext',
    'serviceAccount',
    'serviceAccountName',
    'setHostnameAsFQDN',
    'shareProcessNamespace',
  ],
  ...['subdomain'],
]

const ofLife = ['readinessGates']

function readGate(gate: Fields): string {
  const name = gate.text('name')
  gate.end()
  return name
}

/** Volumes that are made on any node. */
const inertVolumes = ['configMap', 'downwardAPI', 'emptyDir', 'hostPath', 'projected', 'secret']

/** Of whom the pods are, and what the API server makes of them. */
export interface TemplateSetting {
  readonly namespace: string
  readonly owner: Owner | null
  /** Absent: the pods are read as they are stored. */
  readonly admission?: PriorityAdmission
  /** Names of volumes that are made for each pod. */
  readonly claims?: readonly string[]
}

export function readPodTemplate(
  metadata: Fields,
  spec: Fields,
  { namespace, owner, admission, claims = [] }: TemplateSetting,
): PodTemplateSpec {
  const isOnHostNetwork = spec.flag('hostNetwork')
  const defaults = admission && { isOnHostNetwork }
  const containers = spec.list('containers', each => readContainer(each, defaults)) ?? []
  const initContainers = spec.list('initContainers', each => readContainer(each, defaults)) ?? []
  const together = podRequests({ containers, initContainers, podLevel: null, overhead: null }).requests
  const podLevel = spec.has('resources')
    ? readPodLevel(spec.fields('resources'), admission !== undefined, together)
    : null
  const labels = metadata.map('labels') ?? new Map<string, string>()
  const affinity = spec.fields('affinity')
  const lasting = [...containers, ...initContainers.filter(({ sidecar }) => sidecar)]
  const { spread, spreadLabelKeys } = readSpread(spec, labels)
  const setting = { namespace, labels, isStored: admission === undefined }
  const { affinities, affinityLabelKeys } = readAffinity(affinity, setting)
  const { priority, neverPreempts } = admission?.of(spec) ?? {
    priority: spec.number('priority', 0),
    neverPreempts:
      spec.oneOf('preemptionPolicy', ['Never', 'PreemptLowerPriority'], 'PreemptLowerPriority') === 'Never',
  }
  const schedulerName = spec.text('schedulerName') || DEFAULT_SCHEDULER
  // What the API server stored for one scheduler is not to be decided by another.
  if (admission === undefined && schedulerName !== DEFAULT_SCHEDULER) spec.unmodelled('schedulerName')
  const restartPolicies: readonly RestartPolicy[] = ['Always', 'OnFailure', 'Never']
  const read: PodTemplateSpec = {
    template: {
      namespace,
      labels,
      owner,
      images: [...initContainers, ...containers].map(({ image }) => image),
      requests: podRequests({
        containers,
        initContainers,
        podLevel,
        overhead: spec.has('overhead') ? readResources(spec, 'overhead').resources : null,
      }),
      hostPorts: lasting.flatMap(({ hostPorts }) => hostPorts),
      nodeSelector: spec.map('nodeSelector') ?? new Map(),
      ...affinities,
      tolerations: readTolerations(spec),
      spread,
      priority,
      neverPreempts,
      schedulingGates: spec.list('schedulingGates', readGate) ?? [],
      requiredNodeName: null,
      schedulerName,
    },
    spreadLabelKeys,
    affinityLabelKeys,
    containerNames: containers.map(({ name }) => name),
    restartPolicy: spec.oneOf('restartPolicy', restartPolicies, 'Always'),
    terminationGracePeriod: spec.seconds('terminationGracePeriodSeconds', 30 * SECOND),
    activeDeadline: spec.has('activeDeadlineSeconds')
      ? spec.whole('activeDeadlineSeconds', 1, admission === undefined ? 0 : 1) * SECOND
      : NEVER,
    readinessProbes: lasting.flatMap(({ readinessProbe }) => readinessProbe ?? []),
  }
  if (admission === undefined && isOnHostNetwork) spec.unmodelled('hostNetwork')
  spec.list('volumes', volume => volume.end(['name', ...inertVolumes]))
  affinity.end()
  spec.end(inert, ofLife)
  if (admission !== undefined) {
    checkLabels(metadata, 'labels')
    checkAnnotations(metadata)
    checkContainers(spec, claims)
    checkVolumes(spec)
    checkPod(spec)
    checkPlacement(spec)
  }
  return read
}
