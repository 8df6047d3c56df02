import { describe, expect, it } from 'vitest'
import { formatResources, parseQuantities, parseResources } from '../../../systems/mesos/resource-text.ts'

const text = (resources: ReturnType<typeof parseResources>) => formatResources(resources)

describe('resources', () => {
  it('of one kind are added up, and nothing is not listed', () => {
    expect(text(parseResources('cpus:1;cpus:0.5;disk:0;cpus(r):2;ports:[1-2,3-5]'))).toBe(
      'cpus(r):2;cpus:1.5;ports:[1-5]',
    )
  })

  it('are exact to a thousandth', () => {
    // 0.1 + 0.2 is 0.30000000000000004 in doubles, and 0.3 in fixed point.
    expect(
      parseResources('cpus:0.1').plus(parseResources('cpus:0.2')).equals(parseResources('cpus:0.3')),
    ).toBe(true)
  })

  it('are never less than nothing', () => {
    expect(text(parseResources('cpus:1;mem:5').minus(parseResources('cpus:3;mem:2')))).toBe('mem:3')
  })

  it('contain others of the same kinds only', () => {
    const all = parseResources('cpus:2;cpus{REV}:1;ports:[10-20]')
    expect(all.contains(parseResources('cpus:2;ports:[12-14]'))).toBe(true)
    expect(all.contains(parseResources('cpus:3'))).toBe(false)
    expect(all.contains(parseResources('cpus(r):1'))).toBe(false)
    expect(all.contains(parseResources('ports:[20-21]'))).toBe(false)
  })

  it('are cut to an amount, but exclusive disks are taken whole or not at all', () => {
    const disks = parseResources('disk[MOUNT]:60;disk[MOUNT]:30;disk:50')
    // 60 is more than 55 and is left; 30 is taken; of the plain disk the other 25.
    expect(text(disks.cutTo(parseQuantities('disk:55'), 'nothing'))).toBe('disk:25;disk[MOUNT]:30')
  })

  it('that cannot be read are named', () => {
    expect(() => parseResources('cpus:one')).toThrow("found 'cpus:one', expected a number of at least 0")
    expect(() => parseResources('cpus{FAST}:1')).toThrow("found 'cpus{FAST}', expected the flags")
  })
})
