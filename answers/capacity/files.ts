/**
 * The files of a capacity answer: `plan.json` with all numbers, and its charts.
 */
import type { MeanInterval } from '../../reports/statistics/mean-interval.ts'
import { writeAnswer } from '../answer-files.ts'
import type { CapacityAnswer, CapacityRequest } from './capacity.ts'
import { capacityCharts, headroomCharts } from './chart.ts'
import { frontierCharts } from './frontier.ts'
import type { Grown, Headroom } from './headroom.ts'
import { answerSentences } from './sentences.ts'

/** The answer as one document, the same bytes on every machine. */
export function capacityDocument(request: CapacityRequest, answers: readonly CapacityAnswer[]): object {
  const { axis, goals, alpha, looks, indifference } = request
  const confidence = Number((1 - alpha).toPrecision(12))
  return {
    along: axis.key,
    goals: goals.map(({ text }) => text),
    confidence,
    indifference,
    seeds: looks,
    answers: answers.map(answer => ({
      axes: answer.axes,
      value: answer.value ?? null,
      sentences: answerSentences(goals, axis, answer, request),
      seedsToTell: answer.seedsToTell ?? null,
      tested: answer.tested.map(({ value, side, seeds, means }) => ({
        value,
        side,
        seeds,
        goals: means.map(ends),
      })),
      replication: answer.replication,
      ...(answer.cost !== undefined && { cost: { ...answer.cost, least: answer.cost.least ?? null } }),
      ...(answer.headroom !== undefined && { headroom: headroomDocument(answer.headroom) }),
    })),
  }
}

function headroomDocument({ grown, most }: Headroom): object {
  const grownDocument = ({ growth, side, seeds, means }: Grown) => ({
    growth,
    side,
    seeds,
    goals: means.map(ends),
  })
  return {
    grown: grown.map(grownDocument),
    ...(most !== undefined && {
      mostGrowth: most.growth,
      next: most.next === undefined ? null : grownDocument(most.next),
    }),
  }
}

function ends({ mean, low, high }: MeanInterval): object {
  return { mean, low, high }
}

/** Writes them into the folder; returns their paths. */
export async function writeCapacity(
  folder: string,
  request: CapacityRequest,
  answers: readonly CapacityAnswer[],
): Promise<string[]> {
  const { goals, axis } = request
  const charts = [
    ...capacityCharts(goals, axis, answers),
    ...headroomCharts(goals, axis, answers),
    ...frontierCharts(answers),
  ]
  return writeAnswer(folder, 'plan.json', capacityDocument(request, answers), charts)
}
