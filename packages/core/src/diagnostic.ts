import { inBoth, type Text } from './text.ts';

/** A path into config.yml, for example `['server', 'private', 'master', 'master1']`. */
export type KeyPath = readonly string[];

/**
 * A place in a text. Lines and columns count from 1, in UTF-16 code units; `length` is what a caret line underlines,
 * and 1 where a secret stands, so that it doesn't tell the secret's length.
 */
export interface Position {
  line: number;
  column: number;
  length: number;
}

/** How bad a diagnostic is: an `error` stops the build, a `warning` doesn't, a `note` only tells. */
export type Severity = 'error' | 'warning' | 'note';

/** The closed set of what uegen can say. A code never changes its meaning. */
export type DiagnosticCode =
  // the text
  | 'too-large'
  | 'empty-config'
  | 'multiple-documents'
  | 'yaml-syntax'
  | 'not-a-mapping'
  // references
  | 'unresolved-reference'
  | 'not-fetched'
  | 'draft'
  // the schema
  | 'unknown-key'
  | 'known-later-key'
  | 'missing-key'
  | 'blank-key'
  | 'wrong-type'
  | 'invalid-value'
  | 'invalid-name'
  | 'cut-secret'
  // rules over several keys
  | 'duplicate-address'
  | 'duplicate-name'
  | 'master-count'
  | 'node-state'
  | 'cluster-ends'
  | 'database-node'
  | 'public-address'
  | 'port-conflict'
  | 'proxy-port'
  | 'proxy-full'
  | 'network'
  | 'disk'
  | 'runner'
  | 'backup'
  | 'registry'
  | 'unsafe-value'
  | 'reserved-network'
  | 'resolver'
  | 'sample-password'
  | 'mail-credentials'
  | 'mail-server'
  | 'duplicate-host'
  | 'quorum'
  | 'config-server'
  | 'host-keys'
  | 'insecure-source'
  | 'service-port'
  // outputs and rules of one's own
  | 'output-file'
  | 'extension'
  // the checkout's own files
  | 'unknown-placeholder'
  | 'unsafe-placeholder'
  | 'unused-extra'
  | 'carried-file-replaced'
  | 'unmergeable-file'
  // the images, and what git keeps
  | 'platform-revision'
  | 'ui-client'
  | 'missing-module'
  | 'unreadable-resource'
  | 'image-value'
  | 'public-images'
  | 'mirror-distribution'
  | 'proxy-missing'
  | 'tracked-secret';

/**
 * One problem. `message` is one sentence and never holds a value of the config, since a value may be a
 * secret; `file` is set where the problem lies in another file than config.yml. `ko` holds the sentences in Korean.
 */
export interface Diagnostic {
  code: DiagnosticCode;
  severity: Severity;
  message: string;
  path: KeyPath;
  position?: Position;
  /** The other sides of a conflict, such as the node that has the same address. */
  also?: readonly { path: KeyPath; position?: Position }[];
  hint?: string;
  file?: string;
  ko?: { message: string; hint?: string };
}

/** True when at least one of the diagnostics stops a build. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/**
 * The part of a diagnostic that a rule fills in; positions are added afterwards, in one place. A rule of one's own may
 * speak one language only.
 */
export type Finding = Omit<Diagnostic, 'position' | 'severity' | 'message' | 'hint' | 'ko'> & {
  severity?: Severity;
  message: Text | string;
  hint?: Text | string;
};

/** A {@link Finding} as a diagnostic; the severity is `error` unless said otherwise. */
export function diagnose({ message, hint, ...rest }: Finding): Diagnostic {
  const texts = inBoth(hint === undefined ? { message } : { message, hint });
  return { severity: 'error', ...rest, ...texts };
}
