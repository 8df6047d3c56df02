/**
 * Apps that wait for ever are told of: no machine meets their constraints.
 */
import { describe, expect, it } from 'vitest'
import { MINUTE, NEVER } from '../../../../sim/engine/time.ts'
import { agents, marathonOf } from '../../../support/marathon-run.ts'
import { stagedRun } from '../../../support/staged-run.ts'

/** Two machines, on racks a and b, the second with a kernel. */
function machines() {
  const all = agents(2)
  for (const [machine, rack] of ['a', 'b'].entries()) all.attributes.set(machine, 'rack', rack)
  all.attributes.set(1, 'kernel', '6.1')
  return all
}

async function remarksOn(name: 'dcos-1.8' | 'marathon-head', ...constraints: string[][]) {
  const jobs = [1, 2].map(cores => ({ submit: 1, run: NEVER, tasks: 1, cores }))
  const { result } = await stagedRun(marathonOf(name, { constraints }), machines(), jobs, { until: MINUTE })
  return result.remarks
}

describe.each(['dcos-1.8', 'marathon-head'] as const)('of %s', name => {
  it.each([
    [['zone', 'GROUP_BY', '3']],
    [['rack', 'LIKE', 'c.*']],
    [['rack', 'CLUSTER', 'c']],
    [['hostname', 'LIKE', 'machine-7']],
  ])('apps with %j, which no machine meets', async constraint => {
    expect(await remarksOn(name, constraint)).toEqual([
      { remark: constraint.join(':'), count: 2, about: 'apps' },
    ])
  })

  it('apps whose constraints are met by machines, but by none together', async () => {
    const constraints = [
      ['rack', 'LIKE', 'a'],
      ['kernel', 'UNIQUE'],
    ]
    expect(await remarksOn(name, ...constraints)).toEqual([
      { remark: 'rack:LIKE:a and kernel:UNIQUE', count: 2, about: 'apps' },
    ])
  })

  it.each([[['rack', 'UNIQUE']], [['zone', 'UNLIKE', 'x']], [['kernel', 'LIKE', '6.*']]])(
    'nothing of apps with %j, which some machine meets',
    async constraint => {
      expect(await remarksOn(name, constraint)).toBeUndefined()
    },
  )
})
