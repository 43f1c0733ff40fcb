export { RESOURCE_FOLDERS } from './checkout/read-resources.ts';
export { REVISION_FILES } from './checkout/revision.ts';
export type { TrackedPaths } from './checkout/tracked.ts';
export type { CheckoutFile } from './checkout/types.ts';
export { resolveCluster } from './cluster/resolve.ts';
export type { Cluster, ClusterNode, LeavingNode, ProxyRule, Role } from './cluster/types.ts';
export { type CheckedConfig, checkConfig } from './config/check.ts';
export { editorSchema } from './config/editor-schema.ts';
export { type ReferenceAnswer, type ReferenceResolver, resolveReferences } from './config/references.ts';
export { configSchema, type Schema, schemaAt } from './config/schema.ts';
export { isSecret, secretValues } from './config/secrets.ts';
export { suggest } from './config/suggest.ts';
export {
  type Diagnostic,
  type DiagnosticCode,
  type Finding,
  hasErrors,
  type KeyPath,
  type Position,
  type Severity,
} from './diagnostic.ts';
export { type Download, type DownloadKind, downloadsOf } from './downloads/index.ts';
export { DRAFT_MARK } from './draft/mark.ts';
export { type ConfigEdit, type EditResult, editConfig } from './edit/edit.ts';
export { type GeneratedFile, publicFile, scriptFile, secretFile } from './file.ts';
export { type GenerateOptions, type GenerateResult, generate } from './generate.ts';
export type { Config } from './generated/config.ts';
export type { ConfigInput } from './generated/config-input.ts';
export { outputs, sometimesMade } from './outputs/index.ts';
export type { Output } from './outputs/output.ts';
export { RUNBOOK } from './outputs/runbook.ts';
export { MAX_CONFIG_LENGTH, type ParsedConfig, parseConfig } from './parse/parse.ts';
export { findPositions, type Positions } from './parse/positions.ts';
export type { ConfigTree, Reference } from './parse/tree.ts';
export type { Flow } from './picture/flows.ts';
export { type BoxKind, type BoxLabel, boxLabels, flowLines, groupLines } from './picture/label.ts';
export { machinesOf, type PictureMachine } from './picture/machines.ts';
export { toMermaid } from './picture/mermaid.ts';
export {
  type AppBox,
  type MachineBox,
  type Picture,
  type PictureGroup,
  pictureOf,
} from './picture/picture.ts';
export { type PortRange, portsText } from './picture/ports.ts';
export { type PictureState, ROLE_NAMES, STATE_NAMES } from './picture/words.ts';
export { type FormatOptions, formatDiagnostics } from './report/format.ts';
export { type LaterBlank, laterBlanks } from './report/later-blanks.ts';
export { applyRules, rules } from './rules/index.ts';
export type { Former, Rule, Subject } from './rules/rule.ts';
export { type Data, toJson } from './serialize/json.ts';
export { toAnsibleYaml, toYaml } from './serialize/yaml.ts';
export { inBoth, type Lang, says, spokenIn, type Text } from './text.ts';
