import { describe, expect, it } from 'vitest'
import { SwfHeader } from '../../../workloads/traces/swf-header.ts'

describe('the header of a log', () => {
  it('holds labels, repeated labels and continued values', () => {
    const header = new SwfHeader([
      '; Version: 2.2',
      ';Computer:Cray T3E',
      '; Acknowledge: somebody',
      '; Information: http://one.example/',
      ';              http://two.example/',
      '; Queue:  0 interactive    ',
      '; Queue:  1 batch',
      '; Site: somewhere',
      ';',
      '; Note: cleaned by',
      ';       filter: user=21',
      ';   MaxProcs: 64',
      '; free text at the end',
    ])
    expect(Object.fromEntries(header.labels)).toEqual({
      Version: ['2.2'],
      Computer: ['Cray T3E'],
      Acknowledge: ['somebody'],
      Information: ['http://one.example/\nhttp://two.example/'],
      Queue: ['0 interactive', '1 batch'],
      Site: ['somewhere'],
      Note: ['cleaned by\nfilter: user=21'],
      MaxProcs: ['64'],
    })
    expect(header.remarks).toEqual(['free text at the end'])
  })

  it.each([
    [['; MaxProcs: 1664 (72, 1368, 224)', '; MaxNodes: 144'], 1664, 'MaxProcs'],
    [['; MaxNodes: 338 (batch partition; 512 total)'], 338, 'MaxNodes'],
    [['; MaxNodes: 256', '; MaxProcs: -1'], 256, 'MaxNodes'],
    [['; maxprocs: 12'], 12, 'MaxProcs'],
    [['; MaxProcs: many'], undefined, undefined],
    [[], undefined, undefined],
  ])('%j means %s processors, by %s', (lines, processors, label) => {
    const header = new SwfHeader(lines)
    expect([header.processors, header.processorsFrom]).toEqual([processors, label])
  })
})
