import { expect, it } from 'vitest'
import { legendDashes, swatchDash } from '../../../reports/charts/legend-dashes.ts'

it('a swatch shows a stroke, its gaps and the stroke again', () => {
  // 9 + 4 + 9 = 22 pixels are made 12 long; 2 + 3 + 2 = 7 fit as they are.
  const [stroke, gap] = swatchDash([9, 4]) as [number, number]
  expect(stroke + gap + stroke).toBeCloseTo(12, 12)
  expect(stroke / gap).toBeCloseTo(9 / 4, 12)
  expect(swatchDash([2, 3])).toEqual([2, 3])
  expect(swatchDash([])).toEqual([])
})

it('only lines without points have their dashes', () => {
  const items = [
    { datasetIndex: 0, pointStyle: 'rect', lineDash: [] },
    { datasetIndex: 1, pointStyle: 'line', lineDash: [] },
    { datasetIndex: 2, pointStyle: 'line', lineDash: [] },
  ]
  const legend = {
    legendItems: [] as typeof items,
    buildLabels() {
      this.legendItems = items
    },
  }
  const datasets = [{ borderDash: [2, 3] }, { borderDash: [2, 3] }, {}]
  legendDashes.beforeInit({ legend, data: { datasets } })
  legend.buildLabels()
  expect(legend.legendItems.map(({ lineDash }) => lineDash)).toEqual([[], [2, 3], []])
})
