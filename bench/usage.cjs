// Loaded before a measured program: writes what the process used, and what it loaded, when it ends.
const { writeFileSync } = require('node:fs');
const { prototype } = require('node:module');

const compiled = [];
const compile = prototype._compile;
prototype._compile = function (code, ...words) {
  compiled.push({ name: this.id.replace(/-[A-Z0-9]{8}$/, ''), bytes: code.length });
  return compile.call(this, code, ...words);
};

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const report = {
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    peak: maxRSS / 1024,
    // The first is the file itself, whose parts lie in comments.
    parts: compiled.slice(1).map(({ name, bytes }) => ({ name: name === '.' ? 'main' : name, bytes })),
    builtins: process.moduleLoadList.map((name) => name.replace(/^NativeModule /, '')),
  };
  writeFileSync(process.env.UEGEN_BENCH_REPORT, JSON.stringify(report));
});
