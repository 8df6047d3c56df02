import { describe, expect, it } from 'vitest'
import { chartDocuments } from '../../reports/charts/charts.ts'
import { escaped } from '../../reports/escaped.ts'
import type { ExperimentResults } from '../../reports/experiment-results.ts'
import { finding } from '../../reports/finding.ts'
import { pageScript } from '../../reports/page/bundle.ts'
import { type Item, readout } from '../../reports/page/readout.ts'
import { inlineJson } from '../../reports/page/text.ts'
import { htmlPage } from '../../reports/page.ts'
import { withUnitsHeld } from '../../reports/units-held.ts'
import { experiment, fourArchitectures } from './example-results.ts'

const results = fourArchitectures()
const documents = chartDocuments(results)
const page = htmlPage(results, documents)
/** The page without what stands in its scripts. */
const markup = page.replaceAll(/(<script[^>]*>)[\s\S]*?<\/script>/g, '$1</script>')

describe('the page', () => {
  it('says the finding first, then the comparison, the charts and where the numbers come from', () => {
    const inOrder = [
      results.question,
      withUnitsHeld(finding(results)),
      'not distinguishable</td>',
      ...documents.map(({ title }) => withUnitsHeld(title)),
      'Where the numbers come from',
      'a'.repeat(64),
    ]
    const places = inOrder.map(text => markup.indexOf(text))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it('loads nothing: no address, no reference, and a policy that forbids both', () => {
    expect(markup).toContain("default-src 'none'")
    expect(markup.match(/https?:|\/\/\w|@import|url\(/g)).toBeNull()
    expect(markup.match(/\s(?:src|srcset|href|action|poster|data)\s*=/g)).toBeNull()
    // In the code, addresses stand in the licences at its end alone.
    const script = pageScript()
    expect(script.slice(0, script.indexOf('/*! Bundled license')).match(/https?:/g)).toBeNull()
    expect(script.includes('</script')).toBe(false)
  })

  it('names the licences of what it contains', () => {
    for (const name of [
      'Chart.js v',
      '@kurkle/color v',
      'chartjs-plugin-annotation v',
      'chartjs-chart-error-bars',
    ]) {
      expect(pageScript().includes(name), name).toBe(true)
    }
  })

  it('holds the configurations of its charts, and a table under each', () => {
    const json = /<script type="application\/json" id="configurations">(.*?)<\/script>/.exec(page)![1]!
    expect(JSON.parse(json)).toEqual(documents.map(({ id, config }) => ({ id, config })))
    expect(markup.match(/<canvas /g)).toHaveLength(documents.length)
    expect(markup.match(/<details>/g)).toHaveLength(documents.length)
    expect(markup).toContain('<tr><th scope="row">offers</th><td>0.9</td><td class="number">12</td>')
  })

  it('is the same every time, and holds no date', () => {
    expect(htmlPage(fourArchitectures(), chartDocuments(fourArchitectures())) === page).toBe(true)
    expect(markup.includes(String(new Date().getFullYear()))).toBe(false)
  })

  it('is made without charts, and of nothing', () => {
    expect(htmlPage(results, []).includes('id="configurations">[]</script>')).toBe(true)
    const empty: ExperimentResults = { ...results, runs: [] }
    expect(htmlPage(empty, chartDocuments(empty)).includes('Where the numbers come from')).toBe(true)
  })
})

describe('hostile names', () => {
  const evil = '</script><script>alert(1)</script>'
  const quote = `"><img src=x onerror='alert(2)'>`
  const hostile = experiment(
    [
      { name: 'system', values: [evil, quote] },
      { name: '<b>load</b>', values: [0.5, 0.9] },
    ],
    ['<i>oak</i>', 'elm'],
    ({ system }) => ({ all: { wait_first_mean_s: system === evil ? 1 : 2, busy_share: 0.5 } }),
    {
      name: `<title>${evil}`,
      question: `Is ${evil} ${quote}?`,
      headline: { number: 'wait_first_mean_s', of: 'all' },
      provenance: { ...results.provenance, seeds: ['<i>oak</i>'], inputs: { [`${quote}.yaml`]: evil } },
    },
  )
  const hostilePage = htmlPage(hostile, chartDocuments(hostile))

  it('become text, never markup', () => {
    const markupOf = (part: string): number => hostilePage.split(part).length - 1
    expect(['<script>alert', '<img', '<i>', '<b>'].map(markupOf)).toEqual([0, 0, 0, 0])
    expect(markupOf('&lt;/script&gt;&lt;script&gt;alert(1)')).toBeGreaterThan(5)
    // The page has two scripts of its own, data and code, and one title.
    expect(['<script', '</script', '<title>'].map(markupOf)).toEqual([2, 2, 1])
  })

  it('arrive in the charts as they are', () => {
    const json = /id="configurations">(.*?)<\/script>/.exec(hostilePage)![1]!
    expect(JSON.parse(json)[0].config.data.datasets[0].label).toBe(evil)
  })

  it('are escaped one by one', () => {
    expect(escaped(`<a href="x">&'`)).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;')
    expect(escaped('\u0001\tb\u001b[31m\ud800\uffff\n東🚂')).toBe('\ufffd\tb\ufffd[31m\ufffd\ufffd\n東🚂')
    expect(inlineJson({ a: '<!-- </script>' })).toBe('{"a":"\\u003c!-- \\u003c/script>"}')
    expect(JSON.parse(inlineJson({ a: '<!-- </script>' }))).toEqual({ a: '<!-- </script>' })
  })
})

describe('numbers and units', () => {
  it('are held together, and words apart', () => {
    expect(withUnitsHeld('is 12.2 min (228 %) under 3 systems, 10 paired seeds')).toBe(
      'is 12.2\u00a0min (228\u00a0%) under 3 systems, 10 paired seeds',
    )
  })
})

describe('what is read under the pointer', () => {
  const scale = (type: string, unit: string, text?: string | string[]) => ({
    type,
    options: { unit, ...(text === undefined ? {} : { title: { text } }) },
    getLabelForValue: (value: number) => `${value / 60} min`,
  })
  const item = (x: ReturnType<typeof scale>, y: ReturnType<typeof scale>, parsed: Item['parsed']): Item => ({
    dataIndex: 1,
    parsed,
    raw: parsed,
    dataset: { label: 'offers' },
    chart: { data: { labels: ['0.5', ['shared-', 'state']] }, scales: { x, y }, options: {} },
  })

  it('has units and three digits', () => {
    const at = item(scale('linear', 'h'), scale('linear', '%'), { x: 13.875, y: 89.7789 })
    expect(readout.title([at])).toBe('13.9 h')
    expect(readout.label(at)).toBe('offers: 89.8 %')
    expect(readout.label(item(scale('linear', 'h'), scale('linear', ''), { x: 1, y: 1234.5 }))).toBe(
      'offers: 1,235',
    )
  })

  it('says the interval, and names of several lines in one', () => {
    const at = item(scale('category', ''), scale('logarithmic', 'duration'), {
      x: 1,
      y: 120,
      yMin: 60,
      yMax: 240,
    })
    expect(readout.title([at])).toBe('shared-state')
    expect(readout.label(at)).toBe('offers: 2 min (1 min to 4 min)')
    expect(readout.label({ ...at, raw: { cut: true } })).toBe('offers: 2 min (up to 4 min)')
    expect(readout.title([item(scale('category', '', 'load'), scale('linear', ''), { x: 1, y: 1 })])).toBe(
      'load shared-state',
    )
    expect(readout.title([])).toBe('')
  })

  it('names the place on an axis of numbers, and what a row stands under', () => {
    const at = item(scale('linear', '', ['load, logarithmic axis']), scale('linear', '%'), { x: 0.9, y: 50 })
    expect(readout.title([at])).toBe('load 0.9')
    const row = item(scale('linear', 'core-hours'), scale('category', ''), { x: 13, y: 1, xMin: 6, xMax: 20 })
    const lying: Item = {
      ...row,
      raw: { group: 'saved by cancelling' },
      chart: { ...row.chart, options: { indexAxis: 'y' } },
    }
    expect(readout.title([lying])).toBe('saved by cancelling: shared-state')
    expect(readout.label(lying)).toBe('offers: 13 core-hours (6 core-hours to 20 core-hours)')
    expect(readout.label({ ...lying, raw: { zero: true } })).toContain('offers: 0 (')
  })
})
