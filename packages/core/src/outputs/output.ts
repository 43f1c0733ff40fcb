import type { Cluster } from '../cluster/types.ts';
import type { GeneratedFile } from '../file.ts';
import type { Lang } from '../text.ts';

/**
 * Turns a Cluster into files. It must depend on nothing else: the same Cluster gives the same bytes. `lang` is for texts
 * that people read; Korean unless told otherwise.
 */
export type Output = (cluster: Cluster, lang?: Lang) => GeneratedFile[];
