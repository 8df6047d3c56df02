import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { chartDocuments } from '../../../reports/charts/charts.ts'
import { type Drawable, layout, renderPng, renderSvg } from '../../../reports/charts/render.ts'
import { fourArchitectures } from '../example-results.ts'

const documents = chartDocuments(fourArchitectures())
const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')

/** Two bars of 1 and 3, one of them with whiskers. */
const bars: Drawable = {
  id: 'waits',
  title: 'Waits of a & b',
  message: 'Less is <better>.',
  config: {
    type: 'barWithErrorBars',
    data: {
      labels: ['a', 'b'],
      datasets: [{ label: 'wait', data: [{ y: 1 }, { y: 3, yMin: 2, yMax: 4 }], backgroundColor: '#0072b2' }],
    },
    options: { animation: false },
  },
}

/** How often a text occurs. */
const count = (text: string, part: string): number => text.split(part).length - 1

describe('a chart as a file', () => {
  it('is a PNG of twice the layout', () => {
    const png = renderPng(bars)
    // After 8 bytes of signature and 8 of chunk header, IHDR begins with width and height.
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * layout.width, 2 * layout.height])
  })

  it('is an SVG that scales, and whose text is paths', () => {
    const svg = renderSvg(bars, { width: 640, height: 360 })
    expect(svg).toContain('width="640" height="360" viewBox="0 0 640 360"')
    expect(svg).not.toMatch(/<text|font-family|<image/)
    // One for each bar, one for the legend.
    expect(count(svg, 'fill="#0072B2"')).toBe(3)
  })

  it('is as high as its rows, where it says so', () => {
    const png = renderPng({ ...bars, height: 300 })
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * layout.width, 600])
  })

  it('has a name and an explanation for those who do not see it', () => {
    const svg = renderSvg(bars)
    expect(svg).toContain('<svg role="img" aria-labelledby="waits-title waits-desc"')
    expect(svg).toContain(
      '<title id="waits-title">Waits of a &amp; b</title><desc id="waits-desc">Less is &lt;better&gt;.</desc>',
    )
  })

  it('shows whiskers only where there are some', () => {
    const without = structuredClone(bars) as unknown as {
      config: { data: { datasets: { data: object[] }[] } }
    }
    without.config.data.datasets[0]!.data[1] = { y: 3 }
    expect(count(renderSvg(bars), '<path')).toBeGreaterThan(
      count(renderSvg(without as unknown as Drawable), '<path'),
    )
  })

  it('leaves its configuration as it was', () => {
    const before = structuredClone(bars)
    renderPng(bars)
    renderSvg(bars)
    expect(bars).toStrictEqual(before)
  })

  it('has the same bytes when it is drawn again, whatever was drawn between', () => {
    const draw = () => documents.map(each => [renderPng(each), renderSvg(each)].map(sha256))
    expect(draw()).toEqual(draw())
  })

  it('has the same bytes in a fresh process with another language, time zone and order', () => {
    const url = (path: string) => JSON.stringify(pathToFileURL(resolve(path)).href)
    const code = `
      import { createHash } from 'node:crypto'
      import { chartDocuments } from ${url('reports/charts/charts.ts')}
      import { renderPng, renderSvg } from ${url('reports/charts/render.ts')}
      import { fourArchitectures } from ${url('test/reports/example-results.ts')}
      const sha256 = data => createHash('sha256').update(data).digest('hex')
      const hashes = chartDocuments(fourArchitectures())
        .reverse()
        .map(each => [each.id, sha256(renderSvg(each)), sha256(renderPng(each))])
      process.stdout.write(JSON.stringify(hashes.reverse()))`
    const env = { ...process.env, LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', TZ: 'Asia/Tokyo' }
    const output = execFileSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', code],
      { env, encoding: 'utf8' },
    )
    expect(JSON.parse(output)).toEqual(
      documents.map(each => [each.id, sha256(renderSvg(each)), sha256(renderPng(each))]),
    )
  })
})
