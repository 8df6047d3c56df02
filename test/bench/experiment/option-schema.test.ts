import { describe, expect, it } from 'vitest'
import { LateMap } from '../../../bench/experiment/late-map.ts'
import { inFields, keysOf } from '../../../bench/experiment/option-schema.ts'
import { validate } from '../../../bench/experiment/validation.ts'
import { fieldOf, type Options, writtenName } from '../../../systems/options.ts'

const options: Options = {
  minimumCpuMilli: { is: 'cpu', about: 'Cores.' },
  offerTimeout: { is: 'duration', zero: true, about: 'A time.' },
  preempt: { is: 'word', of: ['none', 'lowest'], absent: 'none', about: 'Whom.' },
  guarantees: {
    is: 'by-name',
    of: {
      is: 'map',
      of: {
        cpuMilli: { is: 'cpu', about: 'Cores.' },
        memoryMiB: { is: 'memory', optional: true, about: 'Memory.' },
      },
    },
    about: 'Amounts.',
  },
  parts: { is: 'list', of: { is: 'part' }, least: 1, about: 'Shares.' },
  quiet: { is: 'boolean', about: 'Or not.' },
}

const schema = new LateMap(keysOf(options)).whole

function faultsOf(value: unknown): string[] {
  const faults: string[] = []
  validate(schema, value, (path, sentence) => faults.push(`${path.join('.')}: ${sentence}`))
  return faults
}

describe('an option', () => {
  it('is written with dashes and without its unit', () => {
    expect(Object.keys(options).map(writtenName)).toEqual([
      ...['minimum-cpu', 'offer-timeout', 'preempt', 'guarantees', 'parts', 'quiet'],
    ])
    expect(fieldOf('minimum-cpu', options)).toBe('minimumCpuMilli')
    expect(fieldOf('minimumCpuMilli', options)).toBeUndefined()
  })

  it('may be left out', () => {
    expect(schema.parse({})).toEqual({})
  })

  it('is read with its unit', () => {
    // 1.5 cores are 1500 thousandths, 2 min are 120 s of a million µs, half is 50 %.
    const written = { 'minimum-cpu': 1.5, 'offer-timeout': '2 min', parts: ['50%'], quiet: false }
    expect(schema.parse(written)).toEqual({
      ...written,
      'minimum-cpu': 1500,
      'offer-timeout': 120_000_000,
      parts: [0.5],
    })
  })

  it('becomes fields of the specification, whatever it holds', () => {
    const { guarantees } = schema.parse({
      guarantees: { front: { cpu: 2, memory: '1 GiB' }, back: { cpu: 1 } },
    })
    expect(inFields(options['guarantees']!, guarantees)).toEqual({
      front: { cpuMilli: 2000, memoryMiB: 1024 },
      back: { cpuMilli: 1000 },
    })
  })

  it('has a word that stands for leaving it out', () => {
    expect(inFields(options['preempt']!, 'none')).toBeUndefined()
    expect(inFields(options['preempt']!, 'lowest')).toBe('lowest')
  })

  it('that is wrong is told in a sentence', () => {
    const wrong = {
      'minimum-cpu': 0,
      'offer-timeout': '2',
      preempt: 'lowset',
      guarantees: { front: { memory: '1 GiB', cores: 1 } },
      parts: [],
      quiet: 'yes',
    }
    expect(faultsOf(wrong)).toMatchInlineSnapshot(`
      [
        "minimum-cpu: found 0, expected a number of cores above 0 such as 16 or 0.5",
        "offer-timeout: found 2 without a unit, expected a duration such as "10 s" or "2 h"; write "2 s" if that is the unit",
        "preempt: found "lowset", expected none or lowest; did you mean "lowest"?",
        "guarantees.front.cpu: found nothing, expected a number of cores above 0 such as 16 or 0.5",
        "guarantees.front.cores: found an unknown key, expected cpu or memory; did you mean "cpu"?",
        "parts: found an empty list, expected at least one value",
        "quiet: found "yes", expected true or false",
      ]
    `)
  })
})
