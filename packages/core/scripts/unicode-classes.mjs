// Of all planes, the last two code points.
const LAST_TWO = Array.from({ length: 17 }, (_, plane) => plane.toString(16)).map(
  (plane) => `\\u{${plane}fffe}\\u{${plane}ffff}`,
);

/** What Unicode will never change of its classes, which cost V8 more to look up than the rest of a pattern. */
export const CLASSES = {
  'p{Cc}': 'u0000-\\u001f\\u007f-\\u009f',
  'p{Cs}': 'ud800-\\udfff',
  'p{Noncharacter_Code_Point}': ['ufdd0-\\ufdef', ...LAST_TWO].join(''),
};
