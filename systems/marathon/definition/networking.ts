/**
 * Ports of the host that an app wants, in all the ways in which definitions have said so: `networks` since 1.5, before that
 * `container.docker.network` and `ipAddress`.
 */

import type { Fields } from '../../definition-file/fields.ts'
import { shown } from '../../definition-file/report.ts'
import type { PortMapping, PortNeeds } from '../app.ts'
import type { Era } from '../flags.ts'

const modes = ['host', 'container', 'container/bridge'] as const
type Mode = (typeof modes)[number]

const MOST_PORTS = 65_535
const port = { whole: true, most: MOST_PORTS } as const

/** `container` and `docker` are the app's; undefined where it has none. */
export function readPorts(
  app: Fields,
  container: Fields | undefined,
  docker: Fields | undefined,
  era: Era,
): PortNeeds {
  const mode = modeOf(app, docker, era)
  const required = app.flag('requirePorts') ?? false
  const definitions = readDefinitions(app)
  const mappings = [...(era === 'head' ? readMappings(container, mode) : []), ...readMappings(docker, mode)]
  if (mode === 'host') {
    if (mappings.length > 0)
      app.report.wrong(app.path('container'), {
        found: 'portMappings on the network of the host',
        expected: 'portDefinitions there',
        remedy: 'set networks, or move the ports to portDefinitions',
      })
    // The API gives one port to an app that says nothing of ports.
    return { kind: 'definitions', ports: definitions ?? [0], required }
  }
  // Ports of the host mean nothing in a network of containers.
  if (definitions !== undefined) app.notModelled('ports', 'portDefinitions')
  if (required)
    app.report.wrong(app.path('requirePorts'), {
      found: `requirePorts on the network "${mode}"`,
      expected: 'it for ports of the host only',
      remedy: 'write hostPort in portMappings',
    })
  return { kind: 'mappings', mappings }
}

function modeOf(app: Fields, docker: Fields | undefined, era: Era): Mode {
  const written = era === 'head' ? app.objects('networks', 'a network with a mode') : []
  const networks = written.map(network => {
    const mode = network.word('mode', modes) ?? 'container'
    network.notModelled('name', 'labels')
    network.close('a network')
    return mode
  })
  const old = docker?.word('network', ['HOST', 'BRIDGE', 'USER', 'NONE'])
  const address = app.object('ipAddress', 'networkName, groups, labels and discovery')
  address?.notModelled('networkName', 'groups', 'labels', 'discovery')
  address?.close('ipAddress')
  if (networks.length > 0 && (old !== undefined || address !== undefined))
    app.report.wrong(app.path('networks'), {
      found: `networks beside ${old === undefined ? 'ipAddress' : 'container.docker.network'}`,
      expected: 'one way to say which network',
      remedy: 'keep networks',
    })
  if (new Set(networks).size > 1)
    app.report.wrong(app.path('networks'), { found: networks.map(shown).join(' and '), expected: 'one mode' })
  const [mode] = networks
  if (mode !== undefined) return mode
  if (old === 'BRIDGE') return 'container/bridge'
  return old === 'USER' || old === 'NONE' || address !== undefined ? 'container' : 'host'
}

/** Numbers of `ports` or `portDefinitions`; undefined where there are neither. */
function readDefinitions(app: Fields): number[] | undefined {
  const { report } = app
  if (app.has('ports') && app.has('portDefinitions'))
    report.wrong(
      app.path('ports'),
      { found: 'ports beside portDefinitions', expected: 'one of them', remedy: 'keep portDefinitions' },
      'key',
    )
  const old = app.list('ports').flatMap(({ value, at }) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_PORTS)
      return [value]
    report.wrong(at, { found: shown(value), expected: `a whole number from 0 to ${MOST_PORTS}` })
    return []
  })
  const defined = app.objects('portDefinitions', 'a port definition').map(definition => {
    const number = definition.number('port', port) ?? 0
    definition.notModelled('protocol', 'name', 'labels')
    definition.close('a port definition')
    return number
  })
  const ports = [...old, ...defined]
  const twice = ports.find((each, i) => each !== 0 && ports.indexOf(each) < i)
  if (twice !== undefined)
    report.wrong(app.path(old.length > 0 ? 'ports' : 'portDefinitions'), {
      found: `port ${twice} twice`,
      expected: 'every port once',
    })
  return app.has('ports') || app.has('portDefinitions') ? ports : undefined
}

/** On a bridge a mapping that names no port of the host takes any. */
function readMappings(holder: Fields | undefined, mode: Mode): PortMapping[] {
  return (holder?.objects('portMappings', 'a port mapping') ?? []).map(mapping => {
    const containerPort = mapping.number('containerPort', port) ?? 0
    const hostPort = mapping.number('hostPort', port) ?? (mode === 'container/bridge' ? 0 : undefined)
    mapping.notModelled('servicePort', 'protocol', 'name', 'labels', 'networkNames')
    mapping.close('a port mapping')
    return { containerPort, ...(hostPort !== undefined && { hostPort }) }
  })
}
