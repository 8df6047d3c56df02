import { expect, test } from 'vitest'
import { rowTexts } from '../../../reports/charts/row-texts.ts'

test('a heading stands on its own ground, so that no line of the grid goes through it', () => {
  const drawn: unknown[] = []
  const nothing = () => {}
  const ctx = {
    font: '',
    fillStyle: '' as unknown,
    textAlign: '',
    textBaseline: '',
    save: nothing,
    restore: nothing,
    fillRect: (...rect: number[]) => drawn.push([ctx.fillStyle, ...rect]),
    fillText: (text: string, x: number, y: number) => drawn.push([ctx.fillStyle, text, x, y]),
    measureText: (text: string) => ({ width: 6 * text.length }),
  }
  const chart = {
    ctx,
    options: { color: 'ink', font: { size: 10 } },
    scales: { y: { left: 12, getPixelForValue: (row: number) => 50 * row } },
    data: { datasets: [{ data: [{ x: null }, { x: 3, label: '3 s' }] }] },
    getDatasetMeta: () => ({
      data: [
        { x: 0, y: 0, options: {} },
        { x: 90, y: 50, options: {} },
      ],
    }),
  }
  rowTexts.afterDatasetsDraw(chart, undefined, { headings: [{ row: 0, text: 'offers' }], ground: 'paper' })
  // Six letters of 6 pixels and 4 more; 0.8 of 10 pixels to either side of the row's middle.
  expect(drawn).toEqual([
    ['ink', '3 s', 98, 50],
    ['paper', 16, -8, 40, 16],
    ['ink', 'offers', 16, 0],
  ])
})
