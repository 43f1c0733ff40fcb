/** How a picture looks: light, and dark where the reader's system is. */
export const STYLE = [
  'svg.uegen{--ground:#ffffff;--frame:#f4f6f8;--edge:#8a949e;--box:#ffffff;--ink:#1f2328;--soft:#59636e;--app:#e7f1fd;--new:#1a7f37;--leaving:#b35900;--care:#9aa4ae}',
  '@media (prefers-color-scheme:dark){svg.uegen{--ground:#0d1117;--frame:#161b22;--edge:#7d8590;--box:#21262d;--ink:#e6edf3;--soft:#9ea7b3;--app:#12304f;--new:#3fb950;--leaving:#e3954a;--care:#6e7681}}',
  "svg.uegen{background:var(--ground);font:13px 'DejaVu Sans','Noto Sans KR','Noto Sans CJK KR','Apple SD Gothic Neo','Malgun Gothic','NanumGothic',sans-serif}",
  'svg.uegen text{fill:var(--ink)}',
  'svg.uegen .more{fill:var(--soft)}',
  'svg.uegen .title{font-weight:bold}',
  'svg.uegen .frame{fill:var(--frame);stroke:var(--edge)}',
  'svg.uegen .box{fill:var(--box);stroke:var(--edge)}',
  'svg.uegen .app{fill:var(--app)}',
  'svg.uegen .new{stroke:var(--new);stroke-width:2}',
  'svg.uegen .leaving{stroke:var(--leaving);stroke-width:2;stroke-dasharray:5 4}',
  'svg.uegen .flow{fill:none;stroke:var(--edge);stroke-width:1.3}',
  'svg.uegen .care{stroke:var(--care);stroke-dasharray:3 4}',
  'svg.uegen .head{fill:var(--edge)}',
  'svg.uegen .behind{fill:var(--ground);opacity:.85}',
].join('\n');

/** How a page around it looks. */
export const PAGE_STYLE = [
  ":root{color-scheme:light dark;font:15px/1.5 system-ui,'Noto Sans KR','Malgun Gothic','NanumGothic',sans-serif}",
  'body{margin:2rem auto;max-width:80rem;padding:0 1rem}',
  'figure{margin:0}',
  'figure svg{max-width:100%;height:auto}',
  'table{border-collapse:collapse;margin:.5rem 0 2rem}',
  'th,td{border:1px solid #8886;padding:.25rem .6rem;text-align:left;vertical-align:top}',
].join('\n');
