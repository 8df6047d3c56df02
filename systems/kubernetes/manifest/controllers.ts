/**
 * Manifests of what keeps a number of pods running: Deployments, ReplicaSets, StatefulSets and DaemonSets. Defaults are those of
 * Kubernetes, pkg/apis/apps/v1/defaults.go, v1.34.4.
 */
import { SECOND } from '../../../sim/engine/time.ts'
import type { DaemonSet, DaemonSetUpdate } from '../objects/daemon-set.ts'
import type { Deployment, DeploymentStrategy } from '../objects/deployment.ts'
import type { PodTemplateSpec, RestartPolicy } from '../objects/pod-template-spec.ts'
import type { ReplicaSet } from '../objects/replica-set.ts'
import type { StatefulSet, StatefulSetUpdate } from '../objects/stateful-set.ts'
import { isEmpty, type Selector, selects } from '../selector.ts'
import type { PriorityAdmission } from './admission.ts'
import { readAmount } from './amount.ts'
import { Fields } from './fields.ts'
import { inertMetadata, type Metadata } from './metadata.ts'
import { checkSelector } from './placement-rules.ts'
import { readPodTemplate } from './pod-template.ts'
import { readSelector } from './selectors.ts'

const QUARTER = { percent: 25 }

/**
 * What every object has that keeps pods running: its name, their template, and which pods are its own.
 *
 * @param claims names of volumes that are made for each pod
 */
function readOwner(
  { namespace, name, labels }: Metadata,
  spec: Fields,
  admission: PriorityAdmission,
  claims: readonly string[] = [],
) {
  const pod = readTemplate(spec, namespace, admission, ['Always'], claims)
  const pods = spec.inside('template').inside('spec')
  if (pods.has('activeDeadlineSeconds'))
    pods.expected(
      'activeDeadlineSeconds',
      pods.anything('activeDeadlineSeconds'),
      'none: its pods go on for ever',
    )
  return { namespace, name, labels, selector: ownSelector(spec, pod), pod }
}

export function readDeployment(metadata: Metadata, spec: Fields, admission: PriorityAdmission): Deployment {
  const strategy = spec.fields('strategy')
  const deployment: Deployment = {
    kind: 'Deployment',
    ...readOwner(metadata, spec, admission),
    replicas: spec.whole('replicas', 1),
    strategy: readStrategy(strategy),
    minReady: spec.seconds('minReadySeconds', 0),
    progressDeadline: spec.seconds('progressDeadlineSeconds', 600 * SECOND),
    paused: spec.flag('paused'),
  }
  const { minReady, progressDeadline } = deployment
  if (progressDeadline <= minReady)
    spec.expected('progressDeadlineSeconds', progressDeadline / SECOND, 'more than minReadySeconds')
  spec.passedOver('revisionHistoryLimit')
  spec.end()
  return deployment
}

function readStrategy(fields: Fields): DeploymentStrategy {
  const type = fields.oneOf('type', ['RollingUpdate', 'Recreate'], 'RollingUpdate')
  const rolling = fields.fields('rollingUpdate')
  const read = {
    maxSurge: readAmount(rolling, 'maxSurge') ?? QUARTER,
    maxUnavailable: readAmount(rolling, 'maxUnavailable', 100) ?? QUARTER,
  }
  rolling.end()
  fields.end()
  if (type === 'Recreate') {
    refuseRolling(fields, type)
    return { type }
  }
  if (isNone(read.maxSurge) && isNone(read.maxUnavailable))
    rolling.expected('maxUnavailable', 0, 'more than 0 where maxSurge is 0', 'nothing could be replaced')
  return { type, ...read }
}

/** Only an update that rolls says how. */
function refuseRolling(fields: Fields, type: string): void {
  if (fields.has('rollingUpdate'))
    fields.expected('rollingUpdate', fields.anything('rollingUpdate'), `none where type is ${type}`)
}

const isNone = (amount: { pods: number } | { percent: number }) =>
  'pods' in amount ? amount.pods === 0 : amount.percent === 0

export function readReplicaSet(metadata: Metadata, spec: Fields, admission: PriorityAdmission): ReplicaSet {
  const set: ReplicaSet = {
    kind: 'ReplicaSet',
    ...readOwner(metadata, spec, admission),
    replicas: spec.whole('replicas', 1),
    minReady: spec.seconds('minReadySeconds', 0),
  }
  spec.end()
  return set
}

export function readStatefulSet(metadata: Metadata, spec: Fields, admission: PriorityAdmission): StatefulSet {
  const ordinals = spec.fields('ordinals')
  // They are not read, and so named as not honoured.
  const claims = new Fields(spec.reading, spec.all, spec.at).each('volumeClaimTemplates')
  const names = claims.map(claim => String(claim.inside('metadata').anything('name')))
  const set: StatefulSet = {
    kind: 'StatefulSet',
    ...readOwner(metadata, spec, admission, names),
    replicas: spec.whole('replicas', 1),
    podManagementPolicy: spec.oneOf('podManagementPolicy', ['OrderedReady', 'Parallel'], 'OrderedReady'),
    update: readStatefulUpdate(spec.fields('updateStrategy')),
    minReady: spec.seconds('minReadySeconds', 0),
    start: ordinals.whole('start', 0),
  }
  ordinals.end()
  spec.passedOver('revisionHistoryLimit')
  // Where claims are not modelled, their retention says nothing.
  spec.end(['serviceName', 'persistentVolumeClaimRetentionPolicy'])
  return set
}

function readStatefulUpdate(fields: Fields): StatefulSetUpdate {
  const type = fields.oneOf('type', ['RollingUpdate', 'OnDelete'], 'RollingUpdate')
  const rolling = fields.fields('rollingUpdate')
  const read = {
    partition: rolling.whole('partition', 0),
    maxUnavailable: readAmount(rolling, 'maxUnavailable', 100) ?? { pods: 1 },
  }
  rolling.end()
  fields.end()
  if (isNone(read.maxUnavailable))
    rolling.expected('maxUnavailable', rolling.anything('maxUnavailable'), 'more than 0')
  if (type === 'RollingUpdate') return { type, ...read }
  refuseRolling(fields, type)
  return { type }
}

export function readDaemonSet(metadata: Metadata, spec: Fields, admission: PriorityAdmission): DaemonSet {
  const set: DaemonSet = {
    kind: 'DaemonSet',
    ...readOwner(metadata, spec, admission),
    update: readDaemonUpdate(spec.fields('updateStrategy')),
    minReady: spec.seconds('minReadySeconds', 0),
    isOnHostNetwork: spec.inside('template').inside('spec').anything('hostNetwork') === true,
  }
  spec.passedOver('revisionHistoryLimit')
  spec.end()
  return set
}

function readDaemonUpdate(fields: Fields): DaemonSetUpdate {
  const type = fields.oneOf('type', ['RollingUpdate', 'OnDelete'], 'RollingUpdate')
  const rolling = fields.fields('rollingUpdate')
  const read = {
    maxSurge: readAmount(rolling, 'maxSurge', 100) ?? { pods: 0 },
    maxUnavailable: readAmount(rolling, 'maxUnavailable', 100) ?? { pods: 1 },
  }
  rolling.end()
  fields.end()
  if (type === 'OnDelete') return { type }
  if (isNone(read.maxSurge) === isNone(read.maxUnavailable))
    rolling.expected(
      'maxUnavailable',
      rolling.anything('maxUnavailable') ?? 1,
      'either maxSurge or maxUnavailable above 0, and the other 0',
    )
  return { type, ...read }
}

/** The template of an object's pods; nobody owns it yet. */
export function readTemplate(
  spec: Fields,
  namespace: string,
  admission: PriorityAdmission,
  restartPolicies: readonly RestartPolicy[],
  claims: readonly string[] = [],
): PodTemplateSpec {
  const template = spec.fields('template')
  if (!spec.has('template')) spec.expected('template', undefined, 'what its pods are made from')
  const metadata = template.fields('metadata')
  const pod = readPodTemplate(metadata, template.fields('spec'), {
    namespace,
    owner: null,
    admission,
    claims,
  })
  // Here its pods go through the scheduler, whatever their template says.
  const pods = template.inside('spec')
  if ((pods.anything('nodeName') ?? '') !== '') pods.reading.passedOver.push([...pods.at, 'nodeName'])
  if (spec.has('template') && !restartPolicies.includes(pod.restartPolicy))
    template.fields('spec').expected('restartPolicy', pod.restartPolicy, restartPolicies.join(' or '))
  metadata.end([...inertMetadata, 'name', 'namespace'])
  template.end()
  return pod
}

/** The selector of an object for its pods, which its own template has to match. */
function ownSelector(spec: Fields, { template }: PodTemplateSpec): Selector {
  const selector = readSelector(spec, 'selector')
  checkSelector(spec.inside('selector'))
  const labels = [...template.labels].map(([key, value]) => `${key}=${value}`).join(',')
  if (selector === 'nothing' || isEmpty(selector))
    spec.expected('selector', spec.anything('selector'), 'a selector for its pods')
  else if (!selects(selector, template.labels))
    spec.expected(
      'selector',
      spec.anything('selector'),
      `one that matches its own template, whose labels are ${labels === '' ? 'none' : labels}`,
      'no pod of it would be its own',
    )
  return selector
}
