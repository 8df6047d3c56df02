import { readFileSync } from 'node:fs'
import { claim, worked } from '../../../claim.ts'

export const claims = [
  claim(
    'The goals are for Node {20}. Node {22} and {24} start faster themselves',
    worked(() =>
      (/for major in ([\d ]+); do/.exec(readFileSync('.ci/run', 'utf8'))?.[1] ?? '').split(' ').map(Number),
    ),
  ),
]
