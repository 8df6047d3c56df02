/**
 * What an experiment can set of a root, a framework or a rule, as plain data. The schema of the experiment file, the words of
 * its faults and the reference pages follow from it.
 *
 * An option stands under the name that its field has in the specification. In an experiment it is written with dashes and
 * without its unit: `minimumCpuMilli` is `minimum-cpu`.
 */

/** What may be written for an option. */
export type OptionType =
  /** µs; `zero`: may be 0; `never`: may be "never". */
  | { readonly is: 'duration'; readonly zero?: boolean; readonly never?: boolean }
  /** MiB; the name of its field ends with MiB. */
  | { readonly is: 'memory'; readonly zero?: boolean }
  /** Thousandths of a core, written in cores; the name of its field ends with Milli. */
  | { readonly is: 'cpu' }
  /** A number above 0, also in per cent. */
  | { readonly is: 'ratio' }
  /** A share between 0 and 1, also in per cent; `ends`: may be 0 or 1. */
  | { readonly is: 'part'; readonly ends?: boolean }
  | { readonly is: 'boolean' }
  | { readonly is: 'whole'; readonly least: number; readonly most?: number }
  /** One of some words; `absent` is the one that stands for leaving the option out. */
  | { readonly is: 'word'; readonly of: readonly string[]; readonly absent?: string }
  /** `expected` says of what: "the name of a role". */
  | { readonly is: 'text'; readonly expected: string }
  | {
      readonly is: 'list'
      readonly of: OptionType
      readonly least?: number
      /** What a list looks like, for whoever wrote none. */
      readonly expected?: string
    }
  /** A map with these keys; `or`: or this word in its place. */
  | { readonly is: 'map'; readonly of: Options; readonly or?: string }
  /** A map whose keys are names, of roles for instance. */
  | { readonly is: 'by-name'; readonly of: OptionType }

export type Option = OptionType & {
  /** One sentence for people. */
  readonly about: string
  /** Of a key of a map: it may be left out. Options of roots and frameworks always may. */
  readonly optional?: boolean
}

export type Options = Readonly<Record<string, Option>>

/** An option for every field of `S` that `Base` does not have. */
export type OptionsOf<S, Base> = Options & { readonly [K in Exclude<keyof S, keyof Base>]-?: Option }

/** The name under which an experiment sets a field. */
export function writtenName(field: string): string {
  return field.replace(/(Milli|MiB)$/, '').replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}

/** The field that an experiment sets under this name, if there is one. */
export function fieldOf(written: string, options: Options): string | undefined {
  return Object.keys(options).find(field => writtenName(field) === written)
}

/** The options of several kinds together. What is said of one of the same name by several of them is said of it together. */
export function together(kinds: readonly Options[]): Options {
  const all: Record<string, Option> = {}
  for (const options of kinds)
    for (const [field, option] of Object.entries(options)) {
      const known = all[field]
      if (known === undefined) all[field] = option
      else if (!known.about.includes(option.about))
        all[field] = { ...known, about: `${known.about} ${option.about}` }
    }
  return all
}
