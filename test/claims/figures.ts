/** The figures of a page, and what of the page itself covers them. */
import { type Block, blocksOf, commandsOf, fileName } from '../docs/blocks.ts'
import { figurePattern } from './numerals.ts'
import { lineOf, proseOf } from './prose.ts'

export interface Figure {
  /** As it is written. */
  readonly text: string
  readonly at: number
  readonly line: number
  /** The line it stands on. */
  readonly sentence: string
}

/** Every number in the prose of a page. */
export function figuresOf(page: string): Figure[] {
  const prose = proseOf(page)
  const lines = page.split('\n')
  return [...prose.matchAll(figurePattern)].map(({ 0: text, index: at }) => {
    const line = lineOf(page, at)
    return { text, at, line, sentence: lines[line - 1]!.trim() }
  })
}

/**
 * True for the year of a citation, as in *Holm 1979*, *EuroSys 2013*, *(1961)*, and for a place in a publication, as in
 * *section 4*: who doubts it looks it up.
 */
export function isCitation({ text, at }: Figure, page: string): boolean {
  const before = page.slice(Math.max(0, at - 40), at).replace(/\s+/g, ' ')
  if (/\b(?:section|table|chapter) $/i.test(before)) return true
  return /^(?:1[6-9]|20)\d\d$/.test(text) && /(?:(?:\p{Lu}[\p{L}’]*|al\.)[,)]* \(?|\()$/u.test(before)
}

const units =
  '%|×|ns|µs|us|ms|s|min|h|d|MiB|GiB|MB|kB|cores?|core-h|runs?|jobs?|machines?|seeds?|processors?|tasks?|cases?'

/**
 * True where a block that the tests run shows the figure: with two digits and the same unit, or with three or more. A 5, a
 * 1 s and a 5 min stand in many a block by chance, and prove nothing.
 */
export function isShown({ text, at }: Figure, page: string, blocks = shownBlocks(page)): boolean {
  const digits = text.replace(/\D/g, '').replace(/^0+/, '').length
  const number = `(?<![\\d.,])${text.replaceAll('.', '\\.')}(?!\\d|[.,]\\d)`
  if (digits >= 3) return new RegExp(number).test(blocks)
  const unit = new RegExp(`^\\s?(${units})(?![\\p{L}\\d])`, 'u').exec(page.slice(at + text.length))?.[1]
  return (
    digits === 2 && unit !== undefined && new RegExp(`${number} ?${unit}(?![\\p{L}\\d])`, 'u').test(blocks)
  )
}

/** What the tests of the pages run of a page: commands with what they print, and files that are written for them. */
export function shownBlocks(page: string): string {
  const isRun = (block: Block) =>
    !block.words.includes('not-run') &&
    (fileName(block) !== undefined ||
      block.language === 'output' ||
      (block.language === 'console' && commandsOf(block).length > 0))
  return blocksOf(page)
    .filter(isRun)
    .map(({ text }) => text)
    .join('\n')
}
