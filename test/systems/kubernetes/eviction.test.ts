import { expect, it, test } from 'vitest'
import { admitEviction, counted, type EvictionBudget } from '../../../systems/kubernetes/eviction.ts'
import { selectorOf } from '../../../systems/kubernetes/selector.ts'
import { template } from './pods.ts'

const labels = new Map([['app', 'web']])
const budget = (changes: Partial<EvictionBudget> = {}): EvictionBudget => ({
  namespace: 'default',
  name: 'b',
  selector: selectorOf(labels),
  allowed: 0,
  disrupted: new Set(),
  isMet: false,
  evictsUnready: false,
  ...changes,
})
const other = budget({ name: 'c', selector: selectorOf([['app', 'db']]) })

/** What is asked, of a pod that is ready unless said, and whether the budget counts it. */
test.each([
  ['no budget is for it', true, true, [other, budget({ namespace: 'shop' })], 'evicted', null],
  ['no selector is for nobody', true, true, [budget({ selector: 'nothing' })], 'evicted', null],
  ['an empty selector is for everybody', true, true, [budget({ selector: [] })], 'too many requests', null],
  ['one may go', true, true, [other, budget({ allowed: 1 })], 'evicted', 'b'],
  ['none may go', true, true, [budget({ isMet: true })], 'too many requests', null],
  ['two budgets are for it', true, true, [budget({ allowed: 1 }), budget({ allowed: 1 })], 'refused', null],
  ['it does not run', false, false, [budget(), budget()], 'evicted', null],
  ['it is not ready, and enough others are', true, false, [budget({ isMet: true })], 'evicted', null],
  ['it is not ready, nor are others', true, false, [budget()], 'too many requests', null],
  ['it is not ready, and may always go', true, false, [budget({ evictsUnready: true })], 'evicted', null],
  ['it is not ready, and none are wanted', true, false, [budget({ allowed: 2 })], 'evicted', 'b'],
])('%s', (_, isRunning, isReady, budgets, answer, counts) => {
  const asked = admitEviction({ template: template({ labels }), isRunning, isReady }, budgets)
  expect([asked.answer, asked.counts?.name ?? null]).toEqual([answer, counts])
})

it('an empty selector is for pods without labels, too', () => {
  const asked = { template: template({}), isRunning: true, isReady: true }
  expect(admitEviction(asked, [budget({ selector: [] })]).answer).toBe('too many requests')
  expect(admitEviction(asked, [budget()]).answer).toBe('evicted')
})

it('takes one from what the budget allows', () => {
  expect(counted(budget({ allowed: 2 }), 'web-1')).toEqual(
    budget({ allowed: 1, disrupted: new Set(['web-1']) }),
  )
})
