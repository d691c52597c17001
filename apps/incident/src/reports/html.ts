import type { Locale, PictureShape, ReportBlock, ReportContent, Tlp } from '#libs/contracts';
import { wordsIn } from '../words/words.js';

export interface Printed {
  locale: Locale;
  tlp: Tlp;
  exercise: boolean;
  /** What stands above everything: that it is a draft, or was withdrawn. */
  standing: string | null;
  content: ReportContent;
}

/** Text for between tags and inside quoted attributes. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/(?![\t\n\r])\p{Cc}/gu, '');

const isolated = (text: string): string => `<bdi>${escaped(text)}</bdi>`;

/**
 * One file that needs nothing else: its style and pictures stand in it, it has no script, and its own policy allows none. All text is
 * escaped, and stands isolated so that writing from right to left moves nothing beside it.
 */
export function htmlOf({ locale, tlp, exercise, standing, content }: Printed): string {
  const { title, lines, agency, sections } = content;
  const marks = `${exercise ? `<strong class="exercise">${escaped(wordsIn[locale].exercise)}</strong> ` : ''}<span class="tlp" data-tlp="${tlp}">TLP:${tlp}</span>`;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="top"><span>${isolated(agency)}</span> <span>${marks}</span></p>
${standing === null ? '' : `<p class="standing">${escaped(standing)}</p>`}
<h1>${isolated(title)}</h1>
${lines.map((line) => `<p class="soft">${isolated(line)}</p>`).join('\n')}
</header>
${sections.map((section) => `<section>\n<h2>${isolated(section.title)}</h2>\n${section.blocks.map(blockHtml).join('\n')}\n</section>`).join('\n')}
<footer><p class="top"><span>${isolated(lines[0] ?? title)}</span> <span>${marks}</span></p></footer>
</main>
</body>
</html>
`;
}

function blockHtml(block: ReportBlock): string {
  switch (block.type) {
    case 'paragraph':
      return `<p class="text${block.soft ? ' soft' : ''}" dir="auto">${escaped(block.text)}</p>`;
    case 'facts':
      return `<dl>${block.items.map(({ label, value }) => `<div><dt>${escaped(label)}</dt><dd dir="auto">${escaped(value)}</dd></div>`).join('')}</dl>`;
    case 'figures':
      return `<ul class="figures">${block.items.map(({ label, value }) => `<li><strong>${escaped(value)}</strong> ${escaped(label)}</li>`).join('')}</ul>`;
    case 'table':
      return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(block.caption)}"><table><caption>${escaped(block.caption)}</caption><thead><tr>${block.columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('')}</tr></thead><tbody>${block.rows
        .map((row) => `<tr>${row.map((cell) => `<td dir="auto">${escaped(cell)}</td>`).join('')}</tr>`)
        .join('')}</tbody></table></div>`;
    case 'picture':
      return `<figure><svg viewBox="0 0 ${block.width} ${block.height}" role="img" aria-label="${escaped(block.alt)}">${block.shapes.map(shapeSvg).join('')}</svg></figure>`;
  }
}

function shapeSvg(shape: PictureShape): string {
  switch (shape.shape) {
    case 'bar':
      return `<rect class="${shape.tone}" x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}"/>`;
    case 'dot':
      return `<circle class="${shape.tone}" cx="${shape.x}" cy="${shape.y}" r="${shape.r}"/>`;
    case 'line':
      return `<line class="${shape.tone}" x1="${shape.x1}" y1="${shape.y1}" x2="${shape.x2}" y2="${shape.y2}"${shape.dashed ? ' stroke-dasharray="3 2"' : ''}/>`;
    case 'text':
      return `<text class="${shape.tone}" x="${shape.x}" y="${shape.y}" font-size="${shape.size}" text-anchor="${shape.align}">${escaped(shape.text)}</text>`;
  }
}

/** The colours are those of the PDF, and all stand on white: a file is passed on and printed. */
const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#14222a;font:16px/1.5 "Source Sans 3",system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:52rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.2rem;margin:1.75rem 0 .5rem;border-bottom:2px solid #0d5b72;padding-bottom:.2rem;break-after:avoid}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.5rem 1rem;margin:0}
.soft{color:#4d606b;margin:.15rem 0}
.text{white-space:pre-wrap;margin:.5rem 0}
.standing{border:2px solid #a3102a;color:#a3102a;font-weight:700;padding:.4rem .75rem}
.exercise{color:#5b2a86}
.tlp{background:#000;color:#fff;font-weight:700;padding:.1rem .45rem}
.tlp[data-tlp=RED]{color:#ff2b2b}.tlp[data-tlp^=AMBER]{color:#ffc000}.tlp[data-tlp=GREEN]{color:#33ff00}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.5rem 1.5rem;margin:.5rem 0}
dt{color:#4d606b;font-size:.9rem}dd{margin:0;font-weight:600}
.figures{display:flex;flex-wrap:wrap;gap:.75rem 2rem;list-style:none;margin:.5rem 0;padding:0}
.figures strong{display:block;font-size:1.8rem;line-height:1.1}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.92rem}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:start;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #cfd9de;overflow-wrap:break-word}
th{color:#4d606b}
tr{break-inside:avoid}
figure{margin:.75rem 0}
svg{width:100%;height:auto;font-family:inherit}
.ink{fill:#14222a;stroke:none}.soft{fill:#4d606b}line.soft{stroke:#4d606b}.rule{stroke:#cfd9de}.warning{fill:#a3102a}line.warning{stroke:#a3102a}
.first{fill:#0d5b72}.second{fill:#2f8f9d}.third{fill:#c77700}.fourth{fill:#1d6b3c}
footer{margin-top:2.5rem;border-top:1px solid #cfd9de;padding-top:.5rem;font-size:.9rem}
@media print{main{max-width:none;padding:0}.scroll{overflow:visible}*{print-color-adjust:exact}}
`;
