// What `npm pack` does before and after: the library's sources come along in library/, so that a package that was
// packed can be built anywhere.   sources.js copy|remove
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const project = path.join(root, '..', '..');
const library = path.join(root, 'library');

fs.rmSync(library, { recursive: true, force: true });
if (process.argv[2] === 'copy') {
  for (const name of ['CMakeLists.txt', 'cmake', 'include', 'src']) {
    fs.cpSync(path.join(project, name), path.join(library, name), { recursive: true, dereference: true });
  }
}
