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
import type { Fields } from './fields.ts'
import { inertMetadata, type Metadata } from './metadata.ts'
import { checkSelector } from './placement-rules.ts'
import { readPodTemplate } from './pod-template.ts'
import { readSelector } from './selectors.ts'

const QUARTER = { percent: 25 }

/** What every object has that keeps pods running: its name, their template, and which pods are its own. */
function readOwner({ namespace, name, labels }: Metadata, spec: Fields, admission: PriorityAdmission) {
  const pod = readTemplate(spec, namespace, admission, ['Always'])
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
  spec.passedOver('revisionHistoryLimit')
  spec.end()
  return deployment
}

function readStrategy(fields: Fields): DeploymentStrategy {
  const type = fields.oneOf('type', ['RollingUpdate', 'Recreate'], 'RollingUpdate')
  const rolling = fields.fields('rollingUpdate')
  const read = {
    maxSurge: readAmount(rolling, 'maxSurge') ?? QUARTER,
    maxUnavailable: readAmount(rolling, 'maxUnavailable') ?? QUARTER,
  }
  rolling.end()
  fields.end()
  if (type === 'Recreate') return { type }
  if (isNone(read.maxSurge) && isNone(read.maxUnavailable))
    rolling.expected('maxUnavailable', 0, 'more than 0 where maxSurge is 0', 'nothing could be replaced')
  return { type, ...read }
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
  const set: StatefulSet = {
    kind: 'StatefulSet',
    ...readOwner(metadata, spec, admission),
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
    maxUnavailable: readAmount(rolling, 'maxUnavailable') ?? { pods: 1 },
  }
  rolling.end()
  fields.end()
  return type === 'OnDelete' ? { type } : { type, ...read }
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
    maxSurge: readAmount(rolling, 'maxSurge') ?? { pods: 0 },
    maxUnavailable: readAmount(rolling, 'maxUnavailable') ?? { pods: 1 },
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
): PodTemplateSpec {
  const template = spec.fields('template')
  if (!spec.has('template')) spec.expected('template', undefined, 'what its pods are made from')
  const metadata = template.fields('metadata')
  const pod = readPodTemplate(metadata, template.fields('spec'), { namespace, owner: null, admission })
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
