/**
 * Goals as people write them: "p95 wait <= 60 s", "availability >= 99.9%", "mean response <= 10 min of class batch".
 */
import { inSeconds } from '../../sim/engine/time.ts'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import type { LimitedMeasure, NumberDefinition } from '../../sim/measure/result.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'
import type { Complaint } from './faults.ts'
import { didYouMean } from './nearest.ts'
import { perCent } from './ratios.ts'
import { readDuration, readNumber } from './units.ts'

interface GoalAbout {
  /** As it was written, with single spaces. */
  readonly text: string
  readonly scope: 'all' | 'class' | 'framework'
  /** '' for scope 'all'. */
  readonly name: string
  /** In seconds, or as a share, a ratio or a count. */
  readonly limit: number
}

/** A percentile of a measurement is at most a limit: at most the share `late` of the jobs may be beyond it. */
export interface PercentileGoal extends GoalAbout {
  readonly kind: 'percentile'
  readonly measure: LimitedMeasure
  /** 0.05 for the 95th percentile. */
  readonly late: number
}

/** A number of the result is at most, or at least, a limit. */
export interface NumberGoal extends GoalAbout {
  readonly kind: 'number'
  readonly number: string
  readonly holds: 'at most' | 'at least'
}

export type Goal = PercentileGoal | NumberGoal

/** What people call measurements of jobs. */
export const measureOf: Readonly<Record<string, LimitedMeasure>> = {
  wait: 'wait_first_s',
  'first wait': 'wait_first_s',
  'last wait': 'wait_last_s',
  response: 'response_s',
  slowdown: 'bounded_slowdown',
  'pipeline response': 'pipeline_response_s',
  relaunch: 'relaunch_s',
}

const EXPECTED =
  'a goal such as "p95 wait <= 60 s", "availability >= 99.9%" or "mean response <= 10 min of class batch"'

const form =
  /^(?:(?<statistic>p\d+(?:\.\d+)?|mean|median|max|largest) )?(?<what>[a-z_0-9]+(?: [a-z_]+)*) ?(?<sign><=|>=|≤|≥|<|>|=) ?(?<limit>.+?)(?: of (?<scope>class|framework)[: ](?<name>.+))?$/i

/** Reads a goal; a complaint where it is none. */
export function readGoal(written: string): Goal | Complaint {
  const text = written.trim().replace(/\s+/g, ' ')
  const groups = form.exec(text)?.groups
  const found = JSON.stringify(text)
  if (groups === undefined) return { found, expected: EXPECTED }
  const { statistic, what, sign, limit } = groups as Record<string, string>
  const about = {
    text,
    scope: (groups['scope']?.toLowerCase() ?? 'all') as Goal['scope'],
    name: groups['name']?.trim() ?? '',
  }
  if (!/[<>≤≥]=?/.test(sign!) || sign === '<' || sign === '>')
    return { found, expected: '<= or >=', remedy: `write ${sign === '>' ? '>=' : '<='}` }
  const least = sign === '>=' || sign === '≥'
  const words = what!.toLowerCase()
  const measure = Object.hasOwn(measureOf, words) ? measureOf[words]! : undefined

  if (measure !== undefined) {
    if (least)
      return {
        found,
        expected: `a ${words} that is at most something`,
        remedy: 'write <=; that jobs should wait is no goal',
      }
    const value = readLimit(limit!, measure === 'bounded_slowdown' ? 'ratio' : 's')
    if (typeof value !== 'number') return { ...value, found }
    const late = lateShare(statistic?.toLowerCase())
    if (late !== undefined) {
      if (!(late > 0 && late < 1)) return { found, expected: 'a percentile from p1 to p99.9' }
      return { ...about, kind: 'percentile', measure, late, limit: value }
    }
    const stem = measure.replace(/_s$/, '')
    const suffix = measure === stem ? '' : '_s'
    const number =
      statistic === undefined
        ? undefined
        : `${stem}_${statistic.toLowerCase() === 'mean' ? 'mean' : 'max'}${suffix}`
    if (number === undefined)
      return {
        found,
        expected: 'which of its values',
        remedy: `write p95 ${words}, mean ${words} or max ${words}`,
      }
    return numberGoal(number, about, 'at most', value, found)
  }

  if (statistic !== undefined) {
    const expected = `one of ${Object.keys(measureOf).join(', ')} after ${statistic}`
    return { found, expected, remedy: didYouMean(words, Object.keys(measureOf)) }
  }
  const number = words === 'availability' ? 'available_share' : words
  const definition = definitionOf(number)
  if (definition === undefined) {
    const known = [...Object.keys(measureOf), 'availability', ...groupNumbers.map(({ name }) => name)]
    return {
      found,
      expected: 'a number of the result; `switchyard list numbers` shows them',
      remedy: didYouMean(words, known),
    }
  }
  const value = readLimit(limit!, definition.unit)
  if (typeof value !== 'number') return { ...value, found }
  return numberGoal(number, about, least ? 'at least' : 'at most', value, found)
}

function numberGoal(
  number: string,
  about: Omit<GoalAbout, 'limit'>,
  holds: NumberGoal['holds'],
  limit: number,
  found: string,
): Goal | Complaint {
  const definition = definitionOf(number)
  if (definition === undefined) return { found, expected: 'a mean, or a percentile such as p95' }
  if (about.scope !== 'all' && !groupNumbers.includes(definition))
    return { found, expected: `no class or framework, for ${number} is about schedulers` }
  const wrongWay =
    definition.better === 'lower' ? 'at least' : definition.better === 'higher' ? 'at most' : ''
  if (holds === wrongWay)
    return {
      found,
      expected: `${number} ${definition.better === 'lower' ? '<=' : '>='} a limit, since ${definition.better} is better`,
    }
  return { ...about, kind: 'number', number, holds, limit }
}

function definitionOf(number: string): NumberDefinition | undefined {
  return [...groupNumbers, ...schedulerNumbers].find(({ name }) => name === number)
}

/** The share that may be beyond the limit; undefined for a mean or a maximum. */
function lateShare(statistic: string | undefined): number | undefined {
  if (statistic === 'median') return 0.5
  if (!statistic?.startsWith('p')) return undefined
  // As decimals, so that p95 leaves 0.05 and not 0.050000000000000044.
  return Number((100 - Number(statistic.slice(1))).toPrecision(12)) / 100
}

function readLimit(text: string, unit: NumberDefinition['unit']): number | Complaint {
  if (unit === 's') {
    const time = readDuration(text, { zero: true })
    return typeof time === 'number' ? inSeconds(time) : time
  }
  const number = unit === 'share' || unit === 'ratio' ? (perCent(text) ?? Number(text)) : Number(text)
  if (unit === 'share' && number > 1) return { found: text, expected: 'a share of at most 100%' }
  return readNumber(number, unit === 'share' ? 'a share such as 99.9%' : 'a number', { zero: true })
}
