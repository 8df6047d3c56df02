/**
 * Markdown as the generated pages write it.
 */

/** A table; cells are Markdown, their bars are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A word or value as it is typed. */
export const code = (text: string) => `\`${text}\``

/** A page: its blocks with one empty line between them. */
export const page = (blocks: readonly string[]) => `${blocks.join('\n\n')}\n`

/** What every generated page says below its heading. */
export const generated = (source: string) =>
  `*Generated from \`${source}\` by \`npm run docs\`; edit that file, not this page.*`
