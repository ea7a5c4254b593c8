// Parses diagrams with Mermaid itself: `node check.mjs FILE|FOLDER…`. Takes .mmd files and the mermaid blocks of .md
// files, all in one process. Never renders, and never changes a file.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><body></body>');
globalThis.window = window;
globalThis.document = window.document;
// Mermaid takes its sanitiser from the window that exists when it is loaded.
const { default: mermaid } = await import('mermaid');
// Mermaid's limits are checked when it draws; here they are checked by hand.
const MOST_EDGES = 500;
const MOST_UNITS = 50_000;
mermaid.initialize({ startOnLoad: false, maxEdges: MOST_EDGES, maxTextSize: MOST_UNITS });

function* files(path) {
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name !== 'node_modules' && !name.startsWith('.')) yield* files(join(path, name));
  }
}

/** The diagrams of a file, each with a name for reports. */
function diagrams(path) {
  const text = readFileSync(path, 'utf8');
  if (path.endsWith('.mmd')) return [[path, text]];
  if (!path.endsWith('.md')) return [];
  const blocks = [...text.matchAll(/^( *)```mermaid\r?\n([\s\S]*?)^\1```/gm)];
  return blocks.map((block) => [`${path}:${text.slice(0, block.index).split('\n').length}`, block[2]]);
}

let passed = 0;
let failed = 0;
const seen = { sequence: 0, flowchart: 0 };
for (const path of process.argv.slice(2).flatMap((argument) => [...files(argument)])) {
  for (const [name, text] of diagrams(path)) {
    try {
      if (text.length > MOST_UNITS) throw new Error(`${text.length} characters; Mermaid draws ${MOST_UNITS}`);
      const { diagramType } = await mermaid.parse(text);
      seen[diagramType.startsWith('flowchart') ? 'flowchart' : diagramType] += 1;
      passed += 1;
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${name}: ${error?.message ?? error}`);
    }
  }
}
console.log(`${seen.flowchart} flowcharts, ${seen.sequence} sequence diagrams`);
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;
