import { conservative } from '../../../../policies/order/conservative.ts'
import { night } from '../../../../reports/charts/ink.ts'
import { colours } from '../../../../reports/charts/palette.ts'
import { BETWEEN_LOOKS, FIRST_LOOK } from '../../../../reports/statistics/sequential.ts'
import { DAY } from '../../../../sim/engine/time.ts'
import { JobBatch } from '../../../../sim/world/batch.ts'
import { NOTHING_MORE } from '../../../../sim/world/extras.ts'
import { FailureLog } from '../../../../sim/world/failure-log.ts'
import { claim, measured, test, worked } from '../../claim.ts'
import { closest, contrast, lightness, luminance } from '../../counts/colour.ts'
import { WORKFLOWS, workflowMakespans } from '../../counts/makespans.ts'
import { benchFigure, timesAsFast } from '../../measures/bench.ts'
import { looks } from '../../measures/look.ts'
import { movingUp, pyssMeanWait, SCHEDULE } from '../../measures/planned-starts.ts'
import { constantIn } from '../../source-constant.ts'

const okabeIto = { blue: '#0072b2', orange: '#e69f00', green: '#009e73', vermilion: '#d55e00' }
const grey = (colour: string) => lightness(luminance(colour))
const white = 1

/** Of many failures, those that the log still knows. */
function failuresKept(): number {
  const log = new FailureLog()
  const failures = Array.from({ length: 5000 }, () => log.add(0, 0, 0, 'a task failed'))
  return failures.filter(({ number }) => log.get(number) !== null).length
}

export const claims = [
  claim(
    '`fifo` let job 2 go before job 1 when the machine of job 1 failed',
    test(
      'test/policies/root/monolithic.test.ts',
      'is the order of submission, also for a job that comes back from a lost machine',
    ),
  ),
  claim(
    'and has a number; {0} is nothing',
    worked(() => [NOTHING_MORE]),
  ),
  claim(
    'a vector of four resources takes {2} times or more as long as two columns alone',
    measured('at least', () => [looks().vector]),
  ),
  claim(
    'at least {1.3} times as long as two columns and a number (medians of nine, over 12,500 machines, in one run)',
    measured('at least', () => [looks().vector / looks().withNumber]),
  ),
  claim(
    'moves up the first {500}',
    worked(() => [conservative().planDepth!]),
  ),
  claim(
    'moves up at most the first {500} waiting jobs',
    worked(() => [conservative().planDepth!]),
  ),
  claim(
    'the mean wait on the KTH log is then {22} times the {7,311} s of PySS',
    measured('rounded', async () => [(await movingUp(0)).meanWait / pyssMeanWait(), pyssMeanWait()], {
      needs: SCHEDULE,
    }),
    test('test/conformance/batch.test.ts', 'starts-kth-orig-cons-req.csv.gz'),
  ),
  claim(
    'With {500}, all starts on that log are those of moving up all.',
    measured('rounded', async () => [(await movingUp(500)).differ === 0 ? 500 : Number.NaN], {
      needs: SCHEDULE,
    }),
  ),
  claim(
    '{183} of {184} makespans are now those of two independent list schedulers',
    worked(
      () => {
        const { all, different } = workflowMakespans()
        return [all - different, all]
      },
      'rounded',
      WORKFLOWS,
    ),
    test('test/conformance/workflows.test.ts', 'list scheduling'),
  ),
  claim(
    'with digits of {ten} bits',
    worked(() => [constantIn('sim/engine/queue.ts', 'DIGIT_BITS')]),
  ),
  claim(
    '| pops and pushes a CPU-second | 1,000 pending | 100,000 | 1,000,000 | | --- | --- | --- | --- | | radix heap, times as many as a binary heap with sequence numbers | {2.8} | {4} | {10} |',
    measured({ within: 0.5 }, () =>
      [1_000, 100_000, 1_000_000].map(pending =>
        timesAsFast('queue', `event queue, ${pending} pending`, `binary heap, ${pending} pending`),
      ),
    ),
  ),
  claim(
    'exact for {285} years',
    worked(() => [2 ** 53 / (365.25 * DAY)]),
  ),
  claim(
    'fills columns of {4,096} rows',
    worked(() => [new JobBatch().capacity]),
  ),
  claim('### {53} bits', test('test/sim/chance/random.test.ts', 'are the 53-bit numbers of seedrandom.alea')),
  claim(
    'One draw of 32 bits. **Decided by** rare events: with 32 bits nothing rarer than one in {four billion} can happen',
    worked(() => [2 ** 32], { within: 0.1 }),
  ),
  claim(
    'quantiles are exact up to {1,048,576} values and come from a sketch with {0.1} % relative error beyond',
    worked(() => [
      constantIn('sim/measure/samples.ts', 'EXACT'),
      100 * constantIn('sim/measure/samples.ts', 'ACCURACY'),
    ]),
    test('test/sim/measure/samples.test.ts', 'keep values and bounds apart, quantiles within 0.1 %'),
  ),
  claim(
    'above {20,000} values',
    worked(() => [constantIn('sim/measure/radix-sort.ts', 'SMALL')]),
  ),
  claim(
    'a million times are sorted {6} times as fast as by the built-in sort',
    measured({ within: 0.5 }, () => [
      timesAsFast('measures', 'radix sort, a million waits', 'built-in sort, a million waits'),
    ]),
  ),
  claim(
    'sums over {512} slices of the time of submission',
    worked(() => [constantIn('sim/measure/course.ts', 'SLICES')]),
  ),
  claim(
    'MSER-{5} (White 1997) looks for the start to cut in batches of {five} jobs or more; {twenty} batches of about equal numbers',
    worked(() => [
      constantIn('sim/measure/steadiness.ts', 'JOBS_PER_BATCH'),
      constantIn('sim/measure/steadiness.ts', 'JOBS_PER_BATCH'),
      constantIn('sim/measure/steadiness.ts', 'BATCHES'),
    ]),
  ),
  claim(
    'intervals stand alone at 95 %; verdicts allow for all comparisons',
    test(
      'test/reports/statistics/comparison.test.ts',
      'errs in at most one family of twenty, which uncorrected intervals do not',
    ),
  ),
  claim(
    'has an interval of its own that contains 0 exactly when the plain one does',
    test(
      'test/reports/statistics/relative-difference.test.ts',
      'contains 0 exactly when the interval of the difference does',
    ),
  ),
  claim(
    '### A load above 1 is said twice',
    test('test/bench/experiment/load.test.ts', 'above 1 is written as such'),
  ),
  claim(
    '`load` is a share of at most 1, also in per cent',
    test('test/bench/experiment/load.test.ts', 'above 1 is written as such'),
  ),
  claim(
    '`80%` was answered with "write 80", which ran at {8 000} %. Arrivals that follow the cluster stay the rule, since *how does it do at 80 %* is asked more often',
    worked(() => [80 * 100]),
  ),
  claim(
    'at most {5,000} tasks, it happens in the main thread; so does the replay of a log of at most {1} MiB with at most {20,000} tasks',
    worked(() => [
      constantIn('bench/run/short-run.ts', 'MOST_DRAWN'),
      constantIn('bench/run/short-run.ts', 'MOST_BYTES') / 2 ** 20,
      constantIn('bench/run/short-run.ts', 'MOST_LOGGED'),
    ]),
  ),
  claim(
    'start-up on Node 20, in multiples of `node -e 0`: one short run costs {3.5}, `--help` {1.4}',
    // Between 3.4 and 3.7 on a busy machine whose Node reads extra certificates; without them Node itself costs a third.
    measured(
      { within: 0.4 },
      () => [
        benchFigure('start-up', 'switchyard run, one short run without charts'),
        benchFigure('start-up', 'switchyard --help'),
      ],
      { node: 20 },
    ),
  ),
  claim(
    'which keeps the latest {1 024}',
    worked(() => [failuresKept()]),
  ),
  claim(
    'lies within {2.5} % of the baseline',
    worked(() => [100 * constantIn('reports/charts/claim.ts', 'ALIKE')]),
  ),
  claim(
    'at least {9.9} L* apart among the first four',
    worked(
      () => [Math.min(...[colours.paper, colours.night].map(row => closest(row.slice(0, 4).map(grey))))],
      'at least',
    ),
  ),
  claim(
    'of their blue, orange, green and vermilion, two are {3.6} L* apart in grey, and one has {2.25} to 1 on white',
    worked(() => [
      closest(Object.values(okabeIto).map(grey)),
      Math.min(...Object.values(okabeIto).map(colour => contrast(luminance(colour), white))),
    ]),
  ),
  claim(
    'between 3 to 1 on white and 3 to 1 on the dark ground there is room for {19} L*',
    worked(() => {
      const lightest = (white + 0.05) / 3 - 0.05
      const darkest = 3 * (luminance(night.ground) + 0.05) - 0.05
      return [lightness(lightest) - lightness(darkest)]
    }),
  ),
  claim(
    'offers, transactions and conflicts in 87 runs',
    test('test/conformance/omega.test.ts', '87 runs of the Omega simulator'),
  ),
  claim(
    '`(a+)+b` on {forty} letters',
    test(
      'test/systems/java-pattern.test.ts',
      'takes time in proportion to the text where backtracking would never end',
    ),
  ),
  claim(
    '`seeds: until ±2 %` adds seeds until half of every {95} % interval is as narrow as asked for: {twenty} before the first look, {five} from one look to the next',
    worked(() => [95, FIRST_LOOK, BETWEEN_LOOKS]),
  ),
  claim(
    'a pilot of {twenty} seeds',
    worked(() => [FIRST_LOOK]),
  ),
  claim(
    "as near as asked for in {94.6} to {96.7} % of experiments, with Stein's stages in {93.6} to {96.6} %",
    test('test/theory/sequential-seeds.test.ts', 'leave the mean as near as asked for'),
  ),
  claim(
    'covers less than {93.5} %, with either procedure ({92.5} and {91.8} % of the mean wait of {5,000} jobs at a load of {0.9}); with as many seeds that were fixed beforehand it covers {93.8} %',
    test('test/theory/sequential-seeds.test.ts', 'leave the mean as near as asked for'),
  ),
]
