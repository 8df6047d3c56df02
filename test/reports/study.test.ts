import { describe, expect, it } from 'vitest'
import { chartDocuments } from '../../reports/charts/charts.ts'
import { type Study, studySentence, whatFailed } from '../../reports/study/study.ts'
import { studyPage } from '../../reports/study/study-page.ts'
import { studySummary } from '../../reports/study/study-summary.ts'
import { fourArchitectures } from './example-results.ts'

/** Offers wait 4 s longer than monolithic at load 0.9, in all four seeds by 3.5 or 4.5 s (see example-results.ts). */
const expecting = fourArchitectures({
  name: 'Two loads',
  hypotheses: [
    {
      kind: 'hypothesis',
      says: 'Offers wait longer.',
      number: 'wait_first_mean_s',
      of: 'class:batch',
      at: { system: 'offers', load: 0.9 },
      minus: { system: 'monolithic' },
      expected: { written: 'higher', verdicts: ['higher'] },
    },
    {
      kind: 'check',
      says: 'Nobody <waits>.',
      number: 'wait_first_mean_s',
      of: 'class:batch',
      at: { system: 'offers', load: 0.9 },
      expected: { written: 'at most 1 s', high: { value: 1, open: false } },
    },
  ],
})
const plain = fourArchitectures({ name: 'Again', question: 'Again?' })
const study: Study = {
  title: 'Two experiments',
  members: [
    { folder: 'one', results: expecting, chart: chartDocuments(expecting)[0]! },
    { folder: 'two', results: plain, chart: chartDocuments(plain)[0]! },
  ],
}

describe('several experiments', () => {
  it('say together what held, and name what did not', () => {
    expect(studySentence(study)).toBe(
      '2 experiments. 1 of 1 hypothesis held; 0 of 1 check came out, 1 did not come out.',
    )
    expect(whatFailed(study)).toEqual(['Two loads: Nobody <waits>.'])
    expect(studySentence({ ...study, members: study.members.slice(1) })).toBe('1 experiment.')
  })

  it('are one page with a chart of each, whose ids differ, and links to each', () => {
    const page = studyPage(study)
    const ids = [...page.matchAll(/<canvas id="canvas-([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toEqual([
      'one-intervals-wait-first-mean-s-class-batch',
      'two-intervals-wait-first-mean-s-class-batch',
    ])
    const data = /id="configurations">(.*?)<\/script>/s.exec(page)![1]!
    expect(JSON.parse(data).map(({ id }: { id: string }) => id)).toEqual(ids)
    expect(page).toContain('<a href="one/report.html">')
    expect(page).toContain('<li><a href="#two">Again?</a></li>')
    expect(page).not.toContain('<waits>')
    expect(studyPage(study)).toBe(page)
  })

  it('are one Markdown page, with pictures where they were drawn', () => {
    const summary = studySummary(study, true)
    expect(summary).toContain('## Again?')
    expect(summary).toContain('### Hypothesis, held: Offers wait longer.')
    expect(summary).toContain('(two/charts/intervals-wait-first-mean-s-class-batch.png)')
    expect(studySummary(study, false)).not.toContain('.png')
  })
})
