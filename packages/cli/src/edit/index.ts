export { applyEdits, loadChecked, type Place, placeOptions } from './apply.ts';
export { askFor } from './ask.ts';
export { secretPath } from './secret-file.ts';
