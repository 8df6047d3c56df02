/**
 * The machines that the model of Lublin and Feitelson (2003) has sizes for.
 */

/** Below this many processors the break of the size distribution would lie below its low end: 2^(0.8 + 2.5). */
export const FEWEST_PROCESSORS = 10

/** Sizes are powers of two in 32 bits. */
export const MOST_PROCESSORS = 2 ** 30
