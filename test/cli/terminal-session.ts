// Runs a session of commands on the terminal that it is started on, each as uegen would: the language, then the lines.
import { commands } from '../../packages/cli/src/commands/index.ts';
import { speak } from '../../packages/cli/src/language.ts';
import { helpWidth, parseArguments } from '../../packages/cli/src/parse-arguments.ts';
import { processTerminal } from '../../packages/cli/src/terminal.ts';

const [lang, ...lines] = process.argv.slice(2);
// What a phase lacks depends on who asks.
process.getuid = () => 1000;
speak(lang === 'ko' ? 'ko' : 'en');
const terminal = processTerminal();
for (const line of lines) {
  terminal.out(`$ uegen ${line}\n`);
  const code = await parseArguments(line.split(' '), commands, helpWidth(terminal.width))(terminal, []);
  terminal.out(`[${code}]\n\n`);
}
