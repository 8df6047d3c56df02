/**
 * The plugins of our own that every chart is drawn with, in files and in the page.
 */
import { boundArrows } from './bound-arrows.ts'
import { dodge } from './dodge.ts'
import { durationAxis } from './duration-axis.ts'
import { legendDashes } from './legend-dashes.ts'
import { legendMargin } from './legend-margin.ts'
import { numberTicks } from './number-ticks.ts'
import { rowTexts } from './row-texts.ts'
import { scoreCells } from './score-cells.ts'

export const plugins: readonly { readonly id: string }[] = [
  durationAxis,
  numberTicks,
  legendDashes,
  legendMargin,
  dodge,
  rowTexts,
  boundArrows,
  scoreCells,
]
