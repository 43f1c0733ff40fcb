import { says } from '../text.ts';
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
    message: says(
      `${path.join('.')} holds "\${" or starts with "{cipher}", which Spring would replace`,
      `${path.join('.')} 에 "\${" 이 있거나 "{cipher}" 로 시작해 Spring 이 바꿔 버립니다`,
    ),
    path: [...path],
    hint: says('choose a value without it', '그것이 없는 값을 쓰십시오'),
  }));

function changedBySpring(value: string): boolean {
  return value.includes('${') || value.startsWith('{cipher}');
}

function valueAt(config: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], config);
}
