import * as z from 'zod'

/**
 * What to do where one of these lists was expected and a value stands there alone that would be an entry of it; undefined where
 * it would be none.
 */
export function asList(value: unknown, schemas: readonly unknown[]): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const isEntry = schemas.some(list => list instanceof z.ZodArray && z.safeParse(list.element, value).success)
  return isEntry ? `write [${String(value)}]` : undefined
}
