import { describe, expect, it } from 'vitest'
import {
  formatAmount,
  formatResources,
  parseQuantities,
  parseResources,
  resourcesFrom,
} from '../../../systems/mesos/resource-text.ts'

const again = (text: string) => formatResources(parseResources(text))

describe('the text of resources', () => {
  it.each([
    ['a scalar', 'cpus:2', 'cpus:2'],
    ['thousandths', 'cpus:0.001;mem:0.0001', 'cpus:0.001'],
    ['ranges, joined', 'ports:[ 3 - 5 , 1-2,8-9]', 'ports:[1-5,8-9]'],
    ['a set, in order', 'zone:{ b, a,, }', 'zone:{a,b}'],
    ['a role', 'cpus(a/b):1', 'cpus(a/b):1'],
    ['the role of everybody', 'cpus(*):1', 'cpus:1'],
    [
      'flags',
      'cpus{REV}:1;mem(a){REFINED}:2;disk(a){REV,REFINED}:3',
      'cpus{REV}:1;disk(a){REV,REFINED}:3;mem(a){REFINED}:2',
    ],
    ['a disk', 'disk[MOUNT]:5', 'disk[MOUNT]:5'],
    ['a shared volume with a colon in its name', 'disk(a){SHARED=x:y}:5', 'disk(a){SHARED=x:y}:5'],
    ['nothing', ' ; ;', ''],
    ['nothing of a kind', 'cpus:0;ports:[];zone:{}', ''],
  ])('may have %s', (_, text, formatted) => {
    expect(again(text)).toBe(formatted)
  })

  it.each([
    ['cpus:1;mem', "found 'mem:'"],
    ['cpus:', "found 'cpus:'"],
    ['cpus:-1', "found 'cpus:-1'"],
    ['cpus:Infinity', "found 'cpus:Infinity'"],
    ['ports:[5-3]', "found 'ports:[5-3]', expected ranges"],
    ['ports:[x1-2]', "found 'ports:[x1-2]', expected ranges"],
    ['ports:[1-2x]', "found 'ports:[1-2x]', expected ranges"],
    ['ports:[5]', "found 'ports:[5]', expected ranges"],
    ['ports:[1-2', "found 'ports:[1-2', expected a number"],
    ['zone:a}', "found 'zone:a}', expected a number"],
    ['cpus{SHARED}:1', "found 'cpus{SHARED}', expected the flags"],
    ['cpus(a:1', "found 'cpus(a:1', expected a name"],
    [':1', "found '', expected a name"],
  ])('is not %j', (text, says) => {
    expect(() => parseResources(text)).toThrow(`Resources '${text}': ${says}`)
  })

  it('is the same as a record of them', () => {
    expect(formatResources(resourcesFrom({ 'cpus(a)': 2, ports: '[1-2]', mem: 0.5 }))).toBe(
      'cpus(a):2;mem:0.5;ports:[1-2]',
    )
    expect(() => resourcesFrom({ cpus: 'x' })).toThrow(`Resources '{"cpus":"x"}': found 'cpus:x'`)
  })

  it('gives amounts by name, of which 0 is one', () => {
    const amounts = parseQuantities('cpus:1;mem:0;cpus(a):0.5')
    expect([...amounts.entries()]).toEqual([
      ['cpus', 1500],
      ['mem', 0],
    ])
    expect(() => parseQuantities('ports:[1-2]')).toThrow(
      "found 'ports:[1-2]', expected a number, since only scalars",
    )
  })

  it('writes each amount as it is read', () => {
    expect(
      [
        { type: 'scalar', value: 1500, copies: 1 } as const,
        { type: 'ranges', ranges: [[1, 2] as const, [4, 4] as const] } as const,
        { type: 'set', items: ['a', 'b'] } as const,
      ].map(formatAmount),
    ).toEqual(['1.5', '[1-2,4-4]', '{a,b}'])
  })
})
