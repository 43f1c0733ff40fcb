import { ansible } from '@uegen/templates';
import { publicFile } from '../file.ts';
import type { Output } from './output.ts';

/** `install/roles/`: all tasks of the playbooks. They are the same for every cluster. */
export const roles: Output = () =>
  Object.entries(ansible)
    .filter(([path]) => path.startsWith('roles/'))
    .map(([path, content]) => publicFile(`install/${path}`, content));
