/**
 * The engine, the policies and the systems in a browser: nothing of Node is there, and the results have the same bytes.
 */
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systems } from '../../systems/catalogue.ts'
import { chromiumPath, inBrowser, launch } from '../support/chromium.ts'
import { resultsInText } from './one-experiment.ts'

describe.skipIf(chromiumPath === undefined)(`a small run of every system ${inBrowser}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it('gives the same bytes as in Node', async () => {
    const { outputFiles } = await build({
      entryPoints: ['test/systems/one-experiment.ts'],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      globalName: 'experiment',
      // Only what sends sketches over a wire needs it, which no run does.
      external: ['protobufjs'],
    })
    const page = await browser.newPage()
    const there = await page.evaluate(`${outputFiles[0]!.text}\nexperiment.resultsInText()`)
    const here = resultsInText()
    expect(there).toEqual(here)
    expect(Object.keys(here)).toEqual(Object.keys(systems))
    for (const [name, text] of Object.entries(here)) {
      if (!/^\{"/.test(text)) expect(text, name).toBe('a result')
    }
  })
})
