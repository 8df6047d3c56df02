import { describe, expect, it } from 'vitest'
import { cited, claim } from './claim.ts'
import { coverageOf } from './coverage.ts'

const page = `# 1. A page

Of 200 jobs 7 wait for 12.5 min, says Holm (1979); \`17\` is code, [a link](over/18.md).
It takes 80 % and 3 s, as in section 4, and 80 cores.

1. The first of 40.

\`\`\`console
$ switchyard run some.yaml
200 jobs, 12.5 minutes, 80 %, 3 s
\`\`\`

\`\`\`console not-run
$ echo 40
\`\`\`

## Sources

- Holm: *Procedures*, 6:65, 1979.
`

describe('what covers a figure', () => {
  it('is a block that is run, which has it with three digits or with two and the unit', () => {
    const { shown, uncovered } = coverageOf(page, [])
    expect(shown.map(({ text }) => text)).toEqual(['200', '12.5', '80'])
    expect(uncovered.map(({ text, line }) => [text, line])).toEqual([
      ['7', 3],
      ['3', 4],
      ['80', 4],
      ['40', 6],
    ])
  })

  it('is a claim with words around it, over line ends', () => {
    const claims = [claim('[a link](over/18.md). It takes 80 % and {3} s, as in', cited('Holm'))]
    const { claimed, uncovered } = coverageOf(page, claims)
    expect(claimed.map(({ text }) => text)).toEqual(['80', '3'])
    expect(uncovered.map(({ text }) => text)).toEqual(['7', '80', '40'])
  })
})
