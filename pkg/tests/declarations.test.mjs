/**
 * What the hand-written declarations have to say: of each exported name and each method what it is, of each number its unit, and of
 * each union of objects what tells its members apart. Whether they are true, `types.test.mjs` holds against the vectors.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { isClassDeclaration, isFunctionDeclaration, isInterfaceDeclaration, isTypeAliasDeclaration, SyntaxKind } from "typescript/unstable/ast";
import { API, TypeFlags } from "typescript/unstable/sync";

const path = (file) => fileURLToPath(new URL(file, import.meta.url));
/** Of what the outside defines, anything may stand there. */
const OPEN = ["JwkSet"];
const FILES = ["perks.d.ts", "manual.d.ts", "signed/index.d.ts", "signed/vouchers.d.ts", "texts/index.d.ts", "texts/names.d.ts", "texts/en.d.ts", "texts/zh-CN.d.ts"];

/** A name that is its unit. */
const NAMED = /(^|_)(minor|units|points|days|uses|times|quantity)$/;
/** A comment that names one, or says what is counted. */
const UNIT = new RegExp(
  "\\b(minor units?|smallest points?|points?|units?|days?|months?|times|uses|used|orders?|visits|lines|coupons|combinations|hints|" +
    "problems|programme's version|version of the programme|decimal digits|digits|characters|percent|milliseconds|seconds?|one-based|" +
    "how many|how often|in a \\{@link Unit\\}|whole number|quota|number of the order|format)\\b",
  "i",
);

let api;
let checker;
let sources;

before(() => {
  api = new API({});
  const snapshot = api.updateSnapshot({ openProjects: [path("types/tsconfig.json")] });
  const [project] = snapshot.getProjects();
  checker = project.checker;
  sources = FILES.map((file) => project.program.getSourceFile(path(`../${file}`)));
  assert.ok(sources.every((source) => source !== undefined), "the project of the types has every declaration");
});

after(() => api.close());

const children = (node) => {
  const found = [];
  node.forEachChild((child) => void found.push(child));
  return found;
};

/** The comment before a node; that of a union's member stands before its bar. */
function comment(source, node) {
  const { parent } = node;
  const from = parent?.kind === SyntaxKind.UnionType ? startInUnion(parent, node) : node.pos;
  const text = source.text.slice(from, node.getStart(source, false));
  return Array.from(text.matchAll(/\/\*\*([\s\S]*?)\*\//g), ([, words]) => words.replace(/\s*\n\s*\*?\s*/g, " ").trim()).at(-1) ?? "";
}

function startInUnion(union, node) {
  const types = children(union);
  const index = types.indexOf(node);
  return index === 0 ? union.pos : types[index - 1].end;
}

const place = (source, node) => {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source, false));
  return `${source.fileName.split("/pkg/").at(-1)}:${line + 1}`;
};

const isExported = (statement) => (statement.modifiers ?? []).some(({ kind }) => kind === SyntaxKind.ExportKeyword);
const isPrivate = (member) => (member.modifiers ?? []).some(({ kind }) => kind === SyntaxKind.PrivateKeyword);
const nameOf = (source, node) => (node.name === undefined ? "?" : source.text.slice(node.name.getStart(source, false), node.name.end));

/** Every node of a file, with those around it, the nearest first. */
function* nodes(node, around = []) {
  for (const child of children(node)) {
    yield [child, around];
    yield* nodes(child, [child, ...around]);
  }
}

test("every exported name and every method says what it is", () => {
  const silent = [];
  let seen = 0;
  for (const source of sources) {
    for (const statement of children(source)) {
      if (statement.kind === SyntaxKind.ExportDeclaration || statement.kind === SyntaxKind.ImportDeclaration) continue;
      const name = statement.name === undefined ? "a constant" : nameOf(source, statement);
      const say = (of, what) => {
        seen += 1;
        if (comment(source, of) === "") silent.push(`${place(source, of)} ${what}`);
      };
      if (isExported(statement)) say(statement, name);
      if (!isClassDeclaration(statement) && !isInterfaceDeclaration(statement)) continue;
      for (const member of statement.members) {
        const isMethod = member.kind === SyntaxKind.MethodSignature || isClassDeclaration(statement);
        if (isMethod && !isPrivate(member)) say(member, `${name}.${nameOf(source, member)}`);
      }
    }
  }
  assert.deepEqual(silent, []);
  assert.ok(seen > 150, `only ${seen} were found`);
});

test("every number says its unit", () => {
  const unitless = [];
  let seen = 0;
  for (const source of sources) {
    for (const [node, around] of nodes(source)) {
      if (node.kind !== SyntaxKind.NumberKeyword) continue;
      seen += 1;
      const owner = around.find(({ kind }) => kind === SyntaxKind.PropertySignature || kind === SyntaxKind.PropertyDeclaration || kind === SyntaxKind.Parameter);
      const name = owner === undefined ? "" : nameOf(source, owner);
      if (NAMED.test(name)) continue;
      const said = around.filter(saysUnits).map((it) => comment(source, it));
      if (!said.some((words) => UNIT.test(words))) unitless.push(`${place(source, node)} ${name}`);
    }
  }
  assert.deepEqual(unitless, []);
  assert.ok(seen > 150, `only ${seen} were found`);
});

/** What is said of a union as a whole says nothing of one member's number. */
function saysUnits(node) {
  return !(isTypeAliasDeclaration(node) && node.type.kind === SyntaxKind.UnionType && children(node.type).length > 10);
}

test("members of a union are told apart by a literal, or by what the others never have", () => {
  const alike = [];
  let seen = 0;
  for (const source of sources) {
    for (const [node, around] of nodes(source)) {
      const isUnion = node.kind === SyntaxKind.UnionType;
      const isAlias = isTypeAliasDeclaration(node) && node.typeParameters === undefined;
      if ((!isUnion && !isAlias) || around.some((it) => isInterfaceDeclaration(it) && OPEN.includes(it.name.text))) continue;
      const type = checker.getTypeAtLocation(isAlias ? node.name : node);
      const members = objectsOf(type);
      if (members.length < 2) continue;
      seen += 1;
      const shapes = members.map(shapeOf);
      for (const [index, shape] of shapes.entries()) {
        for (const [other, after] of shapes.slice(index + 1).entries()) {
          if (!apart(shape, after)) alike.push(`${place(source, node)} ${index} and ${index + 1 + other}`);
        }
      }
    }
  }
  assert.deepEqual(alike, []);
  assert.ok(seen > 15, `only ${seen} were found`);
});

/** Those of a union's types that are objects of our own; of the language's, `instanceof` tells. */
function objectsOf(type) {
  if ((type.flags & TypeFlags.Union) === 0) return [];
  const isOwn = (it) => !["Date", "Uint8Array"].includes(it.getSymbol()?.name);
  return type.getTypes().filter((it) => (it.flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0 && isOwn(it));
}

/** Of each property the literals that it can be; `undefined` for whatever else. */
function shapeOf(type) {
  return new Map(
    checker.getPropertiesOfType(type).map((property) => {
      const is = checker.getTypeOfSymbol(property);
      const types = (is.flags & TypeFlags.Union) === 0 ? [is] : is.getTypes();
      const literals = types.map((it) => {
        if ((it.flags & TypeFlags.Undefined) !== 0) return "absent";
        return (it.flags & TypeFlags.Literal) === 0 ? undefined : checker.typeToString(it);
      });
      return [property.name, literals];
    }),
  );
}

function apart(one, other) {
  return Array.from(one).some(([name, literals]) => {
    const others = other.get(name);
    if (others === undefined || literals.some((it) => others.includes(it))) return false;
    const isAbsent = (these) => these.every((it) => it === "absent");
    const isClosed = (these) => !these.includes(undefined);
    return isAbsent(literals) || isAbsent(others) || (isClosed(literals) && isClosed(others));
  });
}
