import { describe, expect, it } from 'vitest'
import { csvFiles } from '../../reports/csv.ts'
import { markdownSummary } from '../../reports/markdown-summary.ts'
import { printable } from '../../reports/printable.ts'
import { plainTable } from '../../reports/terminal-table.ts'
import { fourArchitectures } from './example-results.ts'

const esc = '\u001b'

describe('names that are more than names', () => {
  it('are pictures of themselves on a terminal', () => {
    expect(printable(`a${esc}[31mb\r\n\u007f\u009b2J\u202eé`)).toBe('a␛[31mb␍␊␡\ufffd2J\ufffdé')
    expect(printable('two\nlines\u0007', '\n')).toBe('two\nlines␇')
  })

  it('keep a table in its lines', () => {
    const column = { heading: `he${esc}ad`, align: 'left' } as const
    const columns = [column, column]
    const table = { title: 'A\rtitle', columns, keys: 1, rows: [['a\nb', 'c']], notes: [`n${esc}ote`] }
    expect(plainTable(table, 80)).toBe('A␍title\n\nhe␛ad  he␛ad\n─────  ─────\na␊b    c\n\nn␛ote\n')
  })

  it('are no formulas in a spreadsheet, while numbers below zero stay numbers', () => {
    const results = fourArchitectures()
    const names = ['=1+1', '@SUM(A1)', '+2', '-2+3']
    const runs = names.map((system, i) => ({
      ...results.runs[i]!,
      axes: { ...results.runs[i]!.axes, system },
    }))
    const [runsFile] = csvFiles({ ...results, runs })
    for (const name of names) {
      expect(runsFile!.text).toContain(`,'${name},`)
      expect(runsFile!.text).not.toContain(`,${name},`)
    }
    // The difference to a baseline may be below zero.
    const comparisons = csvFiles(results).find(({ name }) => name === 'comparisons.csv')!
    expect(comparisons.text).toMatch(/,-\d/)
    expect(comparisons.text).not.toMatch(/'-\d/)
  })

  it('cannot move the cursor where a summary is printed', () => {
    const summary = markdownSummary({ ...fourArchitectures(), question: `Is${esc}[2J it?` }, [])
    expect(summary).not.toContain(esc)
  })
})
