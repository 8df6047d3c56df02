/**
 * What the API server refuses of containers (Kubernetes, pkg/apis/core/validation/validation.go, v1.34.4). Types of fields are told
 * where they are read. Of StatefulSets it takes any pods, and then makes none that it would refuse: they are refused here, too.
 */
import type { Fields } from './fields.ts'
import {
  checkName,
  checkOnce,
  dnsLabel,
  environmentName,
  portName,
  qualifiedName,
  requireName,
} from './names.ts'

/** `volumes`: names of what can be mounted besides the volumes of the pod. */
export function checkContainers(spec: Fields, volumes: readonly string[]): void {
  const containers = spec.each('containers')
  const all = [...spec.each('initContainers'), ...containers]
  if (containers.length === 0)
    spec.expected('containers', spec.anything('containers'), 'at least one container')
  const mountable = new Set([...volumes, ...spec.each('volumes').map(volume => volume.anything('name'))])
  for (const container of all) checkContainer(container, mountable)
  checkOnce(all, 'name', 'container')
  for (const container of containers) checkRestartPolicy(container)
  for (const container of spec.each('initContainers')) checkInit(container)
  checkHostPorts(containers, spec.anything('hostNetwork') === true)
}

function checkContainer(container: Fields, mountable: ReadonlySet<unknown>): void {
  requireName(container, 'name', dnsLabel, 'the name of the container')
  if ((container.anything('image') ?? '') === '')
    container.expected('image', container.anything('image'), 'the image that it runs', 'add it')
  container.oneOf('imagePullPolicy', ['Always', 'IfNotPresent', 'Never', ''], '')
  container.oneOf('terminationMessagePolicy', ['File', 'FallbackToLogsOnError', ''], '')
  for (const key of ['command', 'args']) container.texts(key)
  checkPorts(container)
  checkEnvironment(container)
  checkMounts(container, mountable)
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
    if (container.has(probe)) checkProbe(container.inside(probe), probe)
  const lifecycle = container.inside('lifecycle')
  for (const key of ['postStart', 'preStop'])
    if (lifecycle.has(key)) checkOneOf(lifecycle, key, ['exec', 'httpGet', 'tcpSocket', 'sleep'])
}

/** Later releases have one for every container. */
function checkRestartPolicy(container: Fields): void {
  if (!container.has('restartPolicy')) return
  if (container.reading.isStored) container.reading.passedOver.push([...container.at, 'restartPolicy'])
  else
    container.expected(
      'restartPolicy',
      container.anything('restartPolicy'),
      'none: it is for init containers',
    )
}

/** One that ends before the others begin has no life to look after. */
function checkInit(container: Fields): void {
  if (container.anything('restartPolicy') === 'Always') return
  for (const key of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'])
    if (container.has(key))
      container.said(
        key,
        `found ${key} of an init container, expected restartPolicy: Always beside it; delete one of them`,
      )
}

function checkPorts(container: Fields): void {
  const ports = container.each('ports')
  for (const port of ports) {
    if ((port.anything('containerPort') ?? 0) === 0)
      port.expected('containerPort', port.anything('containerPort'), 'a port from 1 to 65535')
    checkName(port, 'name', portName)
  }
  checkOnce(ports, 'name', 'port')
}

/** Ports of the node, of which a pod can have each once. On the network of its host the container's are the node's. */
function checkHostPorts(containers: readonly Fields[], isOnHostNetwork: boolean): void {
  const seen = new Set<string>()
  for (const port of containers.flatMap(container => container.each('ports'))) {
    const containerPort = port.anything('containerPort')
    const written = port.anything('hostPort')
    const hostPort = isOnHostNetwork ? (written ?? containerPort) : written
    if (typeof hostPort !== 'number' || hostPort === 0) continue
    if (isOnHostNetwork && hostPort !== containerPort)
      port.expected(
        'hostPort',
        hostPort,
        `containerPort, ${String(containerPort)}, on the network of the host`,
      )
    const key = JSON.stringify([port.anything('protocol') ?? 'TCP', port.anything('hostIP') ?? '', hostPort])
    if (seen.has(key))
      port.expected('hostPort', hostPort, 'every port of the host once in a pod', 'take another')
    seen.add(key)
  }
}

/** The same name may stand there twice: the last counts. */
function checkEnvironment(container: Fields): void {
  for (const variable of container.each('env')) {
    requireName(variable, 'name', environmentName, 'the name of the variable')
    variable.text('value')
    variable.end(['valueFrom'])
    if (!variable.has('valueFrom')) continue
    if ((variable.anything('value') ?? '') !== '')
      variable.expected('valueFrom', variable.anything('valueFrom'), 'value or valueFrom, not both')
    checkOneOf(variable, 'valueFrom', [
      'fieldRef',
      'resourceFieldRef',
      'configMapKeyRef',
      'secretKeyRef',
      'fileKeyRef',
    ])
  }
  for (const [i, source] of container.each('envFrom').entries())
    if (source.has('configMapRef') === source.has('secretRef'))
      container.reading.expected([...container.at, 'envFrom', i], source.all, 'configMapRef or secretRef')
}

function checkMounts(container: Fields, mountable: ReadonlySet<unknown>): void {
  const mounts = container.each('volumeMounts')
  for (const mount of mounts) {
    const name = mount.anything('name') ?? ''
    if (name === '') mount.expected('name', name, 'the name of a volume', 'add it')
    else if (!mountable.has(name))
      mount.expected('name', name, `one of the volumes of the pod${among(mountable)}`, 'add the volume')
    mount.end(['mountPath', 'mountPropagation', 'readOnly', 'recursiveReadOnly', 'subPath', 'subPathExpr'])
    if ((mount.anything('mountPath') ?? '') === '')
      mount.expected('mountPath', mount.anything('mountPath'), 'where it is mounted', 'add it')
  }
  checkOnce(mounts, 'mountPath', 'path')
}

const among = (names: ReadonlySet<unknown>) =>
  names.size === 0 ? ', which has none' : `: ${[...names].join(', ')}`

function checkProbe(probe: Fields, kind: string): void {
  checkHandler(probe, ['exec', 'httpGet', 'tcpSocket', 'grpc'])
  for (const key of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ])
    probe.whole(key, 0)
  probe.end(['terminationGracePeriodSeconds'])
  const threshold = probe.anything('successThreshold') ?? 1
  if (kind !== 'readinessProbe' && typeof threshold === 'number' && threshold > 1)
    probe.expected('successThreshold', threshold, `1, for a ${kind}`)
  if (kind === 'readinessProbe' && probe.has('terminationGracePeriodSeconds'))
    probe.expected(
      'terminationGracePeriodSeconds',
      probe.anything('terminationGracePeriodSeconds'),
      'none for a readinessProbe',
    )
}

function checkHandler(fields: Fields, handlers: readonly string[]): void {
  const given = handlers.filter(handler => fields.has(handler))
  if (given.length !== 1)
    fields.reading.said(
      fields.at,
      `found ${given.length === 0 ? 'nothing in it' : given.join(' and ')}, expected one of ${handlers.join(', ')}; ${given.length === 0 ? 'add it' : 'delete the others'}`,
    )
}

/** Of the object below exactly one of these fields. */
function checkOneOf(fields: Fields, key: string, fieldsOfIt: readonly string[]): void {
  checkHandler(fields.inside(key), fieldsOfIt)
}

/** What else is refused of a pod as such. */
export function checkPod(spec: Fields): void {
  spec.oneOf('dnsPolicy', ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None', ''], '')
  for (const key of ['hostname', 'subdomain']) checkName(spec, key, dnsLabel)
  const gates = spec.each('schedulingGates')
  for (const gate of gates) requireName(gate, 'name', qualifiedName, 'the name of the gate')
  checkOnce(gates, 'name', 'gate')
  if (gates.length > 0 && (spec.anything('nodeName') ?? '') !== '')
    spec.expected('nodeName', spec.anything('nodeName'), 'none while there are schedulingGates')
  for (const gate of spec.each('readinessGates'))
    requireName(gate, 'conditionType', qualifiedName, 'the type of a condition')
}
