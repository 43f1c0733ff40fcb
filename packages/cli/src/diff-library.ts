// What is used of the library, so that the rest stays out of the bundle.
export { formatPatch, structuredPatch } from 'diff';
