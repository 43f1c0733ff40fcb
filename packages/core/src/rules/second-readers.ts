import type { Rule } from './rule.ts';

// What lands in cloud-config-repository or in the environment of a Spring application.
const READ_BY_SPRING = [
  ['dcos', 'token'],
  ['gitlab', 'root', 'username'],
  ['gitlab', 'root', 'password'],
  ['gitlab', 'root', 'token'],
  ['iam', 'client-key'],
  ['iam', 'client-secret'],
] as const;

/**
 * Spring replaces `${…}` in every property it reads, and its config server decrypts what starts with `{cipher}`: such a
 * value would not arrive as typed.
 */
export const springKeepsValues: Rule = ({ config }) =>
  READ_BY_SPRING.filter((path) => changedBySpring(String(valueAt(config, path) ?? ''))).map((path) => ({
    code: 'unsafe-value',
    message: `${path.join('.')} holds "\${" or starts with "{cipher}", which Spring would replace`,
    path: [...path],
    hint: 'choose a value without it',
  }));

function changedBySpring(value: string): boolean {
  return value.includes('${') || value.startsWith('{cipher}');
}

function valueAt(config: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], config);
}
