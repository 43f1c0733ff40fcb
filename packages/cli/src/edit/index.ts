export { applyEdits, loadChecked, type Place, placeOptions } from './apply.ts';
export { askFor } from './ask.ts';
export { type Secret, secretPath, storeSecrets } from './secret-file.ts';
