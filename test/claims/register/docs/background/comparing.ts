import { cited, claim, test, worked } from '../../../claim.ts'
import { constantIn } from '../../../source-constant.ts'

const steadiness = 'sim/measure/steadiness.ts'

export const claims = [
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
]
