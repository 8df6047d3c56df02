import { SECOND } from '../../../../../sim/engine/time.ts'
import { UTC } from '../../../../../systems/calendar/zone.ts'
import { parseCron } from '../../../../../systems/metronome/cron.ts'
import { ScheduleTimer, STARTING_DEADLINE } from '../../../../../systems/metronome/schedule.ts'
import { cited, claim, test, worked } from '../../../claim.ts'
import { CASES, countCases } from '../../../counts/cases.ts'

const answers = test('test/conformance/dcos.test.ts', 'the real systems answer as the models do')
const framework = 'test/systems/metronome/framework.test.ts'

/** How long the timer waits for a minute that begins in a second. */
function shortestWait(): number {
  const schedule = { id: 'a', cron: parseCron('* * * * *', 'cron'), zone: UTC, startingDeadline: 0 } as const
  const timer = new ScheduleTimer({ ...schedule, concurrencyPolicy: 'ALLOW', enabled: true }, 59 * SECOND)
  return (timer.firesAt! - 59 * SECOND) / SECOND
}

export const claims = [
  claim(
    'Two eras have names: `metronome` is 0.1 (v0.1.9; DC/OS 1.8.4 ships it) and `metronome-head` the state of December 2020 (revision de4174d).',
    cited('DC/OS 1.8.4 ships it'),
  ),
  claim('Systems with them are `metronome-0.1` and', cited('names')),
  claim('where 0.1 differs', cited('v0.1.9')),
  claim('Marathon 1.3 inside', cited("[Marathon's own](marathon.md)")),
  claim("- 0.1's own cron library", cited('v0.1.9')),
  claim(
    '{72} of {72} pass',
    worked(() => [...countCases('metronome'), ...countCases('metronome')], 'rounded', CASES),
    answers,
  ),
  claim(
    'a pipeline of five stages that fails in the middle',
    test(framework, 'is discontinued where a stage fails'),
  ),
  claim('| constant | 0.1 | head | source |', cited('names')),
  claim(
    'gives up after {900} s what did not start',
    worked(() => [STARTING_DEADLINE / SECOND]),
  ),
  claim(
    '| deadline of the start | – | {900} s |',
    worked(() => [STARTING_DEADLINE / SECOND]),
  ),
  claim(
    '| shortest wait of the timer | {60} s | {60} s |',
    worked(() => [shortestWait(), shortestWait()]),
  ),
  claim('| launch delay of the Marathon inside | 0 s | 0 s |', cited('MarathonConversions.scala')),
]
