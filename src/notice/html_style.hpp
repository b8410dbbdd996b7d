// How a notice looks: on a screen, and on the A4 sheets that hang on the wall.
#pragma once

#include <string_view>

namespace pointsbank::notice {

// Red adds and green deducts, as in China red stands for what is good and green for what falls (the red list of honour,
// prices); the sign before each figure says the same to whoever sees no colours or a black and white print. Figures are
// large enough to be read from two metres, ids small: they are for whoever keeps the books.
inline constexpr std::string_view style = R"css(
:root { --red: #b3121d; --green: #0b6b3a; --ink: #1c1a17; --faint: #6f6a62; --line: #d9d2c5; --paper: #fff; }
* { box-sizing: border-box; }
html { background: #ece7dc; }
body { margin: 0; color: var(--ink); font: 11.5pt/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC",
       "Microsoft YaHei", "Noto Sans", "Helvetica Neue", Arial, sans-serif; line-break: strict; overflow-wrap: anywhere;
       -webkit-print-color-adjust: exact; print-color-adjust: exact; }
html[lang=en] body { font-family: "Noto Sans", "DejaVu Sans", "Segoe UI", "Helvetica Neue", Arial, "Noto Sans CJK SC",
       sans-serif; }
article { max-width: 210mm; margin: 8mm auto; padding: 14mm 15mm; background: var(--paper); box-shadow: 0 1px 6px #0003; }
header { text-align: center; border-bottom: 3px double var(--red); padding-bottom: 4mm; margin-bottom: 5mm; }
h1 { font-size: 27pt; line-height: 1.25; margin: 0 0 2mm; color: var(--red); font-weight: 900; letter-spacing: .02em;
     text-wrap: balance; }
.village { font-size: 16pt; font-weight: 700; margin: 0 0 1mm; }
.edition { margin: 0; font-size: 12.5pt; }
.edition b { font-weight: 700; }
.facts { display: flex; justify-content: center; gap: 10mm; margin: 3mm 0 0; padding: 0; list-style: none; }
.facts li { font-size: 10.5pt; color: var(--faint); }
.facts b { display: block; font-size: 19pt; line-height: 1.2; color: var(--ink); }
.note { margin: 0 0 4mm; padding: 2mm 4mm; background: #f6f2e9; font-size: 10.5pt; }
section { margin: 0 0 6mm; }
h2 { margin: 0 0 2mm; padding: 1.2mm 4mm; font-size: 16pt; line-height: 1.4; color: #fff; background: #4a453d;
     break-after: avoid; }
.earning h2 { background: var(--red); }
.deducting h2 { background: var(--green); }
ul.lines { margin: 0 0 2mm; padding-left: 6mm; }
ul.lines li { margin: .6mm 0; break-inside: avoid; }
table { width: 100%; border-collapse: collapse; margin: 0 0 4mm; }
thead { break-inside: avoid; break-after: avoid; }
th { text-align: left; font-size: 10pt; font-weight: 400; color: var(--faint); padding: 1mm 2mm; }
th.aspect { font-size: 14pt; font-weight: 700; color: var(--ink); padding-left: 0; }
.earning th.aspect { color: var(--red); }
.deducting th.aspect { color: var(--green); }
thead tr:last-child th { border-bottom: 1.6px solid var(--ink); }
tbody { break-inside: avoid; border-bottom: 1px solid var(--line); }
td { vertical-align: top; padding: 0 2mm; }
tr.first > td { padding-top: 1.4mm; }
tr.last > td { padding-bottom: 1.4mm; }
td.number, th.number { width: 11mm; padding-left: 0; }
td.number { font-size: 13pt; font-weight: 700; color: var(--faint); }
td.figure, th.figure { width: 36mm; text-align: right; padding-right: 0; }
td.figure { font-size: 15pt; line-height: 1.4; font-weight: 800; font-variant-numeric: tabular-nums; }
tr.first td.figure { font-size: 21pt; line-height: 1.15; }
td.figure.none { font-size: 12pt; font-weight: 700; }
tr td.figure.words, tr.first td.figure.words { font-size: 12pt; line-height: 1.6; }
.plus { color: var(--red); }
.minus { color: var(--green); }
.title { font-size: 13.5pt; font-weight: 700; line-height: 1.4; }
.id { font: 400 8pt/1 "Noto Sans Mono", Menlo, Consolas, monospace; color: var(--faint); margin-left: 1.5mm; }
td.label { border-top: 1px dotted var(--line); padding-left: 2mm; }
tr.row td { padding-top: .4mm; }
tr.row td.figure { border-top: 1px dotted var(--line); }
.veto { display: inline-block; margin-left: 2mm; padding: 0 2mm; font-size: 9.5pt; font-weight: 700; color: #fff;
        background: var(--ink); border-radius: 1mm; vertical-align: 1px; }
ul.terms { margin: .5mm 0 0; padding: 0; list-style: none; font-size: 10.5pt; line-height: 1.5; color: #3a362f; }
ul.terms li { padding-left: 3.5mm; text-indent: -3.5mm; }
ul.terms li::before { content: "·"; display: inline-block; width: 3.5mm; text-indent: 0; font-weight: 700; }
.remark { margin: .5mm 0 0; font-size: 10pt; color: var(--faint); }
.sources { font-size: 8.5pt; line-height: 1.45; color: var(--faint); }
.sources h2 { font-size: 11pt; background: none; color: var(--faint); padding: 0; border-bottom: 1px solid var(--line); }
footer { display: flex; justify-content: space-between; gap: 8mm; align-items: stretch; break-inside: avoid;
         border-top: 3px double var(--red); padding-top: 4mm; margin-bottom: 6mm; }
footer .phone { font-size: 13pt; font-weight: 700; }
footer .phone b { font-size: 18pt; display: block; }
footer .blank { display: inline-block; min-width: 58mm; border-bottom: 1px solid var(--ink); height: 1.4em; }
footer .posted { margin-top: 4mm; }
footer .legend { margin-top: 4mm; font-size: 9pt; color: var(--faint); }
.seal { flex: none; width: 44mm; height: 44mm; border: 1.5px dashed #c9a7a9; border-radius: 50%; color: #c08d90;
        display: flex; align-items: center; justify-content: center; text-align: center; font-size: 10.5pt; padding: 6mm; }
@media (max-width: 640px) {
  article { padding: 5mm 4mm; margin: 0; }
  h1 { font-size: 20pt; } .facts { gap: 5mm; } td.figure, th.figure { width: 24mm; } tr.first td.figure { font-size: 17pt; }
  footer { flex-direction: column; }
}
@media print {
  html { background: none; }
  article { max-width: none; margin: 0; padding: 0; box-shadow: none; }
  article + article { break-before: page; }
}
)css";

}  // namespace pointsbank::notice
