import { claim, test, worked } from '../../../claim.ts'
import { constantIn } from '../../../source-constant.ts'

export const claims = [
  claim(
    'every interval of the differences lies within {2.5} % of the baseline',
    worked(() => [100 * constantIn('reports/charts/claim.ts', 'ALIKE')]),
  ),
  claim(
    'where means span a factor of {30} or more; a 0 stands at its edge',
    worked(() => [constantIn('reports/charts/value-axis.ts', 'WIDE')]),
    test('test/reports/charts/intervals.test.ts', 'lets a 0 stand at the edge of a logarithmic axis'),
  ),
  claim(
    'colours have a contrast of {3} or more on paper and on the dark page',
    test('test/reports/charts/palette.test.ts', 'have a contrast of 3 with what they are drawn on'),
  ),
]
