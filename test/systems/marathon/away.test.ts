import { test } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { agents, marathonOf } from '../../support/marathon-run.ts'
import { stagedRun } from '../../support/staged-run.ts'

const service = (tasks: number, more: object = {}) => ({ submit: 10, run: NEVER, tasks, ...more })
async function cut(name: any, changes: any, at: number, lasts: number, until = 1000, script: any = {}) {
  const first = await stagedRun(marathonOf(name, changes), agents(2), [service(1)], { until: 20 * SECOND })
  const machine = Number(first.log[0]!.at(-1))
  const run = await stagedRun(
    marathonOf(name, changes, { partitions: [{ at: at * SECOND, lasts: lasts * SECOND, machines: [machine] }] }),
    agents(2), [service(1)], { until: until * SECOND, script })
  console.log(JSON.stringify(changes), at, lasts, run.log, run.result.rows[0]!.numbers['available_share'], run.result.rows[0]!.numbers['cpu_used_share'])
}
test('x', async () => {
  const un = (a: number, b: number) => ({ unreachable: { inactiveAfter: a * SECOND, expungeAfter: b * SECOND } })
  await cut('marathon-head', un(600, 700), 100, 200)
  await cut('marathon-head', un(60, 700), 100, 200)
  await cut('marathon-head', { ...un(60, 700), killSelection: 'OLDEST_FIRST' }, 100, 200)
  await cut('marathon-head', {}, 100, 150)
  await cut('marathon-head', {}, 100, 300)
  await cut('marathon-head', { unreachable: 'disabled' }, 100, 300)
  await cut('marathon-head', { unreachable: 'disabled' }, 10.003, 5)
  await cut('marathon-head', { unreachable: 'disabled' }, 10.003, 300)
  await cut('dcos-1.8', { }, 100, 400)
})
