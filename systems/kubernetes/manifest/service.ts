/**
 * Manifests of Services, of which the scheduler looks at the selector alone. What is refused: Kubernetes,
 * pkg/apis/core/validation/validation.go, v1.34.4.
 */
import type { Service } from '../workloads.ts'
import type { Fields } from './fields.ts'
import type { Metadata } from './metadata.ts'
import { checkLabels, checkName, checkOnce, dnsLabel } from './names.ts'

const types = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']

/** How it is reached: here nobody calls. */
const inert = [
  ...['allocateLoadBalancerNodePorts', 'clusterIP', 'clusterIPs', 'externalIPs', 'externalName'],
  ...[
    'externalTrafficPolicy',
    'healthCheckNodePort',
    'internalTrafficPolicy',
    'ipFamilies',
    'ipFamilyPolicy',
  ],
  ...['loadBalancerClass', 'loadBalancerIP', 'loadBalancerSourceRanges', 'publishNotReadyAddresses'],
  ...['sessionAffinity', 'sessionAffinityConfig', 'trafficDistribution'],
]

export function readService({ namespace, name }: Metadata, fields: Fields): Service {
  const spec = fields.fields('spec')
  const selector = spec.map('selector')
  checkLabels(spec, 'selector')
  const type = spec.oneOf('type', types, 'ClusterIP')
  const ports = spec.list('ports', port => port) ?? []
  if (ports.length === 0 && type !== 'ExternalName' && spec.anything('clusterIP') !== 'None')
    spec.expected('ports', spec.anything('ports'), 'at least one port, or clusterIP: None', 'add it')
  for (const port of ports) checkPort(port, ports.length > 1)
  checkOnce(ports, 'name', 'port')
  spec.end(inert)
  return { namespace, name, selector: selector?.size === 0 ? null : selector }
}

function checkPort(fields: Fields, isNamed: boolean): void {
  const port = fields.whole('port', 0)
  if (port === 0 || port > 65_535) fields.expected('port', fields.anything('port'), 'a port from 1 to 65535')
  fields.oneOf('protocol', ['TCP', 'UDP', 'SCTP', ''], '')
  checkName(fields, 'name', dnsLabel)
  if (isNamed && (fields.anything('name') ?? '') === '')
    fields.expected('name', fields.anything('name'), 'a name, where there are several ports', 'add it')
  fields.end(['appProtocol', 'targetPort', 'nodePort'])
}
