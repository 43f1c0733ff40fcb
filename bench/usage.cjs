// Loaded before a measured program: writes what the process used, when it ends.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const report = { cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 };
  require('node:fs').writeFileSync(process.env.UEGEN_BENCH_REPORT, JSON.stringify(report));
});
