import type { RoleFacts } from '../src/generated/index.ts';

export function roleFacts(files: Readonly<Record<string, string>>): Record<string, RoleFacts>;
