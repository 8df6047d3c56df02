import { Streams } from '../../../../../sim/chance/random.ts'
import { MINUTE, SECOND, type Time } from '../../../../../sim/engine/time.ts'
import { systems } from '../../../../../systems/catalogue.ts'
import { patternOf } from '../../../../../systems/java-pattern.ts'
import { readinessCheckDefaults } from '../../../../../systems/marathon/app-definition.ts'
import { scalarText } from '../../../../../systems/marathon/attribute-text.ts'
import { backoffDefaults } from '../../../../../systems/marathon/backoff.ts'
import { readDefinitions } from '../../../../../systems/marathon/definition/definitions.ts'
import {
  DEFAULT_REFUSAL,
  dcos18,
  type Flags,
  head,
  marathon13,
} from '../../../../../systems/marathon/flags.ts'
import { EXPUNGE_LOOKS, LOST_IN_13 } from '../../../../../systems/marathon/framework/away-instances.ts'
import { RECONCILIATION } from '../../../../../systems/marathon/framework/overdue.ts'
import { SCALE_LOOKS } from '../../../../../systems/marathon/framework/scale-checks.ts'
import { firstCheckAfter, healthCheckDefaults } from '../../../../../systems/marathon/health.ts'
import { matchPorts } from '../../../../../systems/marathon/ports.ts'
import { REPETITIONS } from '../../../../../systems/marathon/reviving.ts'
import { replaceAtOnce } from '../../../../../systems/marathon/unreachable.ts'
import { residentUpgradeDefaults, upgradeDefaults } from '../../../../../systems/marathon/upgrade.ts'
import { cited, claim, test, worked } from '../../../claim.ts'
import { CASES, countCases } from '../../../counts/cases.ts'

/** What a definition that says little says. */
function definitionOf(value: object) {
  const report = { wrong() {}, said() {}, field() {} }
  return readDefinitions([{ value: { id: '/a', ...value }, report }], 'head').apps[0]!
}

const files = [
  ['marathon-constraints', 'marathon-constraints-1.3'],
  ['marathon-resources', 'marathon-ports', 'marathon-availability'],
  ['marathon-offer-matching'],
  ['marathon-backoff'],
  ['marathon-deployment-plan'],
  ['marathon-restart-strategy'],
  ['marathon-scaling', 'marathon-health'],
]
const answers = test('test/conformance/marathon.test.ts', 'Marathon answers as its own tests say')
const cases = (row: number) => worked(() => countCases(...files[row]!), 'rounded', CASES)
const seconds = (...times: readonly Time[]) => worked(() => times.map(time => time / SECOND))
const both = (of: (flags: Flags) => number) => worked(() => [of(marathon13), of(head)])

/** What cutting each delay to whole nanoseconds takes off it, in microseconds, at most, up to so many failures. */
function cutOff(failures: number): number {
  const { backoff, factor } = backoffDefaults('head')
  let exact = backoff * 1000
  let cut = exact
  let most = 0
  for (let failure = 2; failure <= failures; failure++) {
    exact *= factor
    cut = Math.trunc(cut * factor)
    most = Math.max(most, (exact - cut) / 1000)
  }
  return most
}

function isPattern(source: string): boolean {
  try {
    patternOf(source, 'here')
    return true
  } catch {
    return false
  }
}

/** The port that an app finds that requires port 0, where these are offered. */
function foundOf(from: number, to: number): number | null {
  const needs = { kind: 'definitions', ports: [0], required: true } as const
  return (
    matchPorts(
      needs,
      [{ name: 'ports', from, to, role: '*', labels: {} }],
      new Streams('oak').stream('ports'),
    )?.[0]?.port ?? null
  )
}

export const claims = [
  claim('DC/OS 1.8 ships it as its root scheduler for services', cited('DC/OS 1.8 ships 1.3.0')),
  claim(
    'Two eras have names: `1.3` (v1.3.6; DC/OS 1.8 ships 1.3.0) and `head` (the 1.11 line, revision 90619da).',
    cited('flags, v1.3.6 and 90619da'),
  ),
  claim('where 1.3 differs', cited('v1.3.6')),
  claim(
    '**Resident apps with constraints** may never have all their instances',
    test(
      'test/systems/marathon/resident.test.ts',
      'constraints do not count what is reserved for an instance',
    ),
  ),
  claim('Mended in v1.4.7 (`ResourceMatcher.scala`)', cited('v1.4.7 (`ResourceMatcher.scala`)')),
  claim(
    "in 1.3 neither does one whose turn comes at the offer's deadline or later",
    test(
      'test/systems/marathon/framework/looks.test.ts',
      'a look whose turn comes when it is in vain takes no time of those behind it',
    ),
  ),
  claim(
    'a changed app that is scaled to 0 restarts',
    test(
      'test/systems/marathon/deployment.test.ts',
      'scales a changed app that is to have no instance, in head, where 1.3 restarts it',
    ),
  ),
  claim(
    "the cases of Marathon's own unit tests: {188} of {188} pass",
    worked(
      () => {
        const all = countCases(...files.flat()).reduce((sum, count) => sum + count, 0)
        return [all, all]
      },
      'rounded',
      CASES,
    ),
    answers,
  ),
  claim('| marathon-constraints, -constraints-1.3 | {43}, {38} |', cases(0)),
  claim('| marathon-resources, -ports, -availability | {28}, {9}, {4} |', cases(1)),
  claim('| marathon-offer-matching | {10} |', cases(2)),
  claim('| marathon-backoff | {11} |', cases(3)),
  claim('| marathon-deployment-plan | {10} |', cases(4)),
  claim('| marathon-restart-strategy | {10} |', cases(5)),
  claim('| marathon-scaling, -health | {19}, {6} |', cases(6)),
  claim(
    'counts above {1000}',
    worked(() => [999, 1000, 1001].filter(count => isPattern(`a{${count}}`)).slice(-1)),
    test('test/systems/java-pattern.test.ts', 'which cannot be used'),
  ),
  claim(
    'Marathon cuts each to whole nanoseconds: {two} microseconds at most after 41 failures',
    worked(() => [cutOff(41)], 'at most'),
    test(
      'test/systems/marathon/backoff.test.ts',
      'reaches 300 s with the 42nd failure by the defaults of head',
    ),
  ),
  claim(
    "1.3 writes scalars above 999 with the grouping of its machine's language (`1,234`). Here both eras write `{1234}`.",
    worked(() => [Number(scalarText(1234))]),
  ),
  claim(
    '`requirePorts` with port {0} finds only a port that is offered as {0}',
    worked(() => [foundOf(0, 0) ?? Number.NaN, foundOf(70, 90) === null ? 0 : Number.NaN]),
  ),
  claim('| constant | 1.3 | head | DC/OS 1.8.4 | source |', cited('DC/OS: unit file')),
  claim(
    '| `launch_tokens`, refresh | {100}, {30} s | {100}, {30} s |',
    worked(() =>
      [marathon13, head].flatMap(flags => [flags.launchTokens, flags.launchTokenRefreshInterval / SECOND]),
    ),
    cited('flags, v1.3.6 and 90619da'),
  ),
  claim(
    '| `max_instances_per_offer` | {5} | {5} | {100} |',
    worked(() => [marathon13, head, dcos18].map(({ maxInstancesPerOffer }) => maxInstancesPerOffer)),
    cited('flags; DC/OS: unit file'),
  ),
  claim(
    '| `offer_matching_timeout` | {1} s | {3} s |',
    both(flags => flags.offerMatchingTimeout / SECOND),
    cited('flags'),
  ),
  claim(
    '| `max_parallel_offers`, `max_queued_offers` | no limit | {8}, {1024} | | head: min(8, cpus), taken as 8',
    worked(() => [head.maxParallelOffers, head.maxQueuedOffers]),
    cited('min(8, cpus)'),
  ),
  claim(
    '| grace of a kill | {3} s | {3} s |',
    worked(() =>
      ['dcos-1.8', 'marathon-head'].map(name => systems[name]!.frameworks[0]!.killGrace! / SECOND),
    ),
    cited('launcher/executor.cpp'),
  ),
  claim(
    '| `decline_offer_duration` | {120} s | {120} s | {300} s |',
    seconds(marathon13.declineOfferDuration, head.declineOfferDuration, dcos18.declineOfferDuration),
    cited('flags; DC/OS: unit file'),
  ),
  claim(
    '| refusal of an offer that is to come again | {5} s | {5} s |',
    seconds(DEFAULT_REFUSAL, DEFAULT_REFUSAL),
    cited('Mesos, `Filters.refuse_seconds`'),
  ),
  claim(
    '| `min_revive_offers_interval`, repetitions | {5} s, {3} | {5} s, one at the second tick |',
    worked(() => [
      marathon13.minReviveOffersInterval / SECOND,
      REPETITIONS,
      head.minReviveOffersInterval / SECOND,
    ]),
    cited('flags; ReviveOffersStreamLogic.scala'),
  ),
  claim(
    '| reconciliation: first, then every | {15} s, {600} s | {15} s, {600} s |',
    worked(() =>
      [RECONCILIATION, RECONCILIATION].flatMap(({ first, every }) => [first / SECOND, every / SECOND]),
    ),
  ),
  claim(
    '| looks at the numbers of all apps: first, then every | – | {15} s, {300} s |',
    seconds(SCALE_LOOKS.first, SCALE_LOOKS.every),
  ),
  claim(
    '| looks for instances to expunge: first, then every | {5} min, {30} s | {5} min, {30} s |',
    worked(() =>
      [EXPUNGE_LOOKS, EXPUNGE_LOOKS].flatMap(({ first, every }) => [first / MINUTE, every / SECOND]),
    ),
  ),
  claim('| a lost instance is expunged after | {75} s | – |', seconds(LOST_IN_13.expungeAfter)),
  claim(
    '| `task_launch_confirm_timeout` | {300} s | {300} s |',
    both(flags => flags.taskLaunchConfirmTimeout / SECOND),
    cited('flags'),
  ),
  claim(
    '| `task_launch_timeout` | {300} s | {300} s | {86 400} s |',
    seconds(marathon13.taskLaunchTimeout, head.taskLaunchTimeout, dcos18.taskLaunchTimeout),
    cited('flags; DC/OS: unit file'),
  ),
  claim('| `draining_seconds` | – | {0} |', seconds(head.draining), cited('flags')),
  claim(
    '| back-off, factor, longest | {1} s, {1.15}, {3600} s | {1} s, {1.15}, {300} s | | app definition; 300 s since 1.8 |',
    worked(() =>
      (['1.3', 'head'] as const).flatMap(era => {
        const { backoff, factor, maxLaunchDelay } = backoffDefaults(era)
        return [backoff / SECOND, factor, maxLaunchDelay / SECOND]
      }),
    ),
    cited('app definition; 300 s since 1.8'),
  ),
  claim(
    '| app: cpus, mem, instances | {1}, {128} MiB, {1} |',
    worked(() => {
      const { needs, instances } = definitionOf({ cmd: 'run' })
      return [needs.cpus / 1000, needs.mem / 1000, instances]
    }),
    cited('app definition'),
  ),
  claim(
    "| pod's executor: cpus, mem, disk | – | {0.1}, {32} MiB, {10} MiB |",
    worked(() => {
      const resources = { cpus: 0, mem: 0 }
      const { needs } = definitionOf({ containers: [{ name: 'a', image: { id: 'a' }, resources }] })
      return [needs.cpus / 1000, needs.mem / 1000, needs.disk / 1000]
    }),
    cited('pod definition'),
  ),
  claim(
    '| readiness check: interval, timeout | {30} s, {10} s |',
    seconds(readinessCheckDefaults.interval, readinessCheckDefaults.timeout),
    cited('app definition'),
  ),
  claim(
    '| upgrade strategy | {1}, {1}; resident {0.5}, {0} |',
    worked(() =>
      [upgradeDefaults, residentUpgradeDefaults].flatMap(each => [
        each.minimumHealthCapacity,
        each.maximumOverCapacity,
      ]),
    ),
    cited('app definition'),
  ),
  claim(
    '| unreachable strategy | – | {0} s, {0} s | | app definition since 1.4.9 and 1.5.1 |',
    worked(() =>
      replaceAtOnce === 'disabled' ? [] : [replaceAtOnce.inactiveAfter, replaceAtOnce.expungeAfter],
    ),
    cited('app definition since 1.4.9 and 1.5.1'),
  ),
  claim(
    '| health check: grace, interval, timeout, failures | {300} s, {60} s, {20} s, {3} |',
    worked(() => {
      const { grace, interval, timeout, maxConsecutiveFailures } = healthCheckDefaults
      return [grace / SECOND, interval / SECOND, timeout / SECOND, maxConsecutiveFailures]
    }),
    cited('app definition'),
  ),
  claim(
    '| first health check after | {5} s, or the interval if shorter |',
    seconds(firstCheckAfter(healthCheckDefaults)),
    cited('HealthCheckActor'),
  ),
]
