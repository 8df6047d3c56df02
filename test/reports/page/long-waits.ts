import type { LongWait } from '../../../sim/measure/long-wait.ts'

const message = '0/9 nodes are available: 3 node(s) had untolerated taint(s), 6 Insufficient cpu.'
const rejected = {
  message,
  rejectedAtS: 90.5,
  rejectedBy: [
    { by: 'NodeResourcesFit', reasons: ['Insufficient cpu'], machines: 6, such: ['a', 'b', 'c'] },
    {
      by: 'TaintToleration',
      reasons: ['node(s) had untolerated taint(s)'],
      machines: 3,
      such: ['x', 'y', 'z'],
    },
  ],
}

/** Every way in which a wait may end. */
export const longWaits: readonly LongWait[] = [
  { of: 'shop/web-0', sinceS: 10, untilS: 7200, end: 'waits', attempts: 4, machine: '', ...rejected },
  {
    ...{ of: 'shop/web-1', sinceS: 10, untilS: 130, end: 'placed', attempts: 3, machine: 'b', ...rejected },
    choice: {
      machines: 4,
      best: [
        { name: 'a', total: 300, by: { NodeResourcesFit: 60, TaintToleration: 240 } },
        { name: 'b', total: 300, by: { NodeResourcesFit: 60, TaintToleration: 240 } },
        { name: 'c', total: 130, by: { NodeResourcesFit: 30, TaintToleration: 100 } },
      ],
    },
  },
  {
    ...{ of: 'shop/web-2', sinceS: 10, untilS: 110, end: 'placed', attempts: 2, machine: 'c', ...rejected },
    choice: { machines: 1, best: [{ name: 'c', total: 0, by: {} }] },
  },
  { of: 'shop/web-3', sinceS: 10, untilS: 70, end: 'gone', attempts: 1, machine: '', ...rejected },
  {
    ...{ of: 'shop/web-4', sinceS: 10, untilS: 60, end: 'gone', attempts: 0, machine: '' },
    ...{ message: 'not tried yet by the scheduler', rejectedAtS: null, rejectedBy: [] },
  },
]
