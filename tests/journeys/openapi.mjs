// The description of the API is valid OpenAPI 3.1, and the check can see when one is not.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';

const text = await readFile(new URL('../../schemas/openapi.json', import.meta.url), 'utf8');

const said = await new Validator().validate(JSON.parse(text));
assert.ok(said.valid, JSON.stringify(said.errors, null, 2));

const spoiled = JSON.parse(text);
delete spoiled.info.title;
assert.equal((await new Validator().validate(spoiled)).valid, false, 'a description without a title is not valid');

const operations = Object.values(JSON.parse(text).paths).flatMap((methods) => Object.values(methods));
const names = operations.map((operation) => operation.operationId);
assert.equal(new Set(names).size, names.length, 'each operation has a name of its own');
console.log(`openapi.json: ${names.length} operations, valid`);
