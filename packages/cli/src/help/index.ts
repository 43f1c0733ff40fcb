import type { DiagnosticCode } from '@uegen/core';
import { configKeys } from './config-keys.ts';
import type { Explanation } from './explanation.ts';
import { files } from './files.ts';
import { nodes } from './nodes.ts';
import { settings } from './settings.ts';

export type { Explanation } from './explanation.ts';

/** Every code, and what it means: a code without one doesn't compile. */
export const explanations: Readonly<Record<DiagnosticCode, Explanation>> = {
  ...configKeys,
  ...nodes,
  ...settings,
  ...files,
};

/** The word behind `uegen help` that lists all codes. */
export const CODES = 'codes';
