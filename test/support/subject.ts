import { type Config, checkConfig, type Diagnostic, parseConfig, resolveCluster } from '@uegen/core';
import * as assert from 'uvu/assert';
import { type Node, parseDocument } from 'yaml';
import { namedNodes } from '../../packages/core/src/cluster/nodes.ts';
import { diagnose } from '../../packages/core/src/diagnostic.ts';
import type { Rule, Subject } from '../../packages/core/src/rules/rule.ts';
import { putAt } from './keys.ts';
import { configText } from './scenarios.ts';

/** Values by dotted path, which stand in the place of the guide's; undefined takes a key away. */
export type Changes = Readonly<Record<string, unknown>>;

/** The text of the guide's config, with some values changed. */
export function guideText(changes: Changes): string {
  const document = parseDocument(configText('valid', 'guide'), { schema: 'failsafe' });
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    if (value === undefined) document.deleteIn(keys);
    else putAt(document, keys, document.createNode(texts(value)) as Node);
  }
  return document.toString();
}

/** The guide's config as typed, with some values changed. */
export function guideWith(changes: Changes = {}): Config {
  const parsed = parseConfig(guideText(changes));
  const { config, diagnostics } =
    'tree' in parsed ? checkConfig(parsed.tree) : { diagnostics: parsed.diagnostics };
  if (config === undefined) throw new Error(JSON.stringify(diagnostics));
  return config;
}

/** The guide's config as a rule sees it, with some values changed. */
export function subjectWith(changes: Changes = {}, former: Subject['former'] = {}): Subject {
  const config = guideWith(changes);
  return { config, named: namedNodes(config), cluster: resolveCluster(config), former };
}

/** What a rule finds, told in both languages: a sentence without a word of Korean fails. */
export function told(rule: Rule, subject: Subject): Diagnostic[] {
  return rule(subject).map((finding) => {
    const diagnostic = diagnose(finding);
    const { message, hint, ko } = diagnostic;
    assert.match(ko?.message ?? '', /[가-힣]/, message);
    if (hint !== undefined) assert.match(ko?.hint ?? '', /[가-힣]/, hint);
    return diagnostic;
  });
}

/** What a rule finds in the guide's config with some values changed: severity, code, path, message and hint. */
export function found(rule: Rule, changes: Changes = {}, former: Subject['former'] = {}): string[] {
  return told(rule, subjectWith(changes, former)).map(
    ({ severity, code, path, message, hint }) =>
      `${severity} ${code} ${path.join('.')}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
}

// The schema types texts: nothing else stands in a config.
function texts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(texts);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, texts(child)]));
  return String(value);
}
