import { describe, expect, it } from 'vitest'
import { chartDocuments } from '../../../reports/charts/charts.ts'
import { fourArchitectures } from '../example-results.ts'

describe('the charts of an experiment', () => {
  it('come in order, headline first, and without those that have nothing to show', () => {
    expect(chartDocuments(fourArchitectures()).map(({ id }) => id)).toEqual([
      'intervals-wait-first-mean-s-class-batch',
      'utilisation',
      'intervals-busy-share-all',
      'intervals-conflict-ratio-all',
      'pipeline-losses',
    ])
  })

  it('are not drawn twice when the headline is one of them', () => {
    const ids = chartDocuments(fourArchitectures({ headline: { number: 'busy_share', of: 'all' } })).map(
      ({ id }) => id,
    )
    expect(ids.filter(id => id === 'intervals-busy-share-all')).toHaveLength(1)
  })

  it('are plain data: a page can hold them as JSON and read the same again', () => {
    for (const { config } of chartDocuments(fourArchitectures())) {
      expect(JSON.parse(JSON.stringify(config))).toStrictEqual(config)
    }
  })

  it('give a system the same colour in each of them', () => {
    const colours = chartDocuments(fourArchitectures())
      .flatMap(({ config }) => config.data.datasets)
      .filter(({ label }) => label === 'offers')
      .map(({ borderColor }) => borderColor)
    expect(colours.length).toBeGreaterThan(1)
    expect(new Set(colours)).toEqual(new Set(['#ce7e03']))
  })

  it('are none if nothing ran', () => {
    expect(chartDocuments({ ...fourArchitectures(), runs: [] })).toEqual([])
  })
})
