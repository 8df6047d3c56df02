import { expect, it } from 'vitest'
import { markdownSummary } from '../../reports/markdown-summary.ts'
import { htmlPage } from '../../reports/page.ts'
import { terminalTable } from '../../reports/terminal-table.ts'
import { traceRemarks } from '../../reports/trace-remarks.ts'
import { fourArchitectures } from './example-results.ts'

const base = fourArchitectures()
/** Of the first run four jobs are dropped, of all others five; an option of the experiment leaves one out. */
const results = {
  ...base,
  runs: base.runs.map((run, i) => ({
    ...run,
    result: {
      ...run.result,
      remarks: [
        { remark: 'dropped: no processors', count: i === 0 ? 4 : 5 },
        { remark: 'left out by trace.from', count: 1 },
      ],
    },
  })),
}

it('what was dropped or changed on reading a log stands in terminal, summary and page', () => {
  const remarks = [
    'Trace: 4 to 5 jobs dropped: no processors; `switchyard trace info` says where.',
    'Trace: 1 job left out by trace.from.',
  ]
  expect(traceRemarks(results)).toEqual(remarks)
  for (const remark of remarks) {
    expect(terminalTable(results, 200)).toContain(remark)
    expect(markdownSummary(results)).toContain(`- ${remark.replaceAll('`', '\\`')}`)
    expect(htmlPage(results, [])).toContain(remark)
  }
  expect(terminalTable(base, 200)).not.toContain('Trace:')
})
