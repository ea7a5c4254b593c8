// Reads contracts with the schemas of those who made the formats: `node check.mjs FILE|FOLDER…`. Takes openapi.json,
// asyncapi.json and compose.yaml, all in one process. `--refuses` turns it around: each file must have a mistake.
// Never changes a file, and never asks the network.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

function* files(path) {
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (!['node_modules', 'target', '.git'].includes(name)) yield* files(join(path, name));
  }
}

/** Every `$ref` must lead somewhere inside its document; the schemas do not look. */
function* dangling(node, root, path = '#') {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.$ref === 'string') {
    const parts = node.$ref.replace(/^#\//, '').split('/').map((it) => it.replace(/~1/g, '/').replace(/~0/g, '~'));
    if (!node.$ref.startsWith('#/') || parts.reduce((at, part) => at?.[part], root) === undefined) {
      yield `${path}: nothing is at ${node.$ref}`;
    }
  }
  for (const [key, value] of Object.entries(node)) yield* dangling(value, root, `${path}/${key}`);
}

/** What OpenAPI says in words only: distinct operation ids, and a parameter for each name in a path. */
function* inWords(api) {
  const seen = new Set();
  for (const [path, item] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (seen.has(operation.operationId)) yield `operationId ${operation.operationId} is there twice`;
      seen.add(operation.operationId);
      const named = [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]).sort();
      const given = (operation.parameters ?? []).filter((it) => it.in === 'path').map((it) => it.name).sort();
      if (named.join() !== given.join()) yield `${method} ${path}: parameters are ${given}`;
      if (operation.tags.includes('operations') && !Array.isArray(operation['x-interactions'])) {
        yield `${method} ${path}: names no interaction`;
      }
    }
  }
}

const validator = new Validator({ strict: false });
const parser = new Parser();

async function openapi(path) {
  const api = JSON.parse(readFileSync(path, 'utf8'));
  const { valid, errors } = await validator.validate(api);
  const found = Array.isArray(errors) ? errors : [{ instancePath: '', message: errors }];
  const schema = valid ? [] : found.map((error) => `${error.instancePath}: ${error.message}`);
  return [...schema, ...dangling(api, api), ...inWords(api)];
}

/** A parameter of an address that nobody describes; the parser does not look. */
function undescribed([name, { address, parameters = {} }]) {
  const missing = [...(address ?? '').matchAll(/\{([^}]*)\}/g)].filter(([, parameter]) => !(parameter in parameters));
  return missing.map(([, parameter]) => `channel ${name}: nothing describes {${parameter}}`);
}

async function asyncapi(path) {
  const text = readFileSync(path, 'utf8');
  const api = JSON.parse(text);
  // A recommendation to use the newest minor version and the like is information, not a mistake.
  const { document, diagnostics } = await parser.parse(text);
  const serious = diagnostics.filter(({ severity }) => severity <= 1);
  const said = serious.map((it) => `${it.path.join('/')}: ${it.message} (${it.code})`);
  const unnamed = Object.entries(api.operations).filter(([, it]) => !(it['x-interactions']?.length > 0));
  return [
    ...(document === undefined && said.length === 0 ? ['cannot be read'] : said),
    ...dangling(api, api),
    ...Object.entries(api.channels).flatMap(undescribed),
    ...unnamed.map(([name]) => `operation ${name} names no interaction`),
  ];
}

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv, ['duration', 'uri']);
const schema = JSON.parse(readFileSync(new URL('compose-spec.json', import.meta.url), 'utf8'));
const isCompose = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });

function compose(path) {
  const file = parse(readFileSync(path, 'utf8'));
  const errors = isCompose(file) ? [] : isCompose.errors.map((it) => `${it.instancePath}: ${it.message}`);
  const services = Object.keys(file.services ?? {});
  const wanted = Object.entries(file.services ?? {}).flatMap(([name, it]) =>
    Object.keys(it.depends_on ?? {}).map((on) => [name, on]));
  const missing = wanted.filter(([, on]) => !services.includes(on));
  return [...errors, ...missing.map(([name, on]) => `${name} depends on ${on}, which is not there`)];
}

const KINDS = { 'openapi.json': openapi, 'asyncapi.json': asyncapi, 'compose.yaml': compose };
const seen = { 'openapi.json': 0, 'asyncapi.json': 0, 'compose.yaml': 0 };
const refuses = process.argv[2] === '--refuses';
let failed = 0;
for (const path of process.argv.slice(refuses ? 3 : 2).flatMap((argument) => [...files(argument)])) {
  const check = KINDS[basename(path)];
  if (!check) continue;
  seen[basename(path)] += 1;
  const mistakes = await check(path);
  if (mistakes.length > 0 === refuses) continue;
  failed += 1;
  console.log(`FAILED ${path}${refuses ? ': nothing was found' : ''}`);
  for (const mistake of mistakes) console.log(`  ${mistake}`);
}
const count = Object.entries(seen).map(([name, number]) => `${number} ${name}`).join(', ');
console.log(`${count}; ${failed} failed`);
if (failed > 0 || seen['openapi.json'] === 0 || seen['asyncapi.json'] === 0) process.exitCode = 1;
