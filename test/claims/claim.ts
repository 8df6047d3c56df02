/**
 * What a page says in a figure, and how it is known.
 *
 *     claim('machines at ρ = 0.8 wait {0.746} s', worked(() => [meanWaitOfManyServers(4, 3.2, 1)]), test(file, title))
 *
 * The words are those of the page, which must hold them exactly once, whatever its line breaks: who changes the sentence
 * comes by here. The figures in braces are what is checked; the others in the words are what is given.
 */

/** How far what is found may be from what is said. Rounded: as far as the digits that are written go. */
export type Agreement = 'rounded' | 'at most' | 'at least' | { readonly within: number }

/** What was found for each figure in braces, in their order. */
type Find = () => readonly number[] | Promise<readonly number[]>

/** The same on every machine: a formula, a constant of the code, a count. */
export interface Worked {
  readonly kind: 'worked'
  readonly find: Find
  readonly agreement: Agreement
  /** A file without which it cannot be known. */
  readonly needs: string | undefined
}

/** Measured on this machine, and so with a margin; where it can be, as a ratio of two that were measured in turn. */
export interface Measured {
  readonly kind: 'measured'
  readonly find: Find
  readonly agreement: Agreement
  /** The version of Node that the page speaks of; undefined: any. */
  readonly node: number | undefined
  /** A file without which it cannot be measured. */
  readonly needs: string | undefined
}

/**
 * Held by a test with these words in its full name. Where nothing else is given, the figures in braces must stand in its
 * file.
 */
export interface Tested {
  readonly kind: 'tested'
  readonly file: string
  readonly title: string
}

/** Somebody else's figure, with the source that the page names. */
export interface Cited {
  readonly kind: 'cited'
  readonly source: string
}

export type Evidence = Worked | Measured | Tested | Cited

export interface Claim {
  readonly words: string
  readonly known: readonly Evidence[]
}

export function claim(words: string, ...known: readonly [Evidence, ...Evidence[]]): Claim {
  return { words, known }
}

export function worked(find: Find, agreement: Agreement = 'rounded', needs?: string): Worked {
  return { kind: 'worked', find, agreement, needs }
}

export function measured(
  agreement: Agreement,
  find: Find,
  { node, needs }: { readonly node?: number; readonly needs?: string } = {},
): Measured {
  return { kind: 'measured', find, agreement, node, needs }
}

export function test(file: string, title: string): Tested {
  return { kind: 'tested', file, title }
}

export function cited(source: string): Cited {
  return { kind: 'cited', source }
}

/** Where the words of a claim stand in a page, and the figures in braces as the page has them. */
export interface Passage {
  readonly start: number
  readonly end: number
  readonly stated: readonly string[]
}

/** Every place in a page with these words. */
export function passagesOf(words: string, text: string): Passage[] {
  return [...text.matchAll(patternOf(words))].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
    stated: match.slice(1),
  }))
}

function patternOf(words: string): RegExp {
  const parts = words.trim().split(/\{([^{}:]*)\}/)
  const pattern = parts.map((part, i) => {
    const literal = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')
    return i % 2 === 0 ? literal : `(${literal})`
  })
  return new RegExp(pattern.join(''), 'g')
}
