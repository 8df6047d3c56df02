/**
 * The look of the page: one column, light or dark as the reader's screen is, always light on paper.
 */
import { night, paper } from '../charts/ink.ts'

const light = `color-scheme: light; --ground: ${paper.ground}; --text: ${paper.text}; --line: ${paper.line};
  --soft: #5c6570; --tint: #f4f6f8; --accent: #065086; --shade: #00000040;`

const dark = `color-scheme: dark; --ground: ${night.ground}; --text: ${night.text}; --line: ${night.line};
  --soft: #98a2af; --tint: #1f242a; --accent: #1195f3; --shade: #ffffff40;`

/** The style sheet. */
export const style = `
:root { ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); line-height: 1.5;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0.2rem 0 1rem; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 0.3rem; text-wrap: balance; overflow-wrap: anywhere; }
p { margin: 0 0 0.6rem; overflow-wrap: anywhere; }
.experiment, .message, .note, caption, summary, footer { color: var(--soft); }
.experiment { margin: 0; font-size: 0.95rem; }
.finding { font-size: 1.15rem; padding: 0.9rem 1.1rem; margin: 0; background: var(--tint);
  border-left: 4px solid var(--accent); border-radius: 0 6px 6px 0; }
a { color: var(--accent); }
nav li { margin: 0 0 0.4rem; }
article { border-top: 1px solid var(--line); margin: 3rem 0 0; }
section, figure, footer { margin: 2.6rem 0 0; }
figure { break-inside: avoid; }
.message { font-size: 0.95rem; }
.chart { position: relative; height: clamp(19rem, 52vw, 28rem); margin: 0.6rem 0 0.4rem; }
.chart:focus-visible, .scroll:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.readout { min-height: 1.5em; font-size: 0.9rem; margin: 0; }
/* A shadow at the edge behind which a table goes on: the first two layers move with the table and cover the others. */
.scroll { overflow-x: auto; background:
  linear-gradient(to right, var(--ground) 40%, transparent) left / 3rem 100% no-repeat local,
  linear-gradient(to left, var(--ground) 40%, transparent) right / 3rem 100% no-repeat local,
  linear-gradient(to right, var(--shade), transparent) left / 1rem 100% no-repeat scroll,
  linear-gradient(to left, var(--shade), transparent) right / 1rem 100% no-repeat scroll; }
.more { font-size: 0.85rem; color: var(--soft); margin: 0 0 0.3rem; text-align: right; }
details .scroll { max-height: 26rem; overflow-y: auto; border: 1px solid var(--line); border-radius: 6px; }
summary { cursor: pointer; font-size: 0.95rem; padding: 0.3rem 0; }
table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; min-width: 100%; }
th, td { padding: 0.36rem 0.6rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
th { vertical-align: bottom; font-weight: 600; }
td, tbody th { white-space: nowrap; }
tbody th { position: sticky; left: 0; background: var(--ground); }
tbody th.long { white-space: normal; min-width: 13rem; }
thead th { min-width: 4.5rem; background: var(--tint); position: sticky; top: 0; }
th.number, td.number { text-align: right; }
caption { text-align: left; font-weight: 600; color: var(--text); padding: 0 0 0.5rem; }
.note { font-size: 0.85rem; margin: 0.4rem 0 0; }
.scroll + .note { margin-top: 0.6rem; }
.block { margin: 0 0 1.8rem; }
footer { border-top: 1px solid var(--line); padding-top: 1.2rem; font-size: 0.9rem; }
footer h2 { font-size: 1.05rem; color: var(--text); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1.2rem; margin: 0.6rem 0; }
dt { overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 0.92em; }
@media (min-width: 72rem) {
  section .block { width: fit-content; min-width: 100%; max-width: min(88rem, 100vw - 4rem);
    margin-left: 50%; transform: translateX(-50%); }
}
@media (max-width: 38rem) {
  td, tbody th { padding: 0.36rem 0.4rem; }
  main { padding: 1.2rem 1rem 2rem; }
  h1 { font-size: 1.45rem; }
  h2 { font-size: 1.1rem; }
  .finding { font-size: 1.02rem; }
  .chart.many { height: 27rem; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin: 0 0 0.5rem; }
}
@media print {
  :root { ${light} }
  main { max-width: none; padding: 0; }
  .chart, .chart.many { height: auto !important; min-width: 0 !important; }
  .more, .readout { display: none; }
  .scroll { background: none; overflow: visible; }
  .chart canvas { width: 100% !important; height: auto !important; }
  table { font-size: 0.62rem; }
  th, td { padding: 0.2rem 0.3rem; }
  td, tbody th { white-space: normal; }
  thead th { min-width: 0; }
  details, .block { break-inside: avoid; }
  details:not([open]) { display: none; }
  details .scroll { max-height: none; }
}
`
