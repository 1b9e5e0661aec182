/**
 * @file Colours, type and the report's own style, as text: the app adopts it as a style sheet, the exported
 * file carries it inline, and Node can read it without a bundler.
 */

/**
 * Variables of the whole app. `light-dark()` follows `color-scheme`, which the theme switch sets. Okabe-Ito
 * for all that carries meaning.
 */
export const tokenCss = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf9f6, #14171a);
  --surface: light-dark(#ffffff, #1c2024);
  --sunken: light-dark(#f1efea, #101316);
  --ink: light-dark(#1b1d1f, #e9eaeb);
  --muted: light-dark(#565c62, #a9b0b7);
  --line: light-dark(#d8d6d0, #383e45);
  --accent: light-dark(#0a5a92, #82c4f2);
  --on-accent: light-dark(#ffffff, #0c1a26);
  --good: light-dark(#00664b, #4fd0a6);
  --bad: light-dark(#a33c00, #ff9d66);
  --series-0: light-dark(#0072b2, #56b4e9);
  --series-1: light-dark(#c04f00, #f2a65a);
  --series-2: light-dark(#007a59, #35c79c);
  --series-3: light-dark(#a8447f, #e39cc4);
  --band: light-dark(#e2ddcf, #3b4148);
  --leak: light-dark(#fbdfd0, #5b2407);
  --leak-line: light-dark(#c04f00, #ff9d66);
  --distractor: light-dark(#fdecc8, #4d3906);
  --distractor-line: light-dark(#9a6a00, #e9bb4d);
  --fabricated: light-dark(#f3e6f0, #45233a);
  --fabricated-line: light-dark(#a8447f, #e39cc4);
  --refusal: light-dark(#d9ecf8, #0f3a57);
  --refusal-line: light-dark(#0072b2, #56b4e9);
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', monospace;
}
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; }
`

export const reportCss = `
.report { container-type: inline-size; display: grid; grid-template-columns: minmax(0, 1fr); gap: 2.5rem; min-width: 0; }
.findings, .worst, .advice, .legend, .headline, .facts, .chart figcaption, .report caption, .example-head { overflow-wrap: anywhere; }
.report section { min-width: 0; }
.report h2 { font-size: 1.25rem; margin: 0 0 0.75rem; }
.report h3 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }
.visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.summary { max-width: 58rem; }
.findings, .advice, .worst { margin: 0; padding: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; }
.findings { list-style: none; }
.findings p, .worst p { margin: 0; }
.finding { display: grid; grid-template-columns: 1.75rem minmax(0, 1fr); gap: 0.5rem; padding: 0.85rem 1rem; background: var(--surface); border: 1px solid var(--line); border-inline-start: 5px solid var(--muted); border-radius: 6px; }
.finding-leaks { border-inline-start-color: var(--leak-line); }
.finding-nothing { border-inline-start-color: var(--good); }
.finding-sign { font-size: 1.1rem; }
.finding-leaks .finding-sign { color: var(--leak-line); }
.finding-nothing .finding-sign { color: var(--good); }
.finding-says { font-size: 1.125rem; line-height: 1.4; }
.finding-says a { color: inherit; text-decoration-color: var(--line); }
.worst { padding-inline-start: 1.4rem; }
.worst li { padding-inline-start: 0.25rem; }
.worst .output { display: block; margin-block-start: 0.2rem; }
.advice { padding-inline-start: 1.1rem; gap: 0.5rem; }
.fingerprints { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 27rem), 1fr)); gap: 1.5rem 2.5rem; align-items: end; }
.fingerprints > .many-types { grid-column: 1 / -1; }
.fingerprints + .fingerprints { margin-block-start: 1.5rem; }
.report .fingerprint { font-size: 1.25rem; width: 100%; }
.report .fingerprint thead th:not(:first-child) { text-align: center; padding-inline: 0.5rem; }
.report .fingerprint tbody th { vertical-align: middle; }
.fingerprint caption { text-align: start; font-size: 1rem; font-weight: 600; padding-block-end: 0.35rem; }
.report .fingerprint td { text-align: center; padding: 0.5rem 1rem; border: 2px solid var(--paper); background: var(--sunken); }
.report .fingerprint tbody th { padding-inline-end: 1rem; }
.report .fingerprint .shade-1 { background: light-dark(#fdeade, #33211a); }
.report .fingerprint .shade-2 { background: light-dark(#fbd3b8, #4d2917); }
.report .fingerprint .shade-3 { background: light-dark(#f6b285, #6b3110); }
.report .fingerprint .shade-4 { background: light-dark(#f09257, #873a0b); }
.report .fingerprint .shade-5 { background: light-dark(#ec7a35, #a34406); }
.report-tools { display: grid; gap: 0.75rem; padding-block: 0.75rem; border-block: 1px solid var(--line); }
.report-tools label { display: flex; gap: 0.5rem; align-items: baseline; font-size: 0.875rem; }
.contents ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0; padding: 0; font-size: 0.9375rem; }
.contents a { display: block; padding-block: 0.2rem; }
.headline + .headline { margin-block-start: 1.75rem; }
.headline ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; }
.answers-line { margin: 0 0 0.75rem; color: var(--muted); font-size: 0.875rem; }
.answers-bad { color: var(--bad); font-size: 1rem; }
.headline li { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 1rem; align-items: baseline; }
.headline-missing { text-align: end; }
.headline-number { font-size: 1.6rem; font-variant-numeric: tabular-nums; text-align: end; letter-spacing: -0.02em; }
.known-line, .note-line { display: block; color: var(--muted); font-size: 0.875rem; }
.known-good { color: var(--good); }
.known-bad { color: var(--bad); font-weight: 600; }
.known { white-space: nowrap; }
.chart { margin: 0 0 2rem; }
.chart figcaption { display: grid; gap: 0.15rem; margin-block-end: 0.75rem; }
.chart figcaption span { color: var(--muted); font-size: 0.875rem; max-width: 46rem; }
.chart details { margin-block-start: 0.5rem; }
.chart summary { cursor: pointer; color: var(--muted); font-size: 0.875rem; padding-block: 0.35rem; width: fit-content; }
.curve { width: 100%; max-width: 40rem; height: auto; }
.chart-narrow { display: grid; gap: 1.25rem; }
.chart-narrow .plot { width: 100%; height: auto; max-width: 24rem; }
.chart-wide { display: none; }
.chart-wide .plot { width: 100%; height: auto; }
@container (min-width: 680px) {
  .chart-wide { display: block; }
  .chart-narrow { display: none; }
}
.plot { display: block; overflow: visible; font: 12px/1 var(--sans); }
.plot text { fill: var(--ink); }
.plot .label-strong { font-weight: 600; }
.plot .tick { fill: var(--muted); font-size: 11px; }
.plot .count { fill: var(--muted); font-variant-numeric: tabular-nums; }
.plot .grid { stroke: var(--line); stroke-width: 1; }
.plot .rule { stroke: var(--ink); stroke-width: 1.25; stroke-dasharray: 4 3; }
.plot .band { fill: var(--band); stroke: var(--muted); stroke-width: 0.75; }
.plot .control-rule { stroke: var(--muted); stroke-width: 1.25; }
.plot .control-rule-negative { stroke-dasharray: 2 2; }
.plot .control circle, .plot .control rect { fill: var(--surface); stroke: var(--ink); stroke-width: 1; }
.plot .control text { fill: var(--ink); font-size: 9px; font-weight: 600; }
.plot .control-positive circle { fill: var(--ink); }
.plot .control-positive text { fill: var(--surface); }
.plot .whisker { fill: none; stroke: var(--ink); stroke-width: 1.75; }
.plot .null-band { fill: var(--ink); stroke: none; opacity: 0.1; }
.plot .mark { fill: var(--ink); stroke: var(--surface); stroke-width: 1; }
.plot .mark.series-0 { fill: var(--series-0); } .plot .whisker.series-0 { stroke: var(--series-0); }
.plot .mark.series-1 { fill: var(--series-1); } .plot .whisker.series-1 { stroke: var(--series-1); }
.plot .mark.series-2 { fill: var(--series-2); } .plot .whisker.series-2 { stroke: var(--series-2); }
.plot .mark.series-3 { fill: var(--series-3); } .plot .whisker.series-3 { stroke: var(--series-3); }
.plot a:hover .count { fill: var(--accent); text-decoration: underline; }
.plot .piece-icon { fill: #14171a; font-size: 11px; }
.outcome-leak { fill: #ec7a35; background: #ec7a35; }
.outcome-distractor { fill: #e69f00; background: #e69f00; }
.outcome-fabricated { fill: #d68fb6; background: #d68fb6; }
.outcome-refused { fill: #56b4e9; background: #56b4e9; }
.outcome-other { fill: #b9bdc1; background: #b9bdc1; }
.outcome-unparsed { fill: #f0e442; background: #f0e442; }
.outcome-error { fill: #949a9f; background: #949a9f; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.35rem 1.25rem; margin: 0 0 0.75rem; padding: 0; font-size: 0.875rem; }
.legend li { display: flex; align-items: center; gap: 0.45rem; }
.swatch { display: inline-grid; place-items: center; inline-size: 1.3rem; block-size: 1.1rem; color: #14171a; font-size: 0.75rem; flex: none; }
.table-scroll { overflow-x: auto; max-width: 100%; }
.report table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; min-width: 100%; }
.report th, .report td { text-align: start; padding: 0.35rem 0.75rem 0.35rem 0; border-block-end: 1px solid var(--line); vertical-align: top; }
.report th:last-child, .report td:last-child { padding-inline-end: 0.25rem; }
.report thead th { color: var(--muted); font-weight: 500; vertical-align: bottom; }
.report tbody th { font-weight: 500; min-width: 6.5rem; }
.report .numeric { text-align: end; white-space: nowrap; }
.report thead .numeric { white-space: normal; }
.report .numeric.words { white-space: normal; min-width: 9rem; }
.measure small, .example-head small { display: block; color: var(--muted); font-weight: 400; }
.forgetting-note { margin: 0 0 0.75rem; color: var(--muted); font-size: 0.875rem; max-width: 46rem; }
.forgetting-measure { display: block; min-width: 7.5rem; }
.forgetting-number small, .forgetting-measure small { display: block; color: var(--muted); font-weight: 400; }
.example-head b { white-space: nowrap; }
.output { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
.report td .output { display: block; min-width: 12rem; }
/* As wide as its text where a line has room for that: only what is wider breaks. */
.whole { display: inline-block; max-width: 100%; line-height: 1.35; }
/* Sign and value stay one piece in an answer from right to left. */
mark { unicode-bidi: isolate; direction: ltr; color: inherit; padding: 0.05em 0.2em; border-radius: 2px; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.span-leak { background: var(--leak); border-block-end: 2px solid var(--leak-line); }
.span-distractor { background: var(--distractor); border-block-end: 2px dashed var(--distractor-line); }
.span-fabricated { background: var(--fabricated); border-block-end: 2px dotted var(--fabricated-line); }
.span-refusal { background: var(--refusal); border-block-end: 2px double var(--refusal-line); }
.span-sign { font-size: 0.75em; font-weight: 600; user-select: none; }
.guard-out, .guard-in { border-radius: 2px; padding: 0 0.15em; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.guard-out { background: var(--leak); }
.guard-out del { text-decoration-thickness: 1.5px; }
.guard-in { background: var(--refusal); }
.guard-in ins { text-decoration: none; font-weight: 600; }
.plot .hollow { fill: var(--surface); stroke: var(--ink); stroke-width: 2; }
.plot .hollow.series-0 { stroke: var(--series-0); } .plot .hollow.series-1 { stroke: var(--series-1); }
.plot .hollow.series-2 { stroke: var(--series-2); } .plot .hollow.series-3 { stroke: var(--series-3); }
.plot .whisker.dumbbell { stroke-width: 3; opacity: 0.35; }
.guard + .guard { margin-block-start: 2.5rem; padding-block-start: 0.5rem; border-block-start: 1px solid var(--line); }
.guard > .table-scroll { margin-block-end: 2rem; }
.by-task { margin: 0 0 2rem; }
.by-task > summary { cursor: pointer; color: var(--muted); font-size: 0.875rem; padding-block: 0.35rem; width: fit-content; }
.by-task > .chart:first-of-type { margin-block-start: 1rem; }
.operating .chart-wide .plot { max-width: 44rem; }
.measure { display: block; min-width: 10rem; }
.threshold { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem; margin: 0.5rem 0 1rem; }
.threshold input { flex: 1 1 12rem; max-width: 24rem; }
.threshold output { font-variant-numeric: tabular-nums; min-width: 3ch; }
.facts dl { margin: 0; display: grid; }
.facts dl > div { display: grid; grid-template-columns: minmax(9rem, 15rem) 1fr; gap: 1rem; padding-block: 0.3rem; border-block-end: 1px solid var(--line); }
.facts dt { color: var(--muted); overflow-wrap: anywhere; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.facts .table-scroll { margin-block-start: 1rem; }
.fact-good { color: var(--good); }
.fact-bad { color: var(--bad); }
.method ul { margin: 0 0 1.5rem; padding-inline-start: 1.1rem; max-width: 46rem; }
.method li { margin-block-end: 0.4rem; }
@container (max-width: 480px) {
  .report .fingerprint { font-size: 0.9375rem; }
  .report tbody th { min-width: 7rem; }
  .report .fingerprint td { padding: 0.35rem 0.45rem; }
  .facts dl > div { grid-template-columns: 1fr; gap: 0; }
  .headline li { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .headline-number, .headline-missing { text-align: start; }
  .finding { padding: 0.7rem; gap: 0.35rem; }
  .finding-says { font-size: 1.0625rem; }
  .worst li { display: block; }
  .report .forgetting th, .report .forgetting td { padding-inline-end: 0.5rem; }
  .report .forgetting thead .numeric, .forgetting-number small { white-space: normal; }
  .forgetting-measure { min-width: 6rem; }
}
@media (forced-colors: active) {
  mark, .swatch, .piece, .plot .band { forced-color-adjust: none; }
  mark { color: #000; }
}
@media print {
  :root, :root[data-theme] { color-scheme: light; font-size: 12px; }
  .report { gap: 1.25rem; font-size: 10pt; }
  .report-tools { display: none; }
  .report:not(:has(.with-appendix :checked)) .appendix { display: none; }
  .report:has(.with-appendix :checked) .summary { break-after: page; }
  .summary { font-size: 9.5pt; line-height: 1.35; max-width: none; }
  .summary h2 { display: none; }
  .summary h3 { margin: 0.8rem 0 0.3rem; }
  .findings, .worst, .advice { gap: 0.4rem; }
  .finding { padding: 0.4rem 0.6rem; break-inside: avoid; }
  .finding-says { font-size: 10.5pt; line-height: 1.3; }
  .summary .known-line { font-size: 8.5pt; }
  .worst p { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
  .finding, .span-leak, .fingerprint td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .report h2, .report h3, .chart figcaption, .legend { break-after: avoid; }
  .chart-wide, .chart-narrow, .headline, .report tr, .facts dl > div { break-inside: avoid; }
  .chart summary, .by-task > summary, .threshold { display: none; }
  .chart details::details-content, .by-task::details-content { content-visibility: visible; block-size: auto; }
  .chart-wide .plot { width: auto; max-width: 100%; max-height: 172mm; }
  .table-scroll { overflow: visible; }
  .report table { font-size: 7.5pt; }
  .report th, .report td { padding: 0.15rem 0.4rem 0.15rem 0; }
  .report .numeric, .known { white-space: normal; }
  .report td .output { min-width: 0; }
  .plot .whisker, .plot .rule, .plot .grid, .plot .control, .plot .null-band { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  mark, .swatch, .piece, .mark, .band { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
}
`

/** Page frame of the exported file. */
export const documentCss = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 var(--sans); }
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
header { margin-block-end: 2rem; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.01em; margin: 0 0 0.5rem; overflow-wrap: anywhere; }
header p { margin: 0; color: var(--muted); }
@page { margin: 16mm 14mm; }
@media print { main { max-width: none; padding: 0; } body { background: none; } }
`
