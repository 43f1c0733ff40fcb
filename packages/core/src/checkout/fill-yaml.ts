import { Lexer } from 'yaml';
import { MARKS, SCALAR } from '../parse/lexer-marks.ts';
import { quote, scalar as spell } from '../serialize/yaml.ts';
import { BREAKS, type Encode, type FillFile, PLACEHOLDER, verbatim } from './fill.ts';

const insideDouble: Encode = ({ text }) => quote(text).slice(1, -1);
// Nothing escapes a line break there, nor a control character.
const insideSingle: Encode = ({ text }) => (BREAKS.test(text) ? undefined : text.replaceAll("'", "''"));

/** A scalar of its own: typed as config.yml types it, and in quotes wherever a plain one could mean anything else. */
const wholeScalar: Encode = ({ text, bare }) => {
  if (bare) return text;
  const plain = spell(text);
  return /^[\w./:-]+$/.test(plain) ? plain : quote(text);
};

/** A part of a scalar without quotes, which nothing can escape: only characters without a meaning of their own. */
const insidePlain: Encode = ({ text }) => (/^[\w./+-][\w./:+-]*(?<!:)$/.test(text) ? text : undefined);

/** YAML: each scalar in its own style, so that the value arrives as a string, an integer or a boolean. */
export const fillYaml: FillFile = (text, fill) => {
  let filled = '';
  let offset = 0;
  let [scalar, block] = [false, false];
  for (const token of new Lexer().lex(text)) {
    if (MARKS.includes(token)) {
      scalar = token === SCALAR;
      continue;
    }
    filled += fill(token, offset, scalar && !block ? plainStyle(token) : otherStyle(token));
    offset += token.length;
    if (scalar || !/^\s*(?:#|$)/.test(token)) block = !scalar && /^[|>]/.test(token);
    scalar = false;
  }
  return filled;
};

function plainStyle(token: string): Encode {
  return token.replace(PLACEHOLDER, '') === '' && token.match(PLACEHOLDER)?.length === 1
    ? wholeScalar
    : insidePlain;
}

function otherStyle(token: string): Encode {
  if (token.startsWith('"')) return insideDouble;
  return token.startsWith("'") ? insideSingle : verbatim;
}
