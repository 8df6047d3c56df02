/**
 * Marathon's cases about launching: back-off, offers shown to matchers, launch tokens.
 */
import { Streams } from '../../sim/chance/random.ts'
import { inSeconds, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { actionOn, Backoff, type BackoffStrategy } from '../../systems/marathon/backoff.ts'
import type { Era } from '../../systems/marathon/flags.ts'
import { LaunchTokens } from '../../systems/marathon/launch-tokens.ts'
import { type Desk, OfferMatching } from '../../systems/marathon/offer-matching.ts'
import { flagsOf, type Json, MILLIS, requireKnown, timeOf } from './case-reader.ts'

function backoffOf(written: Json): BackoffStrategy {
  return {
    backoff: timeOf(written['backoffSeconds']),
    factor: written['backoffFactor'] as number,
    maxLaunchDelay: timeOf(written['maxLaunchDelaySeconds']),
  }
}

/** `{apps, steps}`: the deadlines after the steps, in seconds since the first. */
export function backoffDeadlines(input: Json, era: Era): unknown {
  requireKnown(input, ['semantics', 'apps', 'steps'], 'input')
  const backoffs = new Map(
    Object.entries(input['apps'] as Record<string, Json>).map(([id, app]) => [
      id,
      new Backoff(backoffOf(app), era),
    ]),
  )
  let now: Time = 0
  for (const step of input['steps'] as Json[]) {
    requireKnown(step, ['op', 'app', 'seconds'], 'step')
    const backoff = backoffs.get(step['app'] as string)
    const { op } = step
    if (op === 'advance') now += timeOf(step['seconds'])
    else if (op === 'cleanUpOverdueDelays') for (const each of backoffs.values()) each.cleanUp(now)
    else if (backoff === undefined)
      throw new SwitchyardError(
        step['app'] === undefined
          ? `The step ${op} names no app; add one of the case.`
          : `The step ${op} names no app of the case: ${step['app']}.`,
      )
    else if (op === 'addDelay') backoff.add(now)
    else if (op === 'advanceDelay') backoff.advance(now)
    else if (op === 'resetDelay') backoff.reset()
    else throw new SwitchyardError(`The step ${JSON.stringify(op)} is not known.`)
  }
  const deadlines = [...backoffs].map(([id, { deadline }]) => [
    id,
    deadline === null ? null : inSeconds(deadline),
  ])
  return { deadlines: Object.fromEntries(deadlines) }
}

/** `{failures}` in a row: each delay in seconds, to the microsecond, and which was the first at the maximum. */
export function backoffGrowth(input: Json, era: Era): unknown {
  const strategy = backoffOf(input)
  const backoff = new Backoff(strategy, era)
  const delays = Array.from({ length: input['failures'] as number }, () => {
    backoff.add(0)
    return Math.round(backoff.delay)
  })
  const atMaximum = delays.indexOf(strategy.maxLaunchDelay)
  return {
    delaysSeconds: delays.map(inSeconds),
    failuresUntilMaximum: atMaximum < 0 ? null : atMaximum + 1,
  }
}

export function backoffAction(input: Json, era: Era): unknown {
  requireKnown(input, ['semantics', 'status', 'agentDraining'], 'input')
  return { action: actionOn(input['status'] as string, input['agentDraining'] === true, era) }
}

interface CpuMatcher {
  readonly cpusPerTask: number
  readonly ignoresResources?: boolean
}

/** `{offerCpus, matchers, launchTokens, maxInstancesPerOffer}`: matchers that look at cpus alone, and never have enough. */
export function offerShown(input: Json, era: Era): unknown {
  requireKnown(input, ['offerCpus', 'matchers', 'launchTokens', 'maxInstancesPerOffer', 'semantics'], 'input')
  const matchers = input['matchers'] as CpuMatcher[]
  for (const matcher of matchers)
    requireKnown(matcher as unknown as Json, ['cpusPerTask', 'ignoresResources'], 'matchers')
  const flags = {
    ...flagsOf(era),
    launchTokens: input['launchTokens'] as number,
    maxInstancesPerOffer: input['maxInstancesPerOffer'] as number,
  }
  const offer = { cpus: input['offerCpus'] as number }
  const perMatcher = matchers.map(() => 0)
  let answer = {}
  const desk: Desk<{ cpus: number }, CpuMatcher> = {
    hasReservation: () => false,
    ask(matcher) {
      const { cpusPerTask, ignoresResources = false } = matcher
      desking.answered(offer, ignoresResources || offer.cpus >= cpusPerTask, false, 0, () => {
        perMatcher[matchers.indexOf(matcher)]! += 1
        offer.cpus -= cpusPerTask
      })
    },
    finished: (_offer, launched, resend) => {
      answer = { launched, resend, perMatcher }
    },
  }
  const desking = new OfferMatching(
    desk,
    flags,
    new LaunchTokens(flags, 0),
    new Streams('acorn').stream('matchers'),
  )
  for (const matcher of matchers) desking.add(matcher)
  desking.offered(offer, 0)
  return answer
}

/**
 * `{matchers, offers | offersAtMillis, maxParallelOffers, maxQueuedOffers}`: as many matchers as said, which never answer.
 * Runs until `advanceMillis`, or else until no offer waits.
 */
export function offersQueued(input: Json, era: Era): unknown {
  requireKnown(
    input,
    [
      ...['matchers', 'offers', 'offersAtMillis', 'maxParallelOffers', 'maxQueuedOffers', 'launchTokens'],
      ...['offerMatchingTimeoutMillis', 'advanceMillis', 'semantics'],
    ],
    'input',
  )
  const defaults = flagsOf(era)
  const timeoutMillis = (input['offerMatchingTimeoutMillis'] ?? undefined) as number | undefined
  const flags = {
    ...defaults,
    launchTokens: (input['launchTokens'] ?? defaults.launchTokens) as number,
    maxParallelOffers: input['maxParallelOffers'] as number,
    maxQueuedOffers: input['maxQueuedOffers'] as number,
    offerMatchingTimeout:
      timeoutMillis === undefined ? defaults.offerMatchingTimeout : timeoutMillis * MILLIS,
  }
  const arrivals =
    (input['offersAtMillis'] as number[] | undefined)?.map(millis => millis * MILLIS) ??
    Array.from({ length: input['offers'] as number }, () => 0)
  const resend: (boolean | null)[] = arrivals.map(() => null)
  const declinedAtMillis: Record<string, number> = {}
  let now: Time = 0
  const desk: Desk<number, number> = {
    ask: () => {},
    hasReservation: () => false,
    finished(offer, _launches, isResent) {
      resend[offer - 1] = isResent
      declinedAtMillis[offer] = now / MILLIS
    },
  }
  const matching = new OfferMatching(
    desk,
    flags,
    new LaunchTokens(flags, 0),
    new Streams('acorn').stream('matchers'),
  )
  const matchers = input['matchers'] as number | unknown[]
  const count = typeof matchers === 'number' ? matchers : matchers.length
  for (let matcher = 0; matcher < count; matcher++) matching.add(matcher)

  const until = input['advanceMillis'] == null ? null : (input['advanceMillis'] as number) * MILLIS
  const last = Math.max(until ?? 0, ...arrivals)
  const pending = arrivals
    .map((at, index) => ({ at, offer: index + 1 }))
    .sort((one, other) => one.at - other.at || one.offer - other.offer)
  const receive = () => {
    while (pending[0]?.at === now) matching.offered(pending.shift()!.offer, now)
  }
  receive()
  const isOver = () => (until === null ? timeoutMillis === undefined || matching.waiting === 0 : now >= until)
  // Both arrivals and the clean-up every timeout; at one instant the clean-up comes first.
  for (let tick = flags.offerMatchingTimeout; now < last || !isOver(); ) {
    now = Math.min(tick, pending[0]?.at ?? tick)
    if (now === tick) {
      matching.cleanUp(now)
      tick += flags.offerMatchingTimeout
    }
    receive()
  }
  return {
    resend,
    declinedAtMillis,
    declined: Object.keys(declinedAtMillis).map(Number),
    stillMatching: matching.matching,
    queued: matching.waiting,
  }
}

/** States in which a task gives nothing back. */
const WITHOUT_TOKENS =
  /\b(staging|starting|finished|failed|killing|killed|lost|error|unreachable|gone|dropped)\b/

/** `{event, launchTokens}`: what an event, said in words, does to the tokens. */
export function tokensAfter(input: Json, era: Era): unknown {
  requireKnown(input, ['event', 'launchTokens', 'semantics'], 'input')
  const event = String(input['event']).toLowerCase()
  const tokens = new LaunchTokens({ ...flagsOf(era), launchTokens: input['launchTokens'] as number }, 0)
  if (event.includes('running')) {
    const healthy = /unhealthy|\bnot healthy\b/.test(event) ? false : /\bhealthy\b/.test(event) ? true : null
    return { addLaunchTokens: tokens.running(healthy) }
  }
  if (WITHOUT_TOKENS.test(event)) return { addLaunchTokens: 0 }
  if (/refresh|interval/.test(event)) {
    tokens.take()
    tokens.refresh(tokens.refreshAt)
  } else if (event !== 'start') throw new SwitchyardError(`The event ${JSON.stringify(event)} is not known.`)
  return { setLaunchTokens: tokens.count }
}
