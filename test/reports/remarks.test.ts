import { expect, it } from 'vitest'
import { markdownSummary } from '../../reports/markdown-summary.ts'
import { htmlPage } from '../../reports/page.ts'
import { remarks } from '../../reports/remarks.ts'
import { terminalTable } from '../../reports/terminal-table.ts'
import type { Remark } from '../../sim/measure/result.ts'
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
  const said = [
    'Trace: 4 to 5 jobs dropped: no processors; `switchyard trace info` says where.',
    'Trace: 1 job left out by trace.from.',
  ]
  expect(remarks(results)).toEqual(said)
  for (const remark of said) {
    expect(terminalTable(results, 200)).toContain(remark)
    expect(markdownSummary(results)).toContain(`- ${remark.replaceAll('`', '\\`')}`)
    expect(htmlPage(results, [])).toContain(remark)
  }
  expect(terminalTable(base, 200)).not.toContain('Trace:')
})

it('what is not simulated of a pipeline file is said of its stages, and is nothing that a look into a log could tell', () => {
  const remark = { remark: 'simulated without what a.json says of their files', count: 3, about: 'pipelines' }
  const runs = base.runs.map(run => ({ ...run, result: { ...run.result, remarks: [remark as Remark] } }))
  expect(remarks({ runs })).toEqual([
    'Pipelines: 3 stages simulated without what a.json says of their files.',
  ])
})

it('pods that drains are not rid of are told of, with why', () => {
  const given = (count: number) => {
    const remark = { remark: 'a PodDisruptionBudget allows no disruption', count, about: 'drained pods' }
    return {
      runs: base.runs.map(run => ({ ...run, result: { ...run.result, remarks: [remark as Remark] } })),
    }
  }
  expect(remarks(given(1))).toEqual([
    'Drains: 1 pod is still on a machine that is drained at the end of a run: a PodDisruptionBudget allows no disruption.',
  ])
  expect(remarks(given(3))[0]).toMatch(/^Drains: 3 pods are still on a machine/)
})

it('apps that wait for a machine that is not there are told of, with the systems where not all are alike', () => {
  const given = (count: number, ...systems: string[]) => ({
    runs: base.runs.map(run => ({
      ...run,
      result: {
        ...run.result,
        remarks: systems.includes(String(run.axes['system']))
          ? [{ remark: 'zone:GROUP_BY', count, about: 'apps' } as const]
          : [],
      },
    })),
  })
  const all = [...new Set(base.runs.map(({ axes }) => String(axes['system'])))]
  expect(remarks(given(2, ...all))).toEqual(['Apps: 2 wait for ever: no machine meets zone:GROUP_BY.'])
  expect(remarks(given(1, 'offers'))).toEqual([
    'Apps: 1 waits for ever under offers: no machine meets zone:GROUP_BY.',
  ])
})

it('fields of definitions that are not honoured are named once, with the systems where not all are alike', () => {
  const remark = { remark: 'env, fetch', count: 2, about: 'definitions' } as const
  const given = (...systems: string[]) => ({
    runs: base.runs.map(run => ({
      ...run,
      result: { ...run.result, remarks: systems.includes(String(run.axes['system'])) ? [remark] : [] },
    })),
  })
  const all = [...new Set(base.runs.map(({ axes }) => String(axes['system'])))]
  expect(remarks(given(...all))).toEqual([
    'Definitions: 2 apps, with fields that are not honoured: env, fetch.',
  ])
  expect(remarks(given('offers'))).toEqual([
    'Definitions: 2 apps, with fields that are not honoured under offers: env, fetch.',
  ])
})
