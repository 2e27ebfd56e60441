/** The look of the timeline. Colors are told apart by the line too: blue's is whole, green's is broken or striped. */
export const style = `
:root { color-scheme: light dark; --page: #fff; --card: #f6f8fa; --text: #1f2328; --muted: #545b63; --rule: #d1d9e0; --grid: #e6eaee;
  --blue: #0a5ccf; --blue-area: #9cc4f7; --green: #14692d; --green-area: #b5e3c0; --stripe: #4fa365;
  --good: #14692d; --good-card: #e4f5e8; --bad: #b3151f; --bad-card: #fdecec; --ended: #545b63; --ended-card: #f1f3f5; --running: #0a5ccf; --running-card: #e7f1fd; --waived: #7a4e00; }
@media screen and (prefers-color-scheme: dark) { :root { --page: #0d1117; --card: #161b22; --text: #e6edf3; --muted: #a7b0ba; --rule: #30363d; --grid: #21262d;
  --blue: #6cb6ff; --blue-area: #1c4a85; --green: #56d364; --green-area: #14482a; --stripe: #2f8f4a;
  --good: #56d364; --good-card: #0f2417; --bad: #ff8d86; --bad-card: #2d1417; --ended: #a7b0ba; --ended-card: #161b22; --running: #6cb6ff; --running-card: #0f2138; --waived: #e3b341; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
main { max-width: 1040px; margin: 0 auto; padding: 32px 24px 64px; }
header p { margin: 0; color: var(--muted); }
header .stack { color: var(--text); font-weight: 600; }
h1 { margin: 0; font-size: clamp(1.75rem, 1.2rem + 2.6vw, 2.75rem); line-height: 1.15; letter-spacing: -.02em; }
h2 { margin: 48px 0 12px; font-size: 1.25rem; line-height: 1.3; letter-spacing: -.01em; }
h3 { margin: 28px 0 4px; font-size: 1rem; }
code { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.verdict { margin: 16px 0 20px; padding: 24px 28px; border-radius: 12px; border-left: 6px solid var(--tone); background: var(--tone-card); }
.verdict h1 { color: var(--tone); }
.verdict p { margin: 8px 0 0; font-size: 1.1875rem; line-height: 1.45; max-width: 65ch; }
.good { --tone: var(--good); --tone-card: var(--good-card); } .bad { --tone: var(--bad); --tone-card: var(--bad-card); }
.ended { --tone: var(--ended); --tone-card: var(--ended-card); } .running { --tone: var(--running); --tone-card: var(--running-card); }
.facts { display: grid; grid-template-columns: 1.5fr .7fr 1fr .7fr 1.7fr; gap: 16px 24px; margin: 0; }
.facts dt { color: var(--muted); font-size: .875rem; } .facts dd { margin: 0; font-weight: 600; }
.strip { position: relative; height: 28px; margin: 0 12px 0 64px; }
.strip span { position: absolute; top: 0; bottom: 0; container-type: inline-size; border-radius: 4px; background: var(--card); border: 1px solid var(--rule); overflow: hidden; }
.strip .bad { background: var(--bad-card); border-color: var(--bad); color: var(--bad); } .strip .good { background: var(--good-card); border-color: var(--good); color: var(--good); }
.strip i { display: block; padding: 0 4px; font: 600 .75rem/26px inherit; font-style: normal; font-size: .75rem; line-height: 26px; text-align: center; white-space: nowrap; }
@container (max-width: 22px) { .w2 { visibility: hidden; } } @container (max-width: 40px) { .w4 { visibility: hidden; } }
@container (max-width: 62px) { .w8 { visibility: hidden; } } @container (max-width: 100px) { .w13 { visibility: hidden; } }
figure { margin: 46px 0 0; break-inside: avoid; }
h2 + figure, .strip + figure { margin-top: 16px; }
figcaption { display: flex; flex-wrap: wrap; gap: 2px 20px; margin: 0 12px 8px 0; font-size: .875rem; }
figcaption span:first-child { flex: 1 1 auto; font-weight: 600; }
.key { color: var(--muted); white-space: nowrap; } .key b { color: var(--text); }
.key::before { content: ""; display: inline-block; width: 24px; margin-right: 8px; vertical-align: middle; border-top: 3px solid var(--blue); }
.key.green::before { border-top: 3px dashed var(--green); }
.plot { position: relative; margin: 0 12px 26px 64px; }
.plot svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
.plot path { vector-effect: non-scaling-stroke; }
.grid { stroke: var(--grid); stroke-width: 1; fill: none; } .start { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 1 3; fill: none; }
.back { fill: var(--bad-card); } .edge { stroke: var(--text); stroke-width: 1.5; fill: none; }
.line { fill: none; stroke: var(--blue); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.line.green { stroke: var(--green); stroke-width: 2.25; stroke-dasharray: 7 5; }
.area { fill: var(--blue-area); } .area.green { fill: var(--green-area); } .stripe { fill: var(--stripe); }
.mark { stroke: var(--bad); stroke-width: 9; stroke-linecap: round; }
.x, .y { position: absolute; color: var(--muted); font-size: .75rem; line-height: 16px; white-space: nowrap; }
.y { right: calc(100% + 8px); transform: translateY(-50%); } .x { top: calc(100% + 6px); transform: translateX(-50%); }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
th { text-align: left; color: var(--muted); font-weight: 600; } th, td { padding: 8px 16px 8px 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
.n { text-align: right; white-space: nowrap; }
.gates { list-style: none; margin: 0; padding: 0; } .gates li { padding: 10px 0 10px 84px; border-bottom: 1px solid var(--rule); position: relative; }
.gates p { margin: 0; color: var(--muted); }
.badge { position: absolute; left: 0; top: 12px; width: 68px; text-align: center; border: 1px solid; border-radius: 999px; font-size: .75rem; font-weight: 600; line-height: 20px; }
.fail { color: var(--bad); background: var(--bad-card); } .pass { color: var(--good); } .waived { color: var(--waived); }
details { margin-top: 16px; border: 1px solid var(--rule); border-radius: 8px; } summary { padding: 10px 16px; font-weight: 600; cursor: pointer; }
summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--running); outline-offset: 2px; border-radius: 8px; }
details > :not(summary) { margin: 0 16px 16px; } .scroll { overflow-x: auto; } .scroll td { overflow-wrap: normal; } .scroll .why { min-width: 16rem; }
.journal { padding: 0; list-style: none; } .journal li { padding: 6px 0; border-top: 1px solid var(--rule); } .journal p { margin: 0; }
.note { color: var(--muted); font-size: .875rem; } .bad-text { color: var(--bad); font-weight: 600; }
@media (max-width: 640px) { main { padding: 16px 16px 48px; } .verdict { padding: 18px 20px; } .verdict p { font-size: 1.0625rem; } .strip, .plot { margin-left: 52px; margin-right: 8px; } .half { display: none; }
  .facts { grid-template-columns: 1fr 1fr; } figcaption span:first-child { flex-basis: 100%; } h2 { margin-top: 40px; }
  .stacking thead { position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden; } .stacking tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--rule); }
  .stacking td, .stacking tbody th { display: flex; justify-content: space-between; gap: 16px; padding: 2px 0; border: 0; text-align: left; white-space: normal; } .stacking tbody th { color: var(--text); }
  .stacking td:empty { display: none; } .stacking td::before { content: attr(data-label); color: var(--muted); white-space: nowrap; } }
@media print { main { max-width: none; padding: 0; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } details::details-content { content-visibility: visible; height: auto; display: block; } .scroll { overflow: visible; } h2 { break-after: avoid; } tr, li { break-inside: avoid; } }
`;
