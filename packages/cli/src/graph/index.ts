export { toDot } from './dot.ts';
export { toPage } from './page.ts';
export { toSvg } from './svg.ts';
