import { differenceSpread } from '../../../../../reports/statistics/difference-spread.ts'
import { BETWEEN_LOOKS, FIRST_LOOK } from '../../../../../reports/statistics/sequential.ts'
import { cited, claim, test, worked } from '../../../claim.ts'
import { constantIn } from '../../../source-constant.ts'

const steadiness = 'sim/measure/steadiness.ts'

export const claims = [
  claim(
    'counts that differ by the same in each of n pairs are judged, and have an interval, as if one of the pairs differed by one from the others: a variance of {1}/n',
    worked(() => [4 * differenceSpread('jobs', [5, 6, 7, 8], [1, 1, 1, 1])]),
    test(
      'test/reports/statistics/difference-spread.test.ts',
      'is no verdict in two pairs: one more failed job in each may be chance',
    ),
  ),
  claim(
    "mean ± t · s / √n, with Student's t at 95 % and n − 1 degrees of freedom",
    test(
      'test/reports/statistics/mean-interval.test.ts',
      'is the mean plus and minus the t quantile times the standard error',
    ),
  ),
  claim(
    '{ten} are the default',
    test('test/bench/experiment/read.test.ts', 'is ten runs of one system that differ in their seeds'),
  ),
  claim(
    'Reports also ask MSER-{5} (White 1997, *Simulation* 69:323–334): it takes means of {five} jobs or more',
    worked(() => [constantIn(steadiness, 'JOBS_PER_BATCH'), constantIn(steadiness, 'JOBS_PER_BATCH')]),
  ),
  claim(
    'its jobs are divided into up to {twenty} batches that follow each other, and the means of these are nearly independent (batch means; Law 2015, 9.5.3). The finding gives the interval, named as such, with the number of batches and the correlation of neighbours (lag 1)',
    worked(() => [constantIn(steadiness, 'BATCHES')]),
    cited('A. M. Law: *Simulation Modeling and Analysis*, 5th edition'),
  ),
  claim(
    "Fieller's interval; it contains 0 exactly when the plain interval does",
    test(
      'test/reports/statistics/relative-difference.test.ts',
      'contains 0 exactly when the interval of the difference does',
    ),
  ),
  claim(
    'at most one family in {twenty} then holds a false verdict',
    test(
      'test/reports/statistics/comparison.test.ts',
      'errs in at most one family of twenty, which uncorrected intervals do not',
    ),
  ),
  claim(
    'can be *not distinguishable* although the interval alone leaves 0 out',
    test(
      'test/reports/statistics/comparison.test.ts',
      'marks a difference that only its interval alone would show',
    ),
  ),
  claim(
    'Hence {twenty} seeds before the first look, and {five} from one look to the next',
    worked(() => [FIRST_LOOK, BETWEEN_LOOKS]),
  ),
  claim(
    'in {10,000} experiments each, on processes whose mean is known',
    test('test/theory/sequential-seeds.test.ts', 'leave the mean as near as asked for'),
  ),
  claim(
    'where {twenty} seeds say how many there will be',
    worked(() => [FIRST_LOOK]),
  ),
  claim(
    '| normal, cv {0.045}, ±{2} % | {96.7} | {94.3} | {96.6}, {94.5} | {97.5}, {95.5} | {25} |',
    test('test/theory/sequential-seeds.test.ts', 'leave the mean as near as asked for'),
  ),
  claim(
    '| normal, cv {0.06}, ±{2} % | {95.0} | {93.8} | {95.2}, {94.0} | {95.9}, {94.8} | {38} |',
    test('test/theory/sequential-seeds.test.ts', 'leave the mean as near as asked for'),
  ),
  claim(
    '| normal, cv {0.1}, ±{2} % | {95.2} | {94.9} | {95.0}, {94.8} | {95.2}, {94.8} | {100} |',
    test('test/theory/sequential-seeds.test.ts', 'leave the mean as near as asked for'),
  ),
  claim(
    '| mean wait of {5,000} jobs, M/M/{1} at {0.5}, ±{2} % | {95.1} | {94.5} | {94.8}, {94.3} | {95.5}, {94.7} | {58} |',
    test('test/theory/sequential-seeds.test.ts', 'leave the mean as near as asked for'),
  ),
  claim(
    '| {20,000} jobs at {0.8}, ±{2} % | {94.8} | {94.2} | {94.8}, {94.1} | {95.6}, {95.0} | {63} |',
    test('test/theory/sequential-seeds.test.ts', 'leave the mean as near as asked for'),
  ),
  claim(
    '| {5,000} jobs at {0.8}, ±{5} % | {94.6} | {93.6} | {93.9}, {92.8} | {95.7}, {94.5} | {41} |',
    test('test/theory/sequential-seeds.test.ts', 'leave the mean as near as asked for'),
  ),
  claim(
    '| {20,000} jobs at {0.9}, ±{5} % | {95.2} | {93.8} | {94.5}, {93.4} | {95.8}, {94.4} | {37} |',
    test('test/theory/sequential-seeds.test.ts', 'leave the mean as near as asked for'),
  ),
  claim(
    '| {5,000} jobs at {0.9}, ±{10} % | {94.6} | {92.5} | {93.6}, {91.8} | {95.9}, {93.8} | {34} |',
    test('test/theory/sequential-seeds.test.ts', 'leave the mean as near as asked for'),
  ),
  claim(
    'all values of the compared axis meet the same seeds, {ten} at first',
    test('test/answers/selection/selection.test.ts', 'is found at once where the others are worse'),
  ),
  claim(
    'the best with {95} % confidence',
    test('test/cli/best.test.ts', 'names the best, and when the others were given up'),
  ),
  claim(
    'the best was named {500} times of {500}, where the best mean of {five} seeds is another one time in seven',
    test('test/theory/selection.test.ts', 'has its best found'),
    test('test/theory/selection.test.ts', 'is told wrongly one time in seven'),
  ),
]
