/**
 * What does not go together in a Kafka, and in a Kafka on its root.
 */
import { inSeconds } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { SystemFault } from '../definition.ts'
import type { RootSpec } from '../generic/spec.ts'
import { rulesBeside } from '../mesos/rules-beside.ts'
import type { MesosSpec } from '../mesos/spec.ts'
import { constraintOf } from './constraint.ts'
import { parsePorts } from './port-range.ts'
import { suitablePort } from './reservation.ts'
import type { KafkaSpec } from './spec.ts'

export function* checkKafka(spec: KafkaSpec, root: RootSpec): Iterable<SystemFault> {
  const { name: framework, failoverDelay, failoverMaxDelay } = spec
  yield* rulesBeside(spec, root, {
    system: 'Kafka',
    asks: 'brokers',
    remedy: 'give the framework constraints in place of rules',
  })
  if (failoverDelay > failoverMaxDelay)
    yield {
      framework,
      at: ['failover-max-delay'],
      found: `${inSeconds(failoverMaxDelay)} s, while the first pause is ${inSeconds(failoverDelay)} s`,
      expected: 'at least failover-delay',
    }
  yield* portFaults(spec, root as MesosSpec)
  yield* constraintFaults(spec)
}

function* constraintFaults({ name: framework, constraints }: KafkaSpec): Iterable<SystemFault> {
  for (const [i, written] of constraints.entries()) {
    const [attribute = '', condition = '', ...more] = written
    const expected = 'an attribute and a condition such as [hostname, unique] or [rack, "groupBy:2"]'
    if (more.length > 0) {
      yield { framework, at: ['constraints', i], found: `${written.length} texts`, expected }
      continue
    }
    try {
      constraintOf(attribute, condition, 'the constraint')
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error
      const why = error.message.replace(/[.]$/, '')
      const found = `${JSON.stringify(written)}, which cannot be used (${why})`
      yield { framework, at: ['constraints', i], found, expected }
    }
  }
}

function* portFaults({ name: framework, port }: KafkaSpec, { ports }: MesosSpec): Iterable<SystemFault> {
  const wanted = port === undefined ? null : parsePorts(port)
  const offered = ports.map(({ from, to }) => [from, to] as const)
  if (ports.length === 0)
    yield {
      framework,
      at: [],
      found: 'brokers, each of which takes a port of its host, while agents offer none',
      expected: 'agents with ports',
      remedy: 'set ports: [{ from: 31000, to: 32000 }] of the root',
    }
  else if (port !== undefined && wanted === null)
    yield {
      framework,
      at: ['port'],
      found: JSON.stringify(port),
      expected: 'a port or a range of ports, such as 9092..9100',
    }
  else if (suitablePort(offered, wanted) === null)
    yield {
      framework,
      at: ['port'],
      found: `${port}, of which agents offer none`,
      expected: `ports that agents offer: ${ports.map(({ from, to }) => `${from}..${to}`).join(', ')}`,
    }
}
