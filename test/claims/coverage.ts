/** Which figures of a page are covered by nothing. */
import { type Claim, passagesOf } from './claim.ts'
import { type Figure, figuresOf, isCitation, isShown, shownBlocks } from './figures.ts'

export interface Coverage {
  /** By blocks of the page that the tests run. */
  readonly shown: readonly Figure[]
  /** By claims of the register. */
  readonly claimed: readonly Figure[]
  readonly uncovered: readonly Figure[]
}

export function coverageOf(page: string, claims: readonly Claim[]): Coverage {
  const blocks = shownBlocks(page)
  const passages = claims.flatMap(({ words }) => passagesOf(words, page))
  const shown: Figure[] = []
  const claimed: Figure[] = []
  const uncovered: Figure[] = []
  for (const figure of figuresOf(page)) {
    if (passages.some(({ start, end }) => start <= figure.at && figure.at < end)) claimed.push(figure)
    else if (isCitation(figure, page)) continue
    else if (isShown(figure, page, blocks)) shown.push(figure)
    else uncovered.push(figure)
  }
  return { shown, claimed, uncovered }
}
