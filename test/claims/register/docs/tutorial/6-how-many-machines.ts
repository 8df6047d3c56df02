import { FEWEST_VALUES } from '../../../../../answers/capacity/halls-t.ts'
import { type PercentileGoal, readGoal } from '../../../../../bench/experiment/goals.ts'
import { cited, claim, test, worked } from '../../../claim.ts'

/** Jobs in a hundred that may be late under the goal of the page. */
const late = () => 100 * (readGoal('p95 wait <= 10 s') as PercentileGoal).late

export const claims = [
  claim(
    'until {95} of {100} jobs start within a minute',
    worked(() => [100 - late(), 100]),
  ),
  claim(
    'where the {95}th percentile falls below the limit',
    worked(() => [100 - late()]),
  ),
  claim(
    'was tested with {30} fresh seeds',
    test('test/cli/plan.test.ts', 'finds the answer of Erlang’s formula'),
  ),
  claim(
    '"The {95}th percentile is at most 10 s" says the same as "at most {5} % wait longer',
    worked(() => [100 - late(), late()]),
  ),
  claim(
    'and takes {20} seeds or more',
    worked(() => [FEWEST_VALUES]),
  ),
  claim(
    "of {1,000} plans with {30} seeds each, for a queue of which Erlang's formula knows the answer, {5.1} % named too few",
    test('test/theory/capacity.test.ts', 'answers are too small at most 7.1 %'),
  ),
  claim(
    'misses the limit by a hair ({113} are right)',
    test('test/theory/capacity.test.ts', '113 servers are right and 112 miss by 0.045 points'),
  ),
  claim('misses it clearly ({27} are right)', test('test/theory/capacity.test.ts', '27 servers are right')),
  claim('Journal of the Royal Statistical Society B {54}:{221}–{228}', cited('Hall (1992)')),
]
