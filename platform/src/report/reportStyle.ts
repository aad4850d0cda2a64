/**
 * Style of the printable report: one column of text, dark on white, numbers in tabular figures, nothing loaded.
 * Screens from 360 px, A4 on paper.
 */
export const reportStyle = `
:root{--ink:#18222c;--muted:#55606b;--rule:#d9d5cb;--soft:#f5f3ee;--accent:#0b5566;
--sans:"Inter","Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans Condensed",Arial,sans-serif;
--serif:"Source Serif 4",Charter,"Iowan Old Style","Palatino Linotype",Georgia,"DejaVu Serif",serif;
--mono:ui-monospace,"Cascadia Mono",Menlo,"DejaVu Sans Mono",monospace;--plot-font:var(--sans)}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#fff;color:var(--ink);font:17px/1.55 var(--serif);font-variant-numeric:lining-nums}
main,header,footer{max-width:84rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:3.5rem}
h1,h2,h3{font-family:var(--sans);line-height:1.2;text-wrap:balance;letter-spacing:-.01em}
h1{font-size:2.3rem;font-weight:700;margin:0 0 .6rem;max-width:24em}
h2{font-size:1.45rem;font-weight:650;margin:3.2rem 0 .8rem;padding-top:.9rem;border-top:2px solid var(--ink)}
h2 .n{color:var(--accent);margin-right:.55em}
h3{font-size:1.05rem;font-weight:650;margin:2rem 0 .5rem}
p,ul,ol{max-width:43rem;margin:.7rem 0}
li{margin:.3rem 0}
a{color:var(--accent);text-underline-offset:.15em}
.kicker{font:600 .8rem/1 var(--sans);letter-spacing:.09em;text-transform:uppercase;color:var(--accent);margin:0 0 1rem}
.run{font:.86rem/1.5 var(--sans);color:var(--muted)}
.warn{border-left:4px solid #8a3b78;background:#f7eef5;padding:.7rem 1rem;font-family:var(--sans);font-size:.95rem}
nav ol{font-family:var(--sans);font-size:.95rem;columns:2;column-gap:3rem;padding-left:1.4rem;max-width:none}
nav li{break-inside:avoid}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
.keys{display:grid;grid-template-columns:repeat(auto-fit,minmax(13.5rem,1fr));gap:0 2rem;margin:1.2rem 0;padding:0}
.keys>div{border-top:1px solid var(--rule);padding:.7rem 0 .8rem}
.keys dt{font:.82rem/1.35 var(--sans);color:var(--muted)}
.keys dd{margin:.15rem 0 0;font-family:var(--sans)}
.keys .v{display:block;font-size:1.5rem;font-weight:650;line-height:1.25;letter-spacing:-.01em}
.keys .i{display:block;font-size:.86rem;color:var(--muted)}
.scroll{overflow-x:auto;margin:1.1rem 0 1.4rem;max-width:100%}
.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;font:.83rem/1.35 var(--sans);font-variant-numeric:tabular-nums lining-nums}
caption{text-align:left;font-weight:600;font-size:.92rem;padding:0 0 .5rem}
th,td{text-align:left;vertical-align:top;padding:.32rem .9rem .32rem 0;border-bottom:1px solid var(--rule);white-space:nowrap}
th:last-child,td:last-child{padding-right:0}
thead th{vertical-align:bottom;border-bottom:1.5px solid var(--ink);font-weight:600;line-height:1.25}
thead small{display:block;font-weight:400;font-size:.92em;color:var(--muted)}
tbody th{font-weight:600}
.r{text-align:right}
.w{white-space:normal;min-width:9rem;overflow-wrap:anywhere}
tbody tr:hover{background:var(--soft)}
.q{color:var(--muted);font-weight:400}
.g{display:inline-block;min-width:1.5em;padding:0 .3em;border-radius:.2em;font-weight:600;font-size:.92em;line-height:1.35;text-align:center;color:#fff}
.g-A{background:#0a4a59}.g-B{background:#1f7282}.g-C{background:#e0a83f;color:#18222c}.g-D{background:#c9c4ba;color:#18222c}.g-S{background:#8a3b78}
.mix{display:inline-flex;width:5.2rem;height:.7rem;vertical-align:-.05rem;margin-right:.5em;background:#eee;overflow:hidden}
.mix i{display:block;height:100%}
figure{margin:1.4rem 0}
figcaption{font:.84rem/1.45 var(--sans);color:var(--muted);max-width:46rem;margin-top:.3rem}
svg{display:block;max-width:100%;height:auto}
.narrow{display:none}
.nb{white-space:nowrap}
code,.sha{font:.84em var(--mono);overflow-wrap:anywhere}
.none{font-family:var(--sans);font-size:.92rem;color:var(--muted)}
.sources{font:.84rem/1.45 var(--sans);columns:2;column-gap:2.5rem;max-width:none;padding-left:2.2em}
.sources li{break-inside:avoid;overflow-wrap:anywhere}
.claim{border-top:1px solid var(--rule);padding:.9rem 0 .4rem;break-inside:avoid}
.claim h3{margin:0 0 .4rem;max-width:46rem}
.claim dl,.facts{display:grid;grid-template-columns:9rem 1fr;gap:.15rem 1rem;margin:0;font:.88rem/1.45 var(--sans)}
.claim dt,.facts dt{color:var(--muted)}
.claim dd,.facts dd{margin:0;overflow-wrap:anywhere}
.verdict{font:600 .76rem/1.5 var(--sans);letter-spacing:.03em;text-transform:uppercase;color:var(--accent);margin-right:.6em}
footer{padding-top:2rem;padding-bottom:3rem;font:.84rem/1.5 var(--sans);color:var(--muted)}
@media screen{tbody th{position:sticky;left:0;background:#fff}tbody tr:hover th{background:var(--soft)}}
@media (max-width:640px){body{font-size:16px}main,header,footer{padding-left:1rem;padding-right:1rem}header{padding-top:2rem}
h1{font-size:1.75rem}h2{font-size:1.28rem}nav ol,.sources{columns:1}.wide{display:none}.narrow{display:block}
.claim dl,.facts{grid-template-columns:1fr}.claim dd,.facts dd{margin-bottom:.4rem}}
@page{size:A4;margin:17mm 15mm 18mm;@bottom-right{content:counter(page);font:8pt sans-serif;color:#55606b}}
@media print{body{font-size:9.6pt;line-height:1.42}main,header,footer{max-width:none;padding-left:0;padding-right:0}header{padding-top:0}
h1{font-size:21pt}h2{font-size:14pt;margin-top:9mm;break-after:avoid}h3{font-size:10.5pt;break-after:avoid}
p{orphans:3;widows:3}a{color:inherit;text-decoration:none}.scroll{overflow:visible}
table{font-size:7.4pt}caption{font-size:8.6pt;break-after:avoid}thead{display:table-header-group}tr,figure,.keys>div{break-inside:avoid}
th,td{padding:.9mm 2.2mm .9mm 0;white-space:normal}tbody tr:hover{background:none}.w{min-width:18mm}.mix{width:13mm;height:2mm}.run,figcaption,.none,.claim dl,.facts{font-size:8.2pt}.sources,footer{font-size:7.4pt}.claim h3{font-size:9.4pt}.keys .v{font-size:12.5pt}.keys dt,.keys .i{font-size:7.8pt}.keys>div{padding:1.4mm 0 1.6mm}nav ol{font-size:8.6pt;margin:3mm 0}nav li{margin:.4mm 0}h1+.run{margin:0}
.keys{grid-template-columns:repeat(3,1fr)}.wide{display:block}.narrow{display:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`;
