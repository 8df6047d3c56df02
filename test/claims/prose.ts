/**
 * What of a page is prose, and so may hold figures: everything but fenced blocks, inline code, targets of links, numbers of
 * lists and headings, and the list of sources, which is itself what others cite.
 */

/** The page with everything that is no prose replaced by spaces, so that places in it stay what they are. */
export function proseOf(page: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ')
  return page
    .replace(/^([ \t]*)(`{3,})[^\n]*\n[\s\S]*?^[ \t]*\2[ \t]*$/gm, blank)
    .replace(/^## Sources?\n[\s\S]*?(?=^## |$(?![\s\S]))/gm, blank)
    .replace(/(`+)[^`]+\1/g, blank)
    .replace(/\]\([^)\n]*\)/g, blank)
    .replace(/^([ \t]*|#+ )\d+\. /gm, blank)
}

/** The line of a place in a page, counted from 1. */
export function lineOf(page: string, at: number): number {
  return page.slice(0, at).split('\n').length
}
