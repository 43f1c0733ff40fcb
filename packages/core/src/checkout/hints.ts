import { says } from '../text.ts';

/** What to do with a text in another encoding. */
export const SAVE_AS_UTF_8 = says('save the file as UTF-8', '파일을 UTF-8 로 저장하십시오');
