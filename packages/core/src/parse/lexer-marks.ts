/** What yaml's lexer puts in front of a scalar's text. */
export const SCALAR = '\u001F';

/** All its marks, which are no part of the text: of a scalar, and of the places where a document starts or a flow ends. */
export const MARKS: readonly string[] = ['\u0002', '\u0018', SCALAR];
