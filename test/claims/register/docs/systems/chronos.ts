import { SECOND } from '../../../../../sim/engine/time.ts'
import { chronos24 } from '../../../../../systems/chronos/era.ts'
import { RETRIES } from '../../../../../systems/chronos/job.ts'
import { cited, claim, test, worked } from '../../../claim.ts'
import { CASES, countCases } from '../../../counts/cases.ts'

const answers = test('test/conformance/dcos.test.ts', 'the real systems answer as the models do')
const seconds = (...times: readonly number[]) => worked(() => times.map(time => time / SECOND))
const { failureRetryDelay, scheduleHorizon, taskEpsilon, minReviveOffersInterval, declineOfferDuration } =
  chronos24
const { cpus, mem, disk } = chronos24.taskNeeds

export const claims = [
  claim(
    'Two eras have names: `chronos` is 2.4.0 and `chronos-3` the state of September 2018 (revision c1348dd).',
    cited('the state of September 2018 (revision c1348dd)'),
  ),
  claim('Systems with them are `chronos-2.4` and `chronos-3`.', cited('`chronos-2.4`')),
  claim('schedules of ISO 8601', cited('`repeat.ts`, `java-zone.ts`')),
  claim('2.4 plans ahead and skips; 3 runs once, however late', cited('`horizon.ts`, `due-jobs.ts`')),
  claim(
    'both drop a task beside another of its job, 3 unless it is `concurrent`',
    test('test/systems/chronos/framework.test.ts', 'is dropped beside itself'),
  ),
  claim(
    'in 2.4 which tasks run, so that\nanother may start beside one of before (mesos/chronos, issue 411)',
    test('test/systems/chronos/framework.test.ts', 'does not know after its death what runs'),
    cited('mesos/chronos, issue 411'),
  ),
  claim('the report (mesos/chronos, issue 543)', cited('mesos/chronos, issue 543')),
  claim(
    '{55} of {55} pass',
    worked(() => [...countCases('chronos'), ...countCases('chronos')], 'rounded', CASES),
    answers,
  ),
  claim(
    'a pipeline of five stages that fails in the middle',
    test('test/systems/chronos/framework.test.ts', 'goes on after a failure that passes'),
  ),
  claim('3.0.2 took it and lost it', cited('3.0.2')),
  claim('How long 3 sleeps', cited('`due-jobs.ts`')),
  claim(
    '| retries | {2} |',
    worked(() => [RETRIES]),
  ),
  claim('| `--failure_retry` | {60} s |', seconds(failureRetryDelay)),
  claim('`--task_epsilon` (2.4) | {60} s, {60} s |', seconds(scheduleHorizon, taskEpsilon)),
  claim('| `--min_revive_offers_interval` | {5} s |', seconds(minReviveOffersInterval)),
  claim('| refusal of an offer | {5} s |', seconds(declineOfferDuration)),
  claim(
    '| {0.1}, {128} MiB, {256} MiB |',
    worked(() => [cpus / 1000, mem / 1000, disk / 1000]),
  ),
]
