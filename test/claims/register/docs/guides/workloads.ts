import { SECOND } from '../../../../../sim/engine/time.ts'
import { mean } from '../../../../../workloads/synthetic/mean.ts'
import { claim, test, worked } from '../../../claim.ts'

export const claims = [
  claim(
    '| `exponential 10 s` | {10} s |',
    worked(() => [mean({ kind: 'exponential', mean: 10 * SECOND }) / SECOND]),
  ),
  claim(
    '| `uniform 1 GiB to 5 GiB` | {3} GiB |',
    worked(() => [mean({ kind: 'uniform', low: 1, high: 5 })]),
  ),
  claim(
    '| `lognormal 5 min cv 2` | {5} min |',
    worked(() => [mean({ kind: 'lognormal', mean: 5, cv: 2 })]),
  ),
  claim(
    '(`tasks`, `instances`, `layers`, `width`) are rounded up to at least {1}.',
    test('test/workloads/synthetic/mean.test.ts', 'of a constant is the constant rounded up'),
  ),
  claim(
    '`load: 0.8` means that the parts together need 80 % of all cores',
    test('test/workloads/synthetic/load.test.ts', 'is what a long run of random parts offers'),
  ),
]
