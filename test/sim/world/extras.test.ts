import { describe, expect, it } from 'vitest'
import { Attributes } from '../../../sim/world/attributes.ts'
import { ExtrasTable, meets } from '../../../sim/world/extras.ts'

describe('what tasks ask for beyond cores and memory', () => {
  const table = () => new ExtrasTable(['gpu', 'port'])

  it('has the number 0 for nothing, and one more for everything that is written', () => {
    const extras = table()
    expect(extras.get(0)).toMatchObject({ needs: {}, impossible: false })
    expect([extras.get(0).kinds.length, extras.get(0).amounts.length]).toEqual([0, 0])
    const asked = { resources: { port: 2 }, needs: { disk: 'ssd' } }
    // Written twice, it is two numbers.
    expect([extras.add(asked), extras.add(asked)]).toEqual([1, 2])
    expect(extras.get(2)).toMatchObject({ needs: { disk: 'ssd' }, impossible: false })
  })

  it('names resources by their number among the kinds that machines have, and leaves out those of which 0 is asked', () => {
    const extras = table()
    const { kinds, amounts } = extras.get(extras.add({ resources: { port: 3, gpu: 0.5 }, needs: {} }))
    expect([[...kinds], [...amounts]]).toEqual([
      [1, 0],
      [3, 0.5],
    ])
    const none = extras.get(extras.add({ resources: { gpu: 0, fpga: 0 }, needs: {} }))
    expect([[...none.kinds], none.impossible]).toEqual([[], false])
  })

  it('is impossible where some of a resource is asked for that no machine has', () => {
    const extras = table()
    const { kinds, impossible } = extras.get(extras.add({ resources: { gpu: 1, fpga: 1 }, needs: {} }))
    expect([[...kinds], impossible]).toEqual([[0], true])
  })
})

describe('needs are met', () => {
  const attributes = new Attributes(3)
  attributes.set(0, 'disk', 'ssd')
  attributes.set(0, 'zone', 'north')
  attributes.set(1, 'disk', 'ssd')
  const meeting = (needs: Record<string, string>) =>
    [0, 1, 2].filter(machine => meets(needs, machine, attributes))

  it('by machines that have every attribute that is needed, with its value', () => {
    expect(meeting({})).toEqual([0, 1, 2])
    expect(meeting({ disk: 'ssd' })).toEqual([0, 1])
    expect(meeting({ disk: 'ssd', zone: 'north' })).toEqual([0])
    expect(meeting({ zone: 'north', disk: 'ssd' })).toEqual([0])
  })

  it('by none where no machine has the attribute, or none the value: also not by those without the attribute', () => {
    expect(meeting({ rack: 'a' })).toEqual([])
    expect(meeting({ disk: 'nvme' })).toEqual([])
  })
})
