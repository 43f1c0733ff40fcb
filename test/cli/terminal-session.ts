// Runs a session of commands on the terminal that it is started on, each as uegen would: the language, then the lines.
// Its clock goes as many milliseconds at each look as CLOCK_STEP says: none, so that nothing takes long.
import { commands } from '../../packages/cli/src/commands/index.ts';
import { speak } from '../../packages/cli/src/language.ts';
import { explain } from '../../packages/cli/src/main.ts';
import { helpWidth, parseArguments } from '../../packages/cli/src/parse-arguments.ts';
import { processTerminal } from '../../packages/cli/src/terminal.ts';

const [lang, ...lines] = process.argv.slice(2);
// No program is there, on any machine.
process.env.PATH = '/nonexistent';
// What a phase lacks depends on who asks.
process.getuid = () => 1000;
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.10.0' } });
speak(lang === 'ko' ? 'ko' : 'en');
const step = Number(process.env.CLOCK_STEP ?? 0);
let time = 0;
const clock = () => {
  time += step;
  return time;
};
const terminal = processTerminal(clock);
for (const line of lines) {
  terminal.out(`$ uegen ${line}\n`);
  const code = await carryOut(line).catch((error: unknown) => {
    explain(error, terminal);
    return 1;
  });
  terminal.out(`[${code}]\n\n`);
}

async function carryOut(line: string): Promise<number> {
  return parseArguments(line.split(' '), commands, helpWidth(terminal.width))(terminal, []);
}
