import type { OpenApiDocument, Operation } from './document.js';

/** The API for people: one page without scripts, so that it needs nothing of the content policy. */
export function docsPage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = [...Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '')];
  const parts = sections.map(
    ([tag, entries]) =>
      `<section id="${escape(tag)}"><h2>${escape(tag)}</h2>${entries.map(entryOf).join('')}</section>`,
  );
  const links = sections.map(([tag]) => `<li><a href="#${escape(tag)}">${escape(tag)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vigie API ${escape(document.info.version)}</title>
<link rel="stylesheet" href="/api/docs/style.css">
</head>
<body>
<header>
<h1>Vigie API</h1>
<p>${escape(document.info.description)} Version ${escape(document.info.version)}, ${escape(document.info.license.name)}.
The same for programs: <a href="/api/docs/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<nav aria-label="Parts"><ul>${links.join('')}</ul></nav>
</header>
<main>${parts.join('\n')}</main>
</body>
</html>
`;
}

function entryOf({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const title = `<span class="method">${method.toUpperCase()}</span> <code>${escape(path)}</code>`;
  const body = Object.entries(operation.requestBody?.content ?? {});
  const answers = Object.entries(operation.responses).filter(([status]) => status !== 'default');
  return `<details><summary>${title} <span class="name">${escape(operation.operationId)}</span></summary>
<p>${escape(operation.description)}</p>
${operation.parameters.length > 0 ? parametersOf(operation) : ''}
${body.map(([type, { schema }]) => `<h3>Body: ${escape(type)}</h3>${json(schema)}`).join('')}
${answers.map(([status, answer]) => `<h3>Answer ${escape(status)}</h3>${json(answer['content'] ?? {})}`).join('')}
</details>
`;
}

function parametersOf({ parameters }: Operation): string {
  const rows = parameters.map(
    (parameter) =>
      `<tr><td><code>${escape(parameter.name)}</code></td><td>${parameter.in}</td><td>${parameter.required ? 'yes' : 'no'}</td><td><code>${escape(JSON.stringify(parameter.schema))}</code></td></tr>`,
  );
  return `<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Required</th><th scope="col">Schema</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const json = (value: unknown): string => `<pre tabindex="0">${escape(JSON.stringify(value, undefined, 2))}</pre>`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const DOCS_STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; padding: 0; }
details { border-block-end: 1px solid; padding: 0.25rem 0; }
summary { cursor: pointer; padding: 0.5rem 0; overflow-wrap: anywhere; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 700; }
.name { opacity: 0.8; }
pre, table { display: block; overflow-x: auto; }
pre { border: 1px solid; padding: 0.75rem; font-size: 0.85rem; }
th, td { text-align: start; padding: 0.25rem 1rem 0.25rem 0; vertical-align: top; }
`;
