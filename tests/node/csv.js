// CSV as RFC 4180 has it, for tests: rows of cells, the header first.
'use strict';

function rowsOf(text) {
  const rows = [[]];
  let cell = '';
  let isQuoted = false;
  const content = text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  for (let i = 0; i < content.length; ++i) {
    const c = content[i];
    if (isQuoted) {
      if (c !== '"') cell += c;
      else if (content[i + 1] === '"') cell += content[++i];
      else isQuoted = false;
    } else if (c === '"') {
      isQuoted = true;
    } else if (c === ',' || c === '\n') {
      rows.at(-1).push(cell);
      cell = '';
      if (c === '\n') rows.push([]);
    } else {
      cell += c;
    }
  }
  if (cell !== '' || rows.at(-1).length > 0) rows.at(-1).push(cell);
  else rows.pop();
  return rows;
}

function objectsOf(text) {
  const [header, ...rows] = rowsOf(text);
  return rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] === '' ? null : cells[i]])));
}

module.exports = { rowsOf, objectsOf };
