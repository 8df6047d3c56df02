/**
 * How wide a text is on a terminal, in columns: names of systems and classes may be in any script.
 */

/** East Asian wide and fullwidth characters, and emoji, take two columns (Unicode Standard Annex #11). */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u
/** Marks stand over the character before them; joiners and selectors are not seen. */
const NONE = /\p{Mn}|\p{Me}|[\u200b\u200c\u200d]/u
/** One column a character, as nearly all texts are. */
const PLAIN =
  /^[\u0020-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2212\u2260-\u2265\u2500-\u257f\u2400-\u2426]*$/

/** Columns that the text takes. */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const character of text) width += NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return width
}

/** The text with spaces behind it, or before it, to so many columns. */
export function padded(text: string, width: number, align: 'left' | 'right'): string {
  const spaces = ' '.repeat(Math.max(0, width - textWidth(text)))
  return align === 'left' ? text + spaces : spaces + text
}
