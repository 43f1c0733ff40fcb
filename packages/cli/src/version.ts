import { version } from '../package.json';

/** uegen's version. */
export const VERSION: string = version;
