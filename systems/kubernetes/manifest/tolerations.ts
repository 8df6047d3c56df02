/**
 * Tolerations of pod manifests.
 */
import { SECOND } from '../../../sim/engine/time.ts'
import type { Toleration } from '../taints.ts'
import type { Fields } from './fields.ts'
import { effects } from './node.ts'

export function readTolerations(spec: Fields): Toleration[] {
  return (
    spec.list('tolerations', fields => {
      const toleration: Toleration = {
        key: fields.text('key'),
        operator: fields.oneOf('operator', ['Equal', 'Exists', 'Gt', 'Lt'], 'Equal'),
        value: fields.text('value'),
        effect: fields.oneOf('effect', [...effects, ''], ''),
        // Negative seconds count as none.
        ...(fields.has('tolerationSeconds') && {
          period: Math.max(0, fields.whole('tolerationSeconds', 0, -(2 ** 53))) * SECOND,
        }),
      }
      fields.end()
      return toleration
    }) ?? []
  )
}
