/**
 * The frame of every page: one file that loads nothing, with its style, its code and its data inside.
 */
import type { ChartConfig } from '../charts/chart-document.ts'
import { escaped } from '../escaped.ts'
import { pageScript } from './bundle.ts'
import { style } from './style.ts'
import { inlineJson } from './text.ts'

/** Holds the browser to what the page is: one file, which loads nothing. */
const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"

export interface Page {
  /** A text, not markup. */
  readonly title: string
  /** What stands in `main`, as markup. */
  readonly body: string
  /** The charts whose boxes stand in the body, by their ids. */
  readonly configurations: readonly { readonly id: string; readonly config: ChartConfig }[]
}

export function pageHtml({ title, body, configurations }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(title)} – Switchyard</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
<script type="application/json" id="configurations">${inlineJson(configurations)}</script>
<script>${pageScript()}</script>
</body>
</html>
`
}
