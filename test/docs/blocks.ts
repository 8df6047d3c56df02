/** The fenced blocks of a page; the convention is at the top of pages.ts. */

/** A fenced block of a page. */
export interface Block {
  readonly language: string
  readonly words: readonly string[]
  readonly line: number
  readonly text: string
}

/** A command, and what it must print. */
export interface Step {
  readonly line: number
  readonly title: string
  readonly command: string
  /** undefined: any output will do. */
  readonly expected: string | undefined
}

/** Fenced blocks of a page, in order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  const lines = markdown.split('\n')
  for (let i = 0; i < lines.length; i++) {
    const fence = /^(\s*)(`{3,})(\w+)?\s*(.*)$/.exec(lines[i]!)
    if (fence === null) continue
    const [, indent = '', ticks = '```', language = '', info = ''] = fence
    const end = lines.findIndex((line, at) => at > i && line.trim() === ticks)
    const text = lines
      .slice(i + 1, end)
      .map(line => (line.startsWith(indent) ? line.slice(indent.length) : line))
    blocks.push({ language, words: info.split(/\s+/).filter(Boolean), line: i + 1, text: text.join('\n') })
    i = end
  }
  return blocks
}

/** The commands of a console block with what each must print. */
export function commandsOf(block: Block): Step[] {
  const steps: { line: number; command: string; output: string[] }[] = []
  for (const [index, text] of block.text.split('\n').entries()) {
    const last = steps.at(-1)
    if (text.startsWith('$ '))
      steps.push({ line: block.line + 1 + index, command: text.slice(2), output: [] })
    else if (last === undefined) return []
    else if (last.output.length === 0 && last.command.endsWith('\\')) last.command += `\n${text}`
    else last.output.push(text)
  }
  return steps.map(({ line, command, output }) => ({
    line,
    command,
    title: `$ ${command}`,
    expected: output.length === 0 ? undefined : output.join('\n'),
  }))
}

/** Name of the file that a `ts run` block runs as. */
export const scriptName = (block: Block) => fileName(block) ?? `line-${block.line}.ts`

/** Name of the file that a block is written to; undefined where it is none. */
export function fileName(block: Block): string | undefined {
  const named = block.words.find(word => word.startsWith('file='))?.slice('file='.length)
  return (
    named ?? (block.language === 'ts' && block.words.includes('run') ? `line-${block.line}.ts` : undefined)
  )
}
