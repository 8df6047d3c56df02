import { describe, expect, test } from 'vitest'
import { faultsOf, plan, smallest } from './given.ts'

const pipelines = (more: string, until = '1 h') => `name: Bounds
system: monolithic
machines: { count: 10, cpu: 16, memory: 64 GiB }
workload:
  pipelines: { interarrival: 100 s, duration: 10 ms, ${more} }
until: ${until}
seeds: 1
`

describe('what is too much', () => {
  test('of stages is told where it stands, before anything runs', async () => {
    expect(await faultsOf(pipelines('layers: 1000, width: 101'))).toBe(
      'x.yaml:5:62: workload.pipelines.layers: found pipelines of up to 101000 stages, expected at most 100000 (layers × width); make layers or width smaller, or spread them less',
    )
    // Of ten thousand draws with mean 20 000 the longest is about 20 000 × ln 10 000 = 184 206.8.
    expect(await faultsOf(pipelines('layers: 1, width: exponential 20000'))).toMatch(
      /^x\.yaml:5:72: workload\.pipelines\.width: found pipelines of up to 184207 stages,/,
    )
    expect((await plan(pipelines('layers: 100000, width: 1'))).runs).toHaveLength(1)
  })

  test('of schedulers is told as the product that it is', async () => {
    const more = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8 }
    const frameworks = Object.keys(more).map(name => `${name}: { kind: batch, takes: [${name}] }`)
    const text = `${smallest.replace('monolithic', 'shared-state')}root: { schedulers: 10000 }\n`
    expect(await faultsOf(`${text}frameworks: { ${frameworks.join(', ')} }\n`)).toMatch(
      /root\.schedulers: found 110000 schedulers \(11 frameworks × 10000\), expected at most 100000$/m,
    )
    expect(await faultsOf(text)).toBe('no faults')
  })

  test('or too little for the model of Lublin and Feitelson is told', async () => {
    const text = smallest
      .replace(/workload:\n.*\n/, 'lublin: { jobs: 10, processors: 8 }\n')
      .replace('monolithic', 'batch-fcfs')
    expect(await faultsOf(text)).toMatch(
      /^x\.yaml:4:33: lublin\.processors: found 8, expected a whole number of at least 10/,
    )
    expect(await faultsOf(text.replace('processors: 8', 'processors: 2147483647'))).toMatch(
      /found 2147483647, expected a whole number from 10 to 1073741824/,
    )
  })
})

describe('what would stand still or fail in every run', () => {
  test('is a service that arrives after the last submission', async () => {
    const text = (until: string) =>
      smallest.replace(/jobs: .*/, 'services: { count: 2, within: 2 h }').replace('until: 1 h', until)
    expect(await faultsOf(text('until: 1 h'))).toBe(
      'x.yaml:5:33: workload.services.within: found services that arrive within 7200 s, expected at most the 3600 s in which jobs are submitted; shorten within, or set until or submit-until later',
    )
    expect(await faultsOf(text('until: 2 h'))).toBe('no faults')
    expect(
      await faultsOf(text('until: 3 h').replace('workload:', 'workload:\n  submit-until: 90 min')),
    ).toMatch(/at most the 5400 s/)
  })

  test('is a pause of no length', async () => {
    expect(await faultsOf(`${smallest}root: { retry-after: 0 s }\n`)).toMatch(
      /^x\.yaml:7:22: root\.retry-after: found "0 s", expected /,
    )
    const offers = smallest.replace('monolithic', 'offers')
    expect(await faultsOf(`${offers}root: { interval: 0 s, decline-filter: 0 s }\n`)).toBe(
      'x.yaml:7:40: root.decline-filter: found an interval and a decline-filter of 0 s (system "offers"), expected one of them above 0 s: what was declined would be offered again at the same instant, for ever',
    )
    const own = offers.replace('offers', 'mine')
    expect(
      await faultsOf(
        `${own}systems: { mine: { like: offers, root: { interval: 0 s, decline-filter: 0 s } } }\n`,
      ),
    ).toMatch(/^x\.yaml:7:73: systems\.mine\.root\.decline-filter: found an interval/)
    expect(await faultsOf(`${offers}root: { interval: 0 s }\n`)).toBe('no faults')
  })

  test('is a pipeline that a framework of another kind takes', async () => {
    const text = `${pipelines('class: etl')}`
    expect(await faultsOf(text)).toBe(
      'x.yaml:5:3: workload.pipelines: found pipelines of class "etl", which "batch" of "monolithic" takes, a framework of the kind batch, expected one of the kind pipelines, metronome-head, chronos or chronos-3; let such a framework take their class',
    )
    expect(await faultsOf(`${text}frameworks: { pipelines: { takes: [etl] } }\n`)).toBe('no faults')
  })
})
