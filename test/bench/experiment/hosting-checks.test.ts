import { expect, test } from 'vitest'
import { faultsOf, smallest } from './given.ts'

test('a framework that keeps nothing up hosts no schedulers', async () => {
  const text = (name: string, host: string) =>
    faultsOf(
      smallest.replace('system: monolithic', `system: ${name}`) +
        `frameworks:\n  marathon: { hosting: { by: ${host} } }\n`,
    )
  expect(await text('metronome-0.1', 'metronome')).toMatchInlineSnapshot(
    `"x.yaml:8:30: frameworks.marathon.hosting.by: found "metronome", a framework of the kind metronome, expected one that keeps schedulers up: Metronome starts a run that has failed again under restart: on-failure alone"`,
  )
  expect(await text('chronos-3', 'chronos')).toMatchInlineSnapshot(
    `"x.yaml:8:30: frameworks.marathon.hosting.by: found "chronos", a framework of the kind chronos-3, expected one that keeps schedulers up: Chronos gives a job up that has failed more often than its retries, and keeps nothing up"`,
  )
  expect(await text('kafka-mesos', 'kafka')).toMatchInlineSnapshot(
    `"x.yaml:8:30: frameworks.marathon.hosting.by: found "kafka", a framework of the kind kafka, expected one that keeps schedulers up: Kafka launches brokers and nothing else"`,
  )
})
