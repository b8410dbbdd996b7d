// How values of JavaScript become exact ones, and tables and rule lists texts. Every refusal says what to write instead.
'use strict';

const fs = require('node:fs/promises');
const { fileURLToPath } = require('node:url');
const { misuse } = require('./errors.js');

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** A value in a few words, for messages. */
function shown(value) {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'an array';
  if (isObject(value)) return `an object (${Object.prototype.toString.call(value).slice(8, -1)})`;
  return String(value);
}

function needText(name, value) {
  if (typeof value !== 'string') {
    misuse(`${name} 应是文字，却是 ${shown(value)}`, `${name} should be a text, and is ${shown(value)}`);
  }
  return value;
}

function needObject(name, value) {
  if (!isObject(value)) {
    misuse(`${name} 应是对象，却是 ${shown(value)}`, `${name} should be an object, and is ${shown(value)}`);
  }
  return value;
}

function needWhole(name, value, least, most = 2 ** 31 - 1) {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    misuse(
      `${name} 应是 ${least} 到 ${most} 的整数，却是 ${shown(value)}`,
      `${name} should be a whole number from ${least} to ${most}, and is ${shown(value)}`,
    );
  }
  return value;
}

/** Refuses keys that nobody knows: a misspelt option is never passed over. */
function needKeys(name, object, known) {
  needObject(name, object);
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) {
      misuse(
        `${name} 没有 \`${key}\`；可用的有 ${known.join('、')}`,
        `${name} has no \`${key}\`; there are ${known.join(', ')}`,
      );
    }
  }
  return object;
}

/** Numbers that are exact in JavaScript, and no others. */
function exact(name, value) {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    misuse(
      `${name} 是浮点数 ${value}，不精确；请写成文字：${name}: "${value}"`,
      `${name} is the floating-point number ${value}, which is not exact; write it as a text: ${name}: "${value}"`,
    );
  }
  if (typeof value === 'bigint') {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value);
  }
  if (value instanceof Date) return momentOf(name, value);
  if (typeof value === 'function' || typeof value === 'symbol') {
    misuse(`${name} 不能是 ${typeof value}`, `${name} cannot be a ${typeof value}`);
  }
  return value;
}

/** A copy of plain data in which every number is exact; what is null or undefined is left out. */
function exactly(name, value, depth = 0) {
  if (depth > 16) misuse(`${name} 嵌套太深`, `${name} is nested too deeply`);
  if (Array.isArray(value)) return value.map((one, i) => exactly(`${name}[${i}]`, one, depth + 1));
  if (!isObject(value) || value instanceof Date) return exact(name, value);
  const copy = {};
  for (const [key, one] of Object.entries(value)) {
    if (one !== undefined && one !== null) {
      // Not by assignment: a key `__proto__` is data like any other.
      Object.defineProperty(copy, key, {
        value: exactly(name === '' ? key : `${name}.${key}`, one, depth + 1),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return copy;
}

/** RFC 3339 of a Date or text; what is not said is now. */
function momentOf(name, at) {
  if (at === undefined) return new Date().toISOString();
  if (at instanceof Date) {
    if (Number.isNaN(at.getTime())) misuse(`${name} 不是有效的日期`, `${name} is an invalid Date`);
    return at.toISOString();
  }
  return needText(name, at);
}

const isPath = (value) => value instanceof URL || (typeof value === 'string' && !/[\r\n]/.test(value));

function pathOf(value) {
  const path = value instanceof URL ? fileURLToPath(value) : value;
  if (path.includes('\0')) misuse('文件路径里不能有空字符', 'a path cannot hold the character U+0000');
  return path;
}

/** Rows of plain objects as JSON Lines: line n is row n. */
function linesOf(name, rows) {
  const lines = rows.map((row, i) => {
    const here = `${name}[${i}]`;
    needObject(here, row);
    const cells = exactly(here, row);
    for (const [column, cell] of Object.entries(cells)) {
      if (typeof cell === 'object') {
        misuse(`${here}.${column} 应是一个值`, `${here}.${column} should be one value, and is ${shown(cell)}`);
      }
    }
    return JSON.stringify(cells);
  });
  return { name: `${name}.jsonl`, content: lines.length === 0 ? '' : `${lines.join('\n')}\n` };
}

/**
 * A table as the addon takes it: {name} of a file, or {name, content}. Given as an array of objects, a path or URL, a
 * text with a line break (CSV), or {name, content}.
 */
function tableOf(name, table) {
  if (Array.isArray(table)) return linesOf(name, table);
  if (isPath(table)) return { name: pathOf(table) };
  if (typeof table === 'string') return { name, content: table };
  if (isObject(table) && 'content' in table) {
    needKeys(name, table, ['name', 'content']);
    return { name: needText(`${name}.name`, table.name ?? name), content: needText(`${name}.content`, table.content) };
  }
  return misuse(
    `${name} 应是对象数组、文件路径、CSV 文字或 {name, content}，却是 ${shown(table)}`,
    `${name} should be an array of objects, a path, a CSV text or {name, content}, and is ${shown(table)}`,
  );
}

async function readText(path) {
  const { MachineError } = require('./errors.js');
  try {
    return await fs.readFile(path, 'utf8');
  } catch (error) {
    const text = { zh: `${path}：无法读取（${error.code}）`, en: `${path}: cannot be read (${error.code})` };
    throw new MachineError(text, [], { cause: error });
  }
}

/** The same for a bank, which takes texts alone: files are read here. */
async function tableText(name, table) {
  const found = tableOf(name, table);
  return 'content' in found ? found : { name: found.name, content: await readText(found.name) };
}

/** Rule lists: one, or an array of them; each a path, a text that begins with `{`, or {name, content}. */
async function ruleTexts(lists) {
  const all = Array.isArray(lists) ? lists : [lists];
  const texts = [];
  for (const [i, list] of all.entries()) {
    const name = all.length === 1 ? 'rules' : `rules ${i + 1}`;
    if (typeof list === 'string' && list.trimStart().startsWith('{')) {
      texts.push({ name, content: list });
    } else if (isPath(list)) {
      texts.push({ name: pathOf(list), content: await readText(pathOf(list)) });
    } else if (isObject(list) && 'content' in list) {
      needKeys('a rule list', list, ['name', 'content']);
      texts.push({ name: needText('name', list.name ?? name), content: needText('content', list.content) });
    } else {
      misuse(
        `规则清单应是文件路径、JSON 文字或 {name, content}，却是 ${shown(list)}`,
        `a rule list should be a path, a JSON text or {name, content}, and is ${shown(list)}`,
      );
    }
  }
  return texts;
}

module.exports = {
  isObject,
  shown,
  needText,
  needObject,
  needWhole,
  needKeys,
  exact,
  exactly,
  momentOf,
  isPath,
  pathOf,
  tableOf,
  tableText,
  ruleTexts,
};
