// Our own small pages, as text: the first one, what is not there, and the two empty documents that replicas are built in.

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
  main { max-width: 40rem; margin: 12vh auto; padding: 0 1.5rem; }
  h1 { font-size: 1.6rem; line-height: 1.25; }
  li { margin: 0.5rem 0; }
  a { color: light-dark(#1f5eff, #86b0ff); }
  .note { color: light-dark(#535c6d, #b2bac8); font-size: 0.9rem; }`;

function page(nonce: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <style nonce="${nonce}">${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
${body}
    </main>
  </body>
</html>
`;
}

/** The page at `/`: what to do. */
export function indexPage(nonce: string): string {
  return page(
    nonce,
    "Co-browsing is running",
    `      <ol>
        <li>Open <a href="/demo/" target="_blank">the demo shop</a>, as a visitor, and press “Get help from a person”. A code appears.</li>
        <li>Open <a href="/cbjoin" target="_blank">the viewer</a>, as an agent: another window, or another browser. Sign in with the
          name and password that the server printed when it first started.</li>
        <li>Enter the code. The viewer shows the shop as the visitor sees it, without what is masked.</li>
      </ol>
      <p class="note">Agents may have the viewer inside a system of their own: <a href="/examples/crm/" target="_blank">an example</a>.
        For a page of your own, add the script tag that README.md shows.</p>`,
  );
}

/** The page for an address that there is not. */
export function notFoundPage(nonce: string): string {
  return page(nonce, "There is nothing here", `      <p><a href="/">Back to the start</a></p>`);
}

/** The page of the frame that shows a document: the script fills it. `script` and `style` are names of this release's files. */
export function documentsPage(nonce: string, script: string, style: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>Document</title>
    <link rel="stylesheet" href="${style}">
  </head>
  <body>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}

const TRANSITIONAL = `"-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"`;

/** What a replica is built in, for each mode of a document: its doctype alone leads to it. */
export const REPLICA_PAGE = "<!doctype html><title>Replica</title>";
export const QUIRKS_REPLICA_PAGE = "<title>Replica</title>";
export const LIMITED_QUIRKS_REPLICA_PAGE = `<!doctype html public ${TRANSITIONAL}><title>Replica</title>`;
