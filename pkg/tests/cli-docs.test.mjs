/** The command lines of docs/cli.md print what it shows. */
import test from "node:test";
import { compare } from "./console.mjs";

compare("../../docs/cli.md", test);
