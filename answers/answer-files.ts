/**
 * The files of an answer: a document with all numbers, and its charts.
 */
import { join } from 'node:path'
import { writeWhole } from '../bench/run/whole-file.ts'
import type { ChartDocument } from '../reports/charts/chart-document.ts'
import { renderPng, renderSvg } from '../reports/charts/render.ts'

/** Writes them into the folder, each whole, and returns their paths: the document first, then a PNG and an SVG of each chart. */
export async function writeAnswer(
  folder: string,
  name: string,
  document: object,
  charts: readonly ChartDocument[],
): Promise<string[]> {
  const path = join(folder, name)
  await writeWhole(path, `${JSON.stringify(document, null, 2)}\n`)
  const written = [path]
  for (const chart of charts) {
    for (const [kind, draw] of [
      ['png', renderPng],
      ['svg', renderSvg],
    ] as const) {
      const picture = join(folder, 'charts', `${chart.id}.${kind}`)
      await writeWhole(picture, draw(chart))
      written.push(picture)
    }
  }
  return written
}
