export { applyEdits, loadChecked, type Place, placeOptions, type Wish } from './apply.ts';
export { askFor } from './ask.ts';
export { type Secret, secretPath, storeSecrets } from './secret-file.ts';
