/**
 * A framework that is PARTITION_AWARE waits for tasks on an agent that was given up (Mesos at head). The agent is cut off from 100 to
 * 300 s, given up at 180 s, and back within a second after 300 s.
 */
import { describe, expect, test } from 'vitest'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import { checkMesos } from '../../../systems/mesos/checks.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../../systems/mesos/spec.ts'
import { type Staging, stagedRun } from '../../support/staged-run.ts'
import type { WrittenJob } from '../../support/watched-run.ts'

function system(name: string, wait: number, changes: Partial<MesosSpec> = {}) {
  const base = systems[name]!
  const partitions = [{ at: 100 * SECOND, lasts: 200 * SECOND, machines: [0] }]
  return {
    name,
    ...base,
    root: { ...(base.root as MesosSpec), partitions, ...changes },
    frameworks: base.frameworks.map(
      (each): MesosFrameworkSpec => (each.name === 'batch' ? { ...each, waitForUnreachable: wait } : each),
    ),
  }
}

const run = (spec: SystemSpec, jobs: readonly WrittenJob[], staging: Staging = {}) =>
  stagedRun(spec, new Machines([4000, 4000], [8192, 8192]), jobs, staging)

/** As large as an agent: with another such job there is no place for a third. */
const whole = (run: number): WrittenJob => ({ submit: 0, run, cores: 4 })
const secondsOf = (line: string) => Number(line.split(' ')[0])
const ofFirst = (log: readonly string[]) => log.filter(line => line.includes('on machine 0'))

describe('tasks on an agent that was given up', () => {
  test('go on when it is back in time, and nobody has launched others', async () => {
    const { log, ends } = await run(system('mesos-head', 5 * MINUTE), [whole(1000), whole(1000)])
    expect(ofFirst(log)).toHaveLength(2)
    expect(ofFirst(log)[1]).toMatch(/^1000\.\d+ s: job . finishes/)
    expect(ends).toHaveLength(2)
  })

  test('tell that they have finished meanwhile when it is back', async () => {
    const { log, ends } = await run(system('mesos-head', 5 * MINUTE), [whole(200), whole(1000)])
    // It ends behind the partition at 200.11 s; the agent sends its update when it has registered.
    const first = ofFirst(log)[1]!
    expect(secondsOf(first)).toBeLessThan(201)
    expect(first).toContain('finishes')
    const heard = secondsOf(ends.find(line => line.includes(first.match(/job \d/)![0]))!)
    expect(heard).toBeGreaterThan(300)
    expect(heard).toBeLessThan(301.1)
  })

  test('are lost when the framework has waited long enough', async () => {
    const { log } = await run(system('mesos-head', MINUTE), [whole(1000), whole(2000)])
    const [, lost, again] = ofFirst(log)
    // 180 + 60 s; the agent is back after 300 s, and the job starts anew.
    expect(lost).toMatch(/^240 s: job . is lost/)
    expect(secondsOf(again!)).toBeGreaterThan(300.1)
    expect(secondsOf(again!)).toBeLessThan(301.2)
  })

  test('that died with it are waited for, too', async () => {
    const { log } = await run(system('mesos-head', 2 * MINUTE, { partitions: [] }), [whole(1000)], {
      script: { 100: stage => stage.machineDown(stage.cluster.tasks.machine[0]!) },
    })
    // Lost at 100 s, given up at 180 s, waited for until 300 s, heard 1 ms later; a pause of 1 s, and 109 ms to the start.
    expect(secondsOf(log.filter(line => line.includes('starts'))[1]!)).toBeCloseTo(301.11, 3)
  })

  test('are waited for while no master leads', async () => {
    const { log } = await run(system('mesos-head', MINUTE, { masterFailures: [235 * SECOND] }), [
      whole(1000),
      whole(2000),
    ])
    expect(ofFirst(log)[1]).toMatch(/^240 s: job . is lost/)
  })

  test('cannot be waited for in 1.0, nor by frameworks that know what to do', () => {
    const [fault] = checkMesos(system('mesos-1.0', MINUTE))
    expect(fault).toMatchObject({ at: ['wait-for-unreachable'], remedy: 'leave it out, or take mesos-head' })
    const base = system('mesos-head', MINUTE)
    const frameworks = base.frameworks.map(each => ({ ...each, kind: 'marathon-head' }))
    expect([...checkMesos({ ...base, frameworks })].map(({ expected }) => expected)).toEqual([
      'nothing: what it does about unreachable tasks is built in',
    ])
  })
})
