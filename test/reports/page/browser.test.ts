import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chartDocuments } from '../../../reports/charts/charts.ts'
import { htmlPage } from '../../../reports/page.ts'
import { chromiumPath, inBrowser, launch, open, type Screen } from '../../support/chromium.ts'
import { fourArchitectures } from '../example-results.ts'
import { longWaits } from './long-waits.ts'

const plain = fourArchitectures()
const results = {
  ...plain,
  runs: plain.runs.map(run => ({ ...run, result: { ...run.result, waits: longWaits } })),
}
const html = htmlPage(results, chartDocuments(results))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(chromiumPath === undefined)(`the page ${inBrowser}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  /** Runs in the page, whose own world the types of this project know nothing of. */
  const ask = <T>(page: Page, code: string): Promise<T> => page.evaluate(code) as Promise<T>

  async function withPage<T>(screen: Screen, use: (page: Page) => Promise<T>): Promise<T> {
    const page = await open(browser, html, screen)
    try {
      return await use(page)
    } finally {
      await page.close()
    }
  }

  const screens: Screen[] = [
    { width: 1400 },
    { width: 390 },
    { width: 1400, dark: true },
    { width: 390, dark: true },
  ]
  it.each(screens)('has no fault that an accessibility checker finds: %o', async screen => {
    const found = await withPage(screen, async page => {
      await ask(page, "for (const each of document.querySelectorAll('details')) each.open = true")
      await ask(page, axe)
      return ask<{ violations: { id: string; nodes: { html: string }[] }[]; passes: unknown[] }>(
        page,
        'axe.run()',
      )
    })
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)).toEqual([])
    expect(found.passes.length).toBeGreaterThan(10)
  })

  it('draws every chart, and logs no error', async () => {
    await withPage({ width: 1400 }, async page => {
      const blank = await ask<string[]>(
        page,
        `[...document.querySelectorAll('canvas')].filter(canvas => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
          return data.every(part => part === 0)
        }).map(canvas => canvas.id)`,
      )
      expect(blank).toEqual([])
      expect(await ask<number>(page, "document.querySelectorAll('canvas').length")).toBe(5)
    })
  })

  // Under offers the mean at load 0.5 is 3 s; its seeds are 2.625, 3.125, 3.125 and 3.125 s.
  it('reads a chart aloud under the arrow keys, and clears it with Escape', async () => {
    await withPage({ width: 1400 }, async page => {
      const name = 'intervals-wait-first-mean-s-class-batch'
      const said = () => ask<string>(page, `document.getElementById('readout-${name}').textContent`)
      await page.focus(`#chart-${name}`)
      await page.keyboard.press('ArrowRight')
      expect(await said()).toContain('load 0.5; monolithic: 2 s (')
      expect(await said()).toContain('; offers: 3 s (')
      await page.keyboard.press('End')
      expect(await said()).toContain('load 0.9; monolithic: 8 s (')
      await page.keyboard.press('Escape')
      expect(await said()).toBe('')
    })
  })

  it('passes over headings of rows by keyboard', async () => {
    await withPage({ width: 390 }, async page => {
      await page.focus('#chart-pipeline-losses')
      await page.keyboard.press('ArrowDown')
      const said = await ask<string>(page, "document.getElementById('readout-pipeline-losses').textContent")
      expect(said).toMatch(/^lost, done after the failure: monolithic; work: 0 core-hours/)
    })
  })

  it('can be walked through by the Tab key: every chart, every table that scrolls, every fold', async () => {
    await withPage({ width: 390 }, async page => {
      const reached = new Set<string>()
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab')
        reached.add(
          await ask<string>(
            page,
            'document.activeElement.id || document.activeElement.className || document.activeElement.tagName',
          ),
        )
      }
      const charts = chartDocuments(results).map(({ id }) => `chart-${id}`)
      expect([...charts, 'scroll', 'SUMMARY'].filter(each => !reached.has(each))).toEqual([])
      const before = await ask<number>(page, "document.querySelector('.scroll').scrollLeft")
      await page.focus('.scroll')
      await page.keyboard.press('ArrowRight')
      await expect
        .poll(() => ask<number>(page, "document.querySelector('.scroll').scrollLeft"))
        .toBeGreaterThan(before)
    })
  })

  it('shows the verdict on a narrow screen, and says where a table goes on', async () => {
    await withPage({ width: 390 }, async page => {
      const cells = await ask<{ right: number; hint: boolean }>(
        page,
        `(() => {
          const table = document.querySelector('.scroll')
          const cell = [...table.querySelectorAll('td')].find(each => /lower|higher|not/.test(each.textContent))
          return { right: cell.getBoundingClientRect().right, hint: !table.previousElementSibling.hidden }
        })()`,
      )
      expect(cells.right).toBeLessThanOrEqual(390)
      expect(cells.hint).toBe(true)
      // The page itself never scrolls sideways.
      expect(await ask<number>(page, 'document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    })
  })

  it('hides no column of a table without saying so on a wide screen', async () => {
    await withPage({ width: 1400 }, async page => {
      const silent = await ask<number>(
        page,
        `[...document.querySelectorAll('.scroll')].filter(each =>
          each.scrollWidth > each.clientWidth + 1 && each.previousElementSibling.hidden).length`,
      )
      expect(silent).toBe(0)
    })
  })
})
