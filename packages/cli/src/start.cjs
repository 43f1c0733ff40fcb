// The first lines of the bundled file, and all of it that an old Node reads: what follows lies in comments. So this is
// ES5, and asks nothing that Node 0.12 doesn't have. OLDEST, CENTOS_7, END_INSIDE, PARTS and PLACES are what the build fills
// in: of a function that is never called, V8 hands out the text without a copy.
var node = process.versions.node.split('.');
var oldest = OLDEST.split('.');

if (Number(node[0]) < Number(oldest[0])) refuse();
else if (node[0] === oldest[0] && Number(node[1]) < Number(oldest[1])) refuse();
else run();

function refuse() {
  var folder = 'https://nodejs.org/dist/v' + CENTOS_7 + '/';
  var language = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
  var korean = [
    'uegen 에는 Node ' + OLDEST + ' 이상이 필요합니다. 이 Node 는 ' + process.version + ' 입니다.\n',
    '  CentOS 7 에서 실행되는 마지막 버전은 ' + CENTOS_7 + ' 입니다: ' + folder + '\n',
  ];
  var english = [
    'uegen needs Node ' + OLDEST + ' or later; this is ' + process.version + '.\n',
    '  The last one that runs on CentOS 7 is ' + CENTOS_7 + ': ' + folder + '\n',
  ];
  process.stderr.write((/^ko(?:[_.@]|$)/.test(language) ? korean : english).join(''));
  process.exit(1);
}

// Each part is compiled as a module of its own, when it is asked for. What is data is no code, and only read.
function run() {
  var text = PARTS.toString();
  var places = PLACES;
  var loaded = {};

  function load(name) {
    var part = loaded[name];
    if (part === undefined) {
      part = loaded[name] = name === 'main' ? module : new module.constructor(name, module);
      part.filename = __filename;
      part.paths = module.paths;
      part.part = load;
      part.text = textOf;
      part._compile(textOf(name), __filename);
    }
    return part.exports;
  }

  function textOf(name) {
    return text.slice(places[name][0], places[name][1]).split(END_INSIDE).join('*/');
  }

  load('main').start();
}
