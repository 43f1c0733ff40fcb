export type { CheckoutFile } from './carry/types.ts';
export { resolve } from './cluster/resolve.ts';
export type { Cluster, ClusterNode, LeavingNode, ProxyRule, Role } from './cluster/types.ts';
export { type Checked, check } from './config/check.ts';
export { editorSchema } from './config/editor-schema.ts';
export { type LaterBlank, laterBlanks } from './config/later-blanks.ts';
export { type ReferenceAnswer, type ReferenceResolver, resolveReferences } from './config/references.ts';
export { applyRules } from './config/rules/index.ts';
export { configSchema, type Schema } from './config/schema.ts';
export { secretValues } from './config/secrets.ts';
export {
  type Diagnostic,
  type DiagnosticCode,
  hasErrors,
  type Path,
  type Position,
  type Severity,
} from './diagnostic.ts';
export { DRAFT_MARK } from './draft/mark.ts';
export { type FormatOptions, formatDiagnostics } from './format.ts';
export { type Generated, type GenerateOptions, generate } from './generate.ts';
export type { Config } from './generated/config.ts';
export { outputs } from './outputs/index.ts';
export { type GeneratedFile, type Output, publicFile, script, secretFile } from './outputs/output.ts';
export { MAX_CONFIG_LENGTH, type Parsed, parse } from './parse/parse.ts';
export { findPositions, type Positions } from './parse/positions.ts';
export type { Reference, Tree } from './parse/tree.ts';
export type { Lang } from './phases/types.ts';
export { RUNBOOK } from './runbook/document.ts';
export { type Data, toJson } from './serialize/json.ts';
export { toAnsibleYaml, toYaml } from './serialize/yaml.ts';
