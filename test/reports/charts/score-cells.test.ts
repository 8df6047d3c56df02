/**
 * A card of two columns and one row of figures, in letters that are 6 pixels wide.
 */
import { expect, test } from 'vitest'
import { type ScoreCell, scoreCells } from '../../../reports/charts/score-cells.ts'

const cells: readonly ScoreCell[] = [
  { figure: '59.5 ± 1.5', word: '', sign: '·', tone: 'none' },
  { figure: '99.5 ± 0.5', word: 'unclear', sign: '?', tone: 'none' },
]

/** What is written where columns are so wide. */
function written(columnWidth: number): string[] {
  const texts: string[] = []
  const nothing = () => {}
  const chart = {
    ctx: {
      font: '',
      fillStyle: '',
      strokeStyle: '',
      lineWidth: 1,
      textAlign: '',
      textBaseline: '',
      save: nothing,
      restore: nothing,
      fillRect: nothing,
      strokeRect: nothing,
      fillText: (text: string) => texts.push(text),
      measureText: (text: string) => ({ width: 6 * text.length }),
    },
    options: {},
    chartArea: { left: 0, right: 2 * columnWidth, top: 0 },
    scales: { y: { getPixelForValue: (value: number) => 54 * value } },
    data: { datasets: cells.map(cell => ({ data: [null, { cell }] })) },
  }
  scoreCells.afterDatasetsDraw(chart, undefined, { headings: [['used'], ['served']] })
  return texts
}

test('figures and words stand on as many lines as they need', () => {
  // '59.5 ± 1.5' takes 60 pixels, and 5 lie between two columns.
  expect(written(65)).toEqual(['used', '59.5 ± 1.5', 'served', '99.5 ± 0.5', 'unclear'])
  expect(written(64)).toEqual(['used', '59.5', '± 1.5', 'served', '99.5', '± 0.5', 'unclear'])
})

test('where one word has no room, signs and numbers stand for all', () => {
  // 'unclear' takes 42 pixels, more than any half of a figure.
  expect(written(47)).toContain('unclear')
  expect(written(46)).toEqual(['1', '·', '2', '?'])
})
