/**
 * A real browser for tests of the page: the one of the system, since none is downloaded.
 */
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

/** Where a browser is, or undefined: then its tests are skipped, and their name says why. */
export const chromiumPath = [
  process.env['CHROME_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
].find(path => path !== undefined && path !== '' && existsSync(path))

/** For the name of a suite that needs the browser. */
export const inBrowser =
  chromiumPath === undefined
    ? 'in a browser (skipped: no /usr/bin/chromium, and CHROME_PATH names none)'
    : 'in a browser'

/** Starts it, with a home of its own, since it writes there; it reaches nothing outside the machine. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath!,
    env: { ...process.env, HOME: mkdtempSync(join(tmpdir(), 'home-')) },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface Screen {
  readonly width: number
  readonly dark?: boolean
}

/** Opens a page from its text, as a file from disk would be. */
export async function open(browser: Browser, html: string, { width, dark = false }: Screen): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    bypassCSP: true,
  })
  await page.setContent(html)
  return page
}
