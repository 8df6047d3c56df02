/**
 * Kafka's cases about offers: what suits a broker, and what it takes.
 */
import { inSeconds } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Match } from '../../systems/kafka/broker.ts'
import { constraintOf } from '../../systems/kafka/constraint.ts'
import { type Offer, reservationOf, suitablePort } from '../../systems/kafka/reservation.ts'
import { type Json, requireKnown } from '../marathon/case-reader.ts'
import { brokerOf, millis, portsOf, reservationText, resourcesOf } from './case-reader.ts'

export function said(match: Match): unknown {
  if (match.accepts) return { result: 'accept' }
  const { ever, reason, refuseFor } = match
  return { result: ever ? 'eventually' : 'never', reason, declineSeconds: inSeconds(refuseFor) }
}

const nobody = () => []

/** `{broker, offer}`: whether it suits, and what is taken of it; the port −1 is none. */
export function offerMatched(input: Json): unknown {
  requireKnown(input, ['broker', 'offer', 'nowMs', 'attributes'], 'input')
  const broker = brokerOf(input['broker'] as Json)
  const attributes = (input['attributes'] ?? {}) as Record<string, string>
  const offer: Offer = { hostname: 'host', attributes, resources: resourcesOf(input['offer'] as string) }
  try {
    const reservation = reservationOf(offer, broker.settings)
    const match = said(broker.matches(offer, millis(input['nowMs'] ?? 0), nobody)) as Json
    const port = reservation.ofRole.port ?? reservation.shared.port ?? -1
    return { ...match, reserved: reservationText(reservation), port }
  } catch (error) {
    if (error instanceof SwitchyardError) return { error: true }
    throw error
  }
}

/** `{constraint: 'rack=unique', value, valuesOfOtherBrokers}`. */
export function constraintHolds(input: Json): unknown {
  requireKnown(input, ['constraint', 'value', 'valuesOfOtherBrokers'], 'input')
  const written = input['constraint'] as string
  const [attribute, text] = [written.slice(0, written.indexOf('=')), written.slice(written.indexOf('=') + 1)]
  const value = input['value'] as string | null
  const broker = brokerOf({ cpus: 0, mem: 0, constraints: { [attribute]: text } })
  const offer: Offer = {
    hostname: attribute === 'hostname' ? (value ?? '') : 'host',
    attributes: attribute === 'hostname' || value === null ? {} : { [attribute]: value },
    resources: resourcesOf('ports:1000'),
  }
  const others = (input['valuesOfOtherBrokers'] ?? []) as string[]
  constraintOf(attribute, text, 'constraint')
  return said(broker.matches(offer, 0, () => others))
}

/** `{offeredPorts, brokerPort}`; −1 is none. */
export function portFound(input: Json): unknown {
  requireKnown(input, ['offeredPorts', 'brokerPort'], 'input')
  const wanted = input['brokerPort'] == null ? null : (portsOf(input['brokerPort'] as string)[0] ?? null)
  return { port: suitablePort(portsOf(input['offeredPorts'] as string), wanted) ?? -1 }
}

/** `{lastHost, stopMs, nowMs, offerHost}`: an offer for a broker that ran on a host and stopped. */
export function homeOffer(input: Json): unknown {
  requireKnown(input, ['lastHost', 'stopMs', 'nowMs', 'offerHost', 'periodSeconds'], 'input')
  const period = input['periodSeconds']
  const broker = brokerOf({ cpus: 0, mem: 0, ...(period == null ? {} : { stickinessPeriodSeconds: period }) })
  if (input['lastHost'] != null) broker.registerStart(input['lastHost'] as string)
  if (input['stopMs'] != null) broker.registerStop(millis(input['stopMs']), false)
  const offer = {
    hostname: input['offerHost'] as string,
    attributes: {},
    resources: resourcesOf('ports:0..10'),
  }
  return said(broker.matches(offer, millis(input['nowMs'] ?? 0), nobody))
}
