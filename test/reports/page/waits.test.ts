import { expect, it } from 'vitest'
import { waitsHtml } from '../../../reports/page/waits.ts'
import type { LongWait } from '../../../sim/measure/long-wait.ts'
import { experiment, fourArchitectures } from '../example-results.ts'
import { longWaits } from './long-waits.ts'

const withWaits = (waits: readonly LongWait[], plain = fourArchitectures()) => ({
  ...plain,
  runs: plain.runs.map(run => ({ ...run, result: { ...run.result, waits } })),
})
const text = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const one = experiment([{ name: 'system', values: ['kube'] }], ['oak'], () => ({ all: {} }))

it('has nothing to say of systems whose schedulers do not tell', () => {
  expect(waitsHtml(fourArchitectures())).toBe('')
})

it('tells of each pod how it ended, why nodes were rejected, and how they scored', () => {
  const html = waitsHtml(withWaits(longWaits, one))
  const summaries = [...html.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, told]) =>
    told!.replaceAll('\u00a0', ' '),
  )
  expect(summaries).toEqual([
    'shop/web-0: still waits at the end, for 120 min (4 attempts)',
    'shop/web-1: waited 2 min, then b (3 attempts)',
    'shop/web-2: waited 100 s, then c (2 attempts)',
    'shop/web-3: was gone after 60 s without a node (1 attempt)',
    'shop/web-4: was gone after 50 s without a node (not tried)',
  ])
  const said = text(html)
  expect(said).toContain('Insufficient cpu NodeResourcesFit 6 a, b, c …')
  expect(said).toContain('node(s) had untolerated taint(s) TaintToleration 3 x, y, z')
  expect(said).toContain(
    'How nodes scored for shop/web-1 at 130 s, when b was chosen node total NodeResourcesFit TaintToleration a 300 60 240 b * 300 60 240 c 130 30 100',
  )
  expect(said).toContain('1 node more could have taken it, and did not score more than these.')
  expect(said).toContain('At 110 s c was the only node that could take it; nothing was scored.')
  expect(html.match(/<details open>/g)).toHaveLength(1)
})

it('names the command for any other pod, with system, axes and seed', () => {
  const html = waitsHtml(withWaits(longWaits))
  expect(text(html)).toContain('switchyard why two-loads.yaml --system offers --at load=0.9 --seed')
  expect(text(waitsHtml(withWaits(longWaits, one)))).toContain(
    'Any other pod: switchyard why two-loads.yaml --system kube --pod shop/web-0',
  )
})

/** Four systems at five loads are 20 runs, so that the main setting alone is told of. */
it('stays small where there are many runs', () => {
  const axes = [
    { name: 'system', values: ['a', 'b', 'c', 'd'] },
    { name: 'load', values: [0.1, 0.3, 0.5, 0.7, 0.9] },
  ]
  const many = waitsHtml(
    withWaits(
      longWaits,
      experiment(axes, ['oak', 'elm'], () => ({ all: {} })),
    ),
  )
  expect(many.match(/<details/g)).toHaveLength(4 * longWaits.length)
  expect(many).not.toContain('load=0.7')
  const values = Array.from({ length: 60 }, (_, i) => `system-${i}`)
  const wide = experiment([{ name: 'system', values }], ['oak'], () => ({ all: {} }))
  expect(waitsHtml(withWaits(longWaits, wide)).match(/<details/g)).toHaveLength(60)
})

it('lets no name become markup', () => {
  const evil = '<script>alert(1)</script>'
  const [, placed] = longWaits
  const html = waitsHtml(
    withWaits(
      [
        {
          ...placed!,
          of: evil,
          machine: evil,
          message: evil,
          rejectedBy: [{ by: evil, reasons: [evil], machines: 1, such: [evil] }],
          choice: { machines: 2, best: [{ name: evil, total: 1, by: { [evil]: 1 } }] },
        },
      ],
      one,
    ),
  )
  expect(html).not.toContain('<script')
})
