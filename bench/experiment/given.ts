/**
 * What an experiment says of something, without what it leaves out.
 */

/** Without the keys that are not set, so that spreading leaves alone what was there. */
export function given<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never
}
