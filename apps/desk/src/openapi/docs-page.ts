type Json = Record<string, unknown>;

/** The API's description as a page that needs no script and asks nobody else for anything. */
export function docsPage(document: Json): string {
  const paths = document.paths as Record<string, Record<string, Json>>;
  const sections = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(path, method, operation)),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bridgeline desk API</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
summary { cursor: pointer; padding: .35rem 0; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .375rem; }
b { display: inline-block; min-width: 4.5rem; }
</style>
</head>
<body>
<h1>Bridgeline desk API</h1>
<p>${escape(String((document.info as Json).description))}</p>
<p>The same as data: <a href="/api/openapi.json">/api/openapi.json</a></p>
${sections.join('\n')}
</body>
</html>`;
}

function section(path: string, method: string, operation: Json): string {
  const roles = operation['x-roles'] as string[] | undefined;
  const who = roles
    ? `${String(operation['x-permission'])} (${roles.join(', ')})`
    : operation['x-access'];
  return `<details>
<summary><b>${method.toUpperCase()}</b> <code>${escape(path)}</code> ${escape(typeof operation.summary === 'string' ? operation.summary : '')}</summary>
<p>Who: ${escape(String(who))}</p>
${block('Parameters', operation.parameters)}
${block('Body', operation.requestBody)}
${block('Answers', operation.responses)}
</details>`;
}

function block(title: string, value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '';
  return `<p>${title}</p><pre>${escape(JSON.stringify(value, null, 2))}</pre>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
