/** Columns that have a reader already; one reader a column, so that a policy finds the same object every time. */
const readers = new WeakMap<object, object>()

/** Methods of lists and typed arrays that write, or that hand out the memory itself. */
const writing = new Set(
  'fill set sort reverse copyWithin push pop shift unshift splice subarray buffer'.split(' '),
)

/** The column as one that can be read only: whatever would write into it is a sentence. `name` is what it is called. */
export function readOnlyColumn<T extends object>(column: T, name: string): T {
  const known = readers.get(column)
  if (known !== undefined) return known as T
  const reader = new Proxy(column, {
    get(target, key) {
      if (writing.has(key as string)) throw written(name)
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set() {
      throw written(name)
    },
    defineProperty() {
      throw written(name)
    },
    deleteProperty() {
      throw written(name)
    },
  })
  readers.set(column, reader)
  return reader
}

const written = (name: string) =>
  new Error(`${name} is only to be read; the cluster writes it, and a policy answers with what it returns`)
